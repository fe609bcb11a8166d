/* A visitor's own ticket on a phone: where in line, how long, which window when it is time, and what comes after. */
"use strict";
(function () {
  const h = HallOps;
  const STATES = { called: "ticket_called", serving: "ticket_serving", held: "ticket_held", missed: "ticket_missed" };

  function names(list) { return list.map(function (one) { return h.name(one.name); }).join(h.data.language === "zh" ? "、" : ", "); }

  function show(view) {
    const waits = view.state === "waiting";
    const over = !waits && !STATES[view.state];
    h.hall(view.hall);
    h.text("number", view.number);
    h.text("service", h.name(view.name));
    h.text("state", waits ? h.say(view.ahead ? "ticket_waiting" : "ticket_next") : h.say(STATES[view.state] || "ticket_ended"));
    h.text("window", view.state === "called" ? h.say("window", { window: view.window }) : "");
    h.byId("line").hidden = !waits;
    h.text("ahead", h.say("people", { count: view.ahead || 0 }));
    h.text("wait", h.wait(view.estimate));
    h.byId("place").hidden = !view.zone_name;
    h.text("zone", h.name(view.zone_name));
    h.byId("visit").hidden = !(view.also.length || view.done.length) || over;
    h.byId("then").hidden = !view.also.length;
    h.text("also", names(view.also));
    h.byId("before").hidden = !view.done.length;
    h.text("done", names(view.done));
    h.byId("stay").hidden = over;
    h.byId("missed").hidden = !waits;
  }

  /* An address that opens nothing says so, and shows nothing that it does not know. */
  function unknown() {
    ["line", "visit", "stay", "missed"].forEach(function (id) { h.byId(id).hidden = true; });
    h.text("state", h.say("ticket_unknown"));
  }

  h.byId("care").addEventListener("click", function () {
    const on = !document.documentElement.classList.contains("care");
    h.care(on);
    h.byId("care").setAttribute("aria-pressed", on ? "true" : "false");
  });
  if (h.data.unknown) { unknown(); return; }
  const asked = { token: h.data.asked.token };
  h.feed("ticket", asked, show);
  fetch("/v1/views/ticket?token=" + encodeURIComponent(asked.token)).then(function (response) {
    if (response.status === 404) { unknown(); }
  }, function () { /* the feed says that the hub is away */ });
}());
