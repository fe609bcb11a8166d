/* A visitor's own ticket on a phone: where in line, how long, and which window when it is time. */
"use strict";
(function () {
  const h = HallOps;
  const STATES = { called: "ticket_called", serving: "ticket_serving", held: "ticket_held", missed: "ticket_missed" };

  function show(view) {
    const waits = view.state === "waiting";
    const over = !waits && !STATES[view.state];
    h.text("number", view.number);
    h.text("service", h.name(view.name));
    h.text("state", waits ? h.say(view.ahead ? "ticket_waiting" : "ticket_next") : h.say(STATES[view.state] || "ticket_ended"));
    h.text("window", view.state === "called" ? h.say("window", { window: view.window }) : "");
    h.byId("line").hidden = !waits;
    h.text("ahead", h.say("people", { count: view.ahead || 0 }));
    h.text("wait", h.wait(view.estimate));
    h.byId("stay").hidden = over;
  }

  h.byId("care").addEventListener("click", function () {
    const on = !document.documentElement.classList.contains("care");
    h.care(on);
    h.byId("care").setAttribute("aria-pressed", on ? "true" : "false");
  });
  const asked = { number: h.data.asked.token };
  h.feed("ticket", asked, show);
  fetch("/v1/views/ticket?number=" + encodeURIComponent(asked.number)).then(function (response) {
    if (response.status === 404) { h.text("state", h.say("ticket_unknown")); h.byId("stay").hidden = true; }
  }, function () { /* the feed says that the hub is away */ });
}());
