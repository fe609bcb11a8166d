/* Alerts on a page: listed with who has seen them, heard when they come or come again, acknowledged by one press. */
"use strict";
(function () {
  const h = HallOps;
  const REPEATS = 20000; // ms between two sounds of one that repeats
  const heard = {}; // id -> when it was last heard; a quiet one may be heard anew
  let rows = [];

  function line(one) {
    const id = one.id;
    return h.el("li", {}, [h.el("span"), h.el("small"), h.el("button", { type: "button", text: h.say("alert_seen"), on: { click: function (event) {
      const now = rows.filter(function (row) { return row.id === id; })[0];
      if (now) { h.command("AcknowledgeAlert", { alert: id, value: now.value }, event.currentTarget); }
    } } })]);
  }

  function fill(node, one) {
    node.className = one.quiet ? "alert quiet" : "alert";
    h.text(node.children[0], h.name(one.sentence));
    h.text(node.children[1], one.quiet ? h.say("alert_seen_by", { staff: one.seen.staff.name, clock: h.clock(one.seen.at) }) : "");
    node.children[2].hidden = one.quiet;
    node.children[2].setAttribute("aria-label", h.say("alert_seen") + " " + h.name(one.sentence));
  }

  function ring() {
    const now = performance.now();
    rows.forEach(function (one) {
      if (one.quiet || one.loud === "silent") { delete heard[one.id]; return; }
      const last = heard[one.id];
      if (last === undefined || (one.loud === "repeat" && now - last > REPEATS)) {
        heard[one.id] = now;
        h.chime(one.loud === "repeat" ? "loud" : "soft");
      }
    });
  }

  h.showAlerts = function (alerts) {
    const gone = Object.keys(heard).filter(function (id) { return !alerts.some(function (one) { return one.id === id; }); });
    gone.forEach(function (id) { delete heard[id]; });
    rows = alerts;
    h.keyed(h.byId("alerts"), rows, function (one) { return one.id; }, line, fill);
    ring();
  };
  setInterval(ring, 1000);
}());
