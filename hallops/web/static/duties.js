/* A clerk's own page: who I am comes from the hub, and everything else from one's own view. */
"use strict";
(function () {
  const h = HallOps;
  const HOUR = 3600000;
  const MINUTE = 60000;
  const PERSON = { window: true, guide: true };

  function lasting(ms) {
    const minutes = Math.floor(ms / MINUTE);
    if (ms < HOUR) { return h.say("duties_minutes", { minutes: minutes }); }
    return h.say("duties_hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  }

  function place(span) { return span.post ? h.name(span.post) : h.say("window", { window: span.place }); }

  function sums(sum) {
    const shown = [
      ["duties_open", lasting(sum.open)], ["duties_paused", lasting(sum.paused)], ["duties_served", String(sum.served)],
      ["duties_mean", sum.served ? lasting(sum.serving / sum.served) : "–"], ["duties_rated", String(sum.rated)],
      ["duties_grade", sum.mean_grade === null ? "–" : sum.mean_grade.toFixed(1)]
    ];
    h.fillWith(h.byId("sums"), shown.map(function (one) {
      return h.el("div", {}, [h.el("dt", { text: h.say(one[0]) }), h.el("dd", { text: one[1] })]);
    }));
  }

  function notes(span) {
    return [span.reason ? h.name(span.reason.name) : "", span.planned ? "" : h.say("duties_unplanned"), span.forced ? h.say("duties_forced") : ""]
      .filter(Boolean).join(" · ");
  }

  function spans(all) {
    h.byId("none").hidden = all.length > 0;
    h.keyed(h.byId("spans"), all, function (span) { return span.place + span.from; }, function () {
      return h.el("li", {}, [h.el("span", { class: "time" }), h.el("b"), h.el("span", { class: "state" }), h.el("span", { class: "notes" })]);
    }, function (row, span) {
      row.className = span.state;
      h.text(row.children[0], h.clock(span.from) + "–" + (span.to === null ? h.say("duties_still") : h.clock(span.to)));
      h.text(row.children[1], place(span));
      h.text(row.children[2], h.say("duties_" + span.state));
      h.text(row.children[3], notes(span));
    });
  }

  function show(view) {
    h.data.zone = view.hall.timezone;
    h.text("who", view.staff.name + " " + view.staff.id);
    const now = view.spans.filter(function (span) { return span.to === null; })[0];
    h.text("where", now ? h.say("duties_here", { place: place(now) }) : h.say("duties_away"));
    sums(view.sum);
    spans(view.spans);
    h.byId("own").hidden = false;
  }

  /* A manager may look at anybody's, by ?staff=. */
  function begin(me) {
    const staff = me.role === "manager" ? h.data.asked.staff : PERSON[me.role] ? me.id : null;
    if (!staff) { h.byId("nobody").hidden = false; return; }
    h.feed("duties", { staff: staff }, show);
  }

  function ask() {
    h.request("GET", "/v1/sessions").then(function (got) {
      if (got.status) { begin(got.ok ? got.answer : {}); return; }
      h.text("age", h.say("connecting"));
      setTimeout(ask, 3000);
    });
  }

  ask();
}());
