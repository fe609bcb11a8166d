/* The dispenser: one tap on a service is one ticket. After each visitor it is as new for the next one. */
"use strict";
(function () {
  const h = HallOps;
  const MOST = 12; // choices on a page; fewer and larger in 关怀模式
  const MOST_CARE = 4;
  const HOME = "zh"; // the language that the next visitor finds
  const STAYS = 12; // s that a ticket is shown
  const IDLE = 60000; // ms without a touch
  const HELP = { service_opens_later: "help_opens", last_ticket_gone: "help_gone", booking_only: "help_booking",
    service_not_today: "help_not_today", service_closed: "help_over", service_full: "help_full",
    hall_full: "full_help", online_only: "help_online", day_ahead: "help_opens", day_closed: "help_over" };
  let view = null;
  let first = 0; // of the services on this page
  let accessible = false;
  let busy = false;
  let touched = performance.now();
  let countdown = null;

  function care() { return document.documentElement.classList.contains("care"); }

  function promise(service) {
    const ahead = service.waiting ? h.say("ahead", { count: service.waiting }) : h.say("no_one_ahead");
    return service.waiting && service.estimate ? ahead + " · " + h.wait(service.estimate, "about") : ahead;
  }

  function label(service) { return service.offered ? promise(service) : h.term(service.reason); }

  function services() {
    const most = care() ? MOST_CARE : MOST;
    const all = view.services;
    if (first >= all.length) { first = 0; }
    h.byId("earlier").hidden = first === 0;
    h.byId("later").hidden = first + most >= all.length;
    h.keyed(h.byId("services"), all.slice(first, first + most), function (service) { return service.code; }, made, function (button, service) {
      h.text(button.children[0], service.letter);
      h.text(button.children[1], h.name(service.name));
      h.text(button.children[2], label(service));
      button.classList.toggle("off", !service.offered); // still to be tapped: it says what to do instead
    });
  }

  function made(service) {
    const code = service.code;
    return h.el("button", { type: "button", on: { click: function (event) { tapped(code, event.currentTarget); } } },
      [h.el("span", { class: "letter", "aria-hidden": "true" }), h.el("span", { class: "name" }), h.el("span", { class: "wait" })]);
  }

  function tapped(code, button) {
    const service = view.services.filter(function (one) { return one.code === code; })[0];
    if (!service || busy) { return; }
    if (!service.offered) { refuse(h.say("not_now"), h.say(HELP[service.reason] || "help_other")); return; }
    busy = true;
    h.byId("services").setAttribute("aria-busy", "true");
    h.text("ask", h.say("printing"));
    h.command("Issue", { service: code, channel: "dispenser", accessible: accessible, language: h.data.language }, button)
      .then(function (result) {
        busy = false;
        h.byId("services").removeAttribute("aria-busy");
        h.text("ask", h.say("choose"));
        h.beside(button, "");
        if (result && result.ok) { give(service, result.events); }
        else if (result) { refuse(result.open ? h.say("away_head") : h.say("not_now"), result.open ? h.say("away_help") : result.sentence); }
      });
  }

  function give(service, events) {
    const issued = events.filter(function (event) { return event.kind === "TicketIssued"; })[0] || {};
    const estimate = issued.quoted_high === undefined || issued.quoted_high === null
      ? service.estimate : { low: issued.quoted_low, high: issued.quoted_high };
    h.text("given-number", (issued.ticket || "").split("-")[0]);
    h.text("given-service", h.name(service.name));
    h.byId("given-place").hidden = !service.zone_name;
    h.text("given-zone", h.name(service.zone_name));
    h.text("given-ahead", h.say("people", { count: service.waiting }));
    h.text("given-wait", h.wait(estimate));
    open("given");
  }

  function refuse(head, said) {
    h.text("refused-head", head);
    h.text("refused-said", said);
    open("refused");
  }

  /* Shows a whole-screen answer, which goes away by itself. */
  function open(which) {
    let left = STAYS;
    h.byId(which).hidden = false;
    h.byId(which).querySelector("button").focus();
    clearInterval(countdown);
    h.text(which + "-returns", h.say("returns_in", { seconds: left }));
    countdown = setInterval(function () {
      left -= 1;
      h.text(which + "-returns", h.say("returns_in", { seconds: left }));
      if (left <= 0) { shut(which); }
    }, 1000);
  }

  function shut(which) {
    clearInterval(countdown);
    h.byId(which).hidden = true;
    if (which === "given") { anew(); }
  }

  /* The next visitor finds the machine as the one before did. */
  function anew() {
    h.forget();
    first = 0;
    need(false);
    if (care()) { turn(false); }
    if (h.data.language !== HOME && !feed.isStale()) { location.replace("?lang=" + HOME); }
    if (view) { services(); }
  }

  function need(on) {
    accessible = on;
    h.byId("accessible").setAttribute("aria-pressed", on ? "true" : "false");
  }

  function turn(on) {
    h.care(on);
    h.byId("care").setAttribute("aria-pressed", on ? "true" : "false");
    first = 0;
    if (view) { services(); }
  }

  /* What holds for the hall as a whole: no service gives a ticket, or the hub is away. */
  function state() {
    const what = feed.isStale() ? "away" : { ahead: "ahead", closed: "closed", full: "full", last_ticket: "last" }[view.state];
    h.byId("choose").hidden = Boolean(what);
    h.byId("instead").hidden = !what;
    if (!what) { return; }
    const at = what === "ahead" ? view.opens : view && view.closes;
    h.text("instead-head", h.say(what + "_head"));
    h.text("instead-help", h.say(what + "_help", { clock: at ? h.clock(at) : "" }));
    h.byId("earlier").hidden = h.byId("later").hidden = true;
  }

  function show(shown) {
    view = shown;
    h.hall(view.hall);
    h.text("mode", view.mode ? h.name(view.mode.name) : "");
    services();
    state();
  }

  h.byId("accessible").addEventListener("click", function () { need(!accessible); });
  h.byId("care").addEventListener("click", function () { turn(!care()); });
  h.byId("later").addEventListener("click", function () { first += care() ? MOST_CARE : MOST; services(); });
  h.byId("earlier").addEventListener("click", function () { first = Math.max(0, first - (care() ? MOST_CARE : MOST)); services(); });
  h.byId("given-done").addEventListener("click", function () { shut("given"); });
  h.byId("refused-back").addEventListener("click", function () { shut("refused"); });
  document.addEventListener("click", function () { touched = performance.now(); }, true);
  document.addEventListener("contextmenu", function (event) { event.preventDefault(); });
  const feed = h.feed("dispenser", {}, show);
  feed.onStale(function () { if (view || feed.isStale()) { state(); if (view && !feed.isStale()) { services(); } } });
  setInterval(function () {
    if (h.now()) { h.text("clock", h.clock(h.now())); }
    if (performance.now() - touched > IDLE && !busy) { touched = performance.now(); anew(); }
  }, 500);
}());
