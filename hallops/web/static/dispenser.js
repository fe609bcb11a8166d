/* The dispenser: choose a service, or several, say yes, and there is one ticket. After each visitor it is as new. */
"use strict";
(function () {
  const h = HallOps;
  const MOST = 8; // choices on a page; fewer and larger in 关怀模式
  const MOST_CARE = 4;
  const MOST_SERVICES = 5; // of one visit
  const HOME = "zh"; // the language that the next visitor finds
  const STAYS = 12; // s that a ticket is shown,
  const STAYS_LONG = 60; // and where the screen is all that a visitor takes along
  const IDLE = 60000; // ms without a touch
  const OWN_STATE = 5000; // ms between two looks at the printer
  const HELP = { service_opens_later: "help_opens", last_ticket_gone: "help_gone", booking_only: "help_booking",
    service_not_today: "help_not_today", service_closed: "help_over", service_full: "help_full", hall_full: "full_help",
    not_at_this_time: "help_not_now", day_ahead: "help_opens", day_closed: "help_over" };
  let view = null;
  let place = "choose";
  let first = 0; // of the services on this page
  let chosen = []; // of this visit: {service, name, item, ...} in order
  let guide = null; // the body of a guide ticket that is offered
  let accessible = false;
  let paper = "unknown";
  let busy = false;
  let touched = performance.now();
  let countdown = null;

  function care() { return document.documentElement.classList.contains("care"); }
  function most() { return care() ? MOST_CARE : MOST; }
  function shown(id) { return !h.byId(id).hidden; }
  function isOver() { return shown("confirm") || shown("given") || shown("refused"); }

  /* A time of today by its clock, another day's with its date. */
  function when(at) {
    const today = h.now() !== null && h.day(at) === h.day(h.now());
    return today ? h.clock(at) : h.day(at) + " " + h.clock(at);
  }

  function promise(one) {
    const ahead = one.waiting ? h.say("ahead", { count: one.waiting }) : h.say("no_one_ahead");
    const soon = !one.waiting || !one.estimate || one.estimate.high < 60000; // people ahead, and no wait: it would not be believed
    return soon ? ahead : ahead + " · " + h.wait(one.estimate, "about");
  }

  function label(one) {
    if (one.offered) { return promise(one); }
    return one.opens ? h.term(one.reason) + " · " + h.say("starts", { clock: when(one.opens) }) : h.term(one.reason);
  }

  function isOff(one) { return !one.offered || has(one.service || one.code); }

  function has(service) { return chosen.some(function (one) { return one.service === service; }); }

  function services() {
    const all = view.services;
    if (first >= all.length) { first = 0; }
    if (place === "choose") { paged(first > 0, first + most() < all.length); }
    h.keyed(h.byId("services"), all.slice(first, first + most()), function (service) { return service.code; }, made, function (button, service) {
      h.text(button.children[0], service.letter);
      h.text(button.children[1], h.name(service.name));
      h.text(button.children[2], label(service));
      button.classList.toggle("off", isOff(service)); // still to be tapped: it says what to do instead
    });
  }

  function made(service) {
    const code = service.code;
    return h.el("button", { type: "button", on: { click: function () { tapped(code); } } },
      [h.el("span", { class: "letter", "aria-hidden": "true" }), h.el("span", { class: "name" }), h.el("span", { class: "wait" })]);
  }

  function paged(back, more) {
    h.byId("earlier").hidden = !back;
    h.byId("later").hidden = !more;
  }

  function tapped(code) {
    const service = view.services.filter(function (one) { return one.code === code; })[0];
    if (service) { choose(service, { service: code, name: service.name, zone: service.zone_name, item: null, needs: [] }); }
  }

  /* An entry of the catalogue: its service gives the ticket, its code is noted on it. */
  function found(item) {
    choose(item, { service: item.service, name: item.name, zone: item.zone, item: item.code, needs: item.needs });
  }

  function choose(one, wanted) {
    if (busy) { return; }
    if (one.online_only) { online(one); }
    else if (!one.offered) { refuse(h.say("not_now"), instead(one)); }
    else {
      const again = chosen.filter(function (some) { return some.service === wanted.service; })[0];
      if (!again) { chosen.push({ ...wanted, waiting: one.waiting, estimate: one.estimate }); }
      confirm();
    }
  }

  function instead(one) {
    const opens = one.opens ? when(one.opens) : "";
    if (one.reason === "service_opens_later" || one.reason === "day_ahead") { return h.say(opens ? "help_opens" : "help_other", { clock: opens }); }
    return h.say(HELP[one.reason] || "help_other") + (opens ? " " + h.say("help_next", { clock: opens }) : "");
  }

  /* Done online only: no number, but where, what to bring, and a guide's help. */
  function online(one) {
    const guidance = view.services.filter(function (some) { return some.code === view.guidance; })[0];
    const helps = Boolean(guidance && guidance.offered);
    const said = [h.say("online_help"), view.online ? h.say("online_where", { where: h.name(view.online) }) : "",
      one.needs && one.needs.length ? h.say("confirm_bring", { needs: one.needs.join("、") }) : "",
      h.say(helps ? "online_guide" : "online_desk")];
    refuse(h.say("online_head"), said.filter(Boolean).join("\n"));
    guide = helps ? { service: guidance.code, name: guidance.name, zone: guidance.zone_name, waiting: guidance.waiting,
      estimate: guidance.estimate, item: one.letter === one.code ? null : one.code, needs: [] } : null;
    h.byId("refused-guide").hidden = !helps;
  }

  function confirm() {
    h.keyed(h.byId("chosen"), chosen, function (one) { return one.service; }, function (one) {
      const service = one.service;
      const remove = h.el("button", { type: "button", class: "choice", text: h.say("remove"), on: { click: function () { leaveOut(service); } } });
      return h.el("li", {}, [h.el("span", { class: "name" }), h.el("span", { class: "wait" }), remove]);
    }, function (row, one) {
      h.text(row.children[0], h.name(one.name));
      h.text(row.children[1], promise(one));
      row.children[2].hidden = chosen.length < 2;
      row.children[2].setAttribute("aria-label", h.say("remove") + " " + h.name(one.name));
    });
    const needs = chosen.reduce(function (all, one) { return all.concat(one.needs); }, []);
    const once = needs.filter(function (need, index) { return needs.indexOf(need) === index; });
    h.text("confirm-bring", once.length ? h.say("confirm_bring", { needs: once.join("、") }) : "");
    h.byId("confirm-also").hidden = chosen.length >= MOST_SERVICES;
    h.beside(h.byId("confirm-take"), "");
    h.byId("confirm").hidden = false;
    h.byId("confirm-take").focus();
  }

  function leaveOut(service) {
    chosen = chosen.filter(function (one) { return one.service !== service; });
    confirm();
  }

  function addAnother() {
    h.byId("confirm").hidden = true;
    toPlace(place === "check-in" ? "choose" : place);
    h.text("ask", h.say("choose_also"));
    services();
  }

  function take() {
    if (busy || !chosen.length) { return; }
    const wanted = chosen[0];
    const also = chosen.slice(1).map(function (one) { return one.service; });
    const body = { service: wanted.service, channel: "dispenser", accessible: accessible, language: h.data.language };
    if (also.length) { body.also = also; }
    if (wanted.item) { body.item = wanted.item; }
    busy = true;
    const before = h.byId("confirm-head").textContent;
    h.text("confirm-head", h.say("printing"));
    h.command("Issue", body, h.byId("confirm-take")).then(function (result) {
      busy = false;
      h.text("confirm-head", before);
      h.beside(h.byId("confirm-take"), "");
      if (result && result.ok) { give(wanted, result.events); }
      else if (result) { refuse(result.open ? h.say("away_head") : h.say("not_now"), result.open ? h.say("away_help") : result.sentence); }
    });
  }

  /* The ticket on the screen; with neither paper nor phone it is all that a visitor has. */
  function give(wanted, events) {
    const issued = events.filter(function (event) { return event.kind === "TicketIssued"; })[0] || {};
    const service = view.services.filter(function (one) { return one.code === issued.service; })[0];
    const quoted = issued.quoted_high !== undefined && issued.quoted_high !== null;
    const also = (issued.also || []).map(function (code) {
      return h.name((view.services.filter(function (one) { return one.code === code; })[0] || {}).name);
    });
    const one = wanted || service || {};
    const zone = one.zone || (service && service.zone_name);
    h.text("given-number", (issued.ticket || "").split("-")[0]);
    h.text("given-service", h.name(one.name));
    h.byId("given-then").hidden = !also.length;
    h.text("given-also", also.join(h.data.language === "zh" ? "、" : ", "));
    h.byId("given-place").hidden = !zone;
    h.text("given-zone", h.name(zone));
    h.text("given-ahead", h.say("people", { count: (wanted ? wanted.waiting : service && service.waiting) || 0 }));
    h.text("given-wait", h.wait(quoted ? { low: issued.quoted_low, high: issued.quoted_high } : one.estimate));
    const code = view.qr && issued.token ? "/v1/tickets/" + issued.token + "/qr.svg" : "";
    h.byId("given-code").hidden = !code;
    if (code) { h.byId("given-qr").src = code; }
    h.text("given-paper", h.say(paper === "out" ? "no_paper" : "take_paper"));
    h.byId("given").classList.toggle("alone", paper === "out");
    h.byId("confirm").hidden = true;
    h.byId("refused").hidden = true;
    open("given", paper === "out" ? STAYS_LONG : code ? 2 * STAYS : STAYS);
  }

  function refuse(head, said) {
    guide = null;
    h.byId("refused-guide").hidden = true;
    h.text("refused-head", head);
    h.text("refused-said", said);
    open("refused", 2 * STAYS);
  }

  /* Shows a whole-screen answer, which goes away by itself. */
  function open(which, stays) {
    let left = stays;
    h.byId(which).hidden = false;
    h.byId(which).querySelector("button:not([hidden])").focus();
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
    checkIn.reset();
    h.byId("given-qr").removeAttribute("src");
    first = 0;
    chosen = [];
    guide = null;
    ["confirm", "refused", "given"].forEach(function (over) { h.byId(over).hidden = true; });
    clearInterval(countdown);
    need(false);
    if (care()) { turn(false); }
    if (h.data.language !== HOME && !feed.isStale()) { location.replace("?lang=" + HOME); }
    h.text("ask", h.say("choose"));
    toPlace("choose");
  }

  function need(on) {
    accessible = on;
    h.byId("accessible").setAttribute("aria-pressed", on ? "true" : "false");
  }

  function turn(on) {
    h.care(on);
    h.byId("care").setAttribute("aria-pressed", on ? "true" : "false");
    first = 0;
    if (place === "search") { search.reset(); }
    if (view) { services(); }
  }

  function toPlace(which) {
    const fresh = place !== which;
    place = which;
    if (fresh && which === "search") { search.reset(); }
    if (fresh && which === "check-in") { checkIn.reset(); }
    h.byId("find").setAttribute("aria-pressed", which === "search" ? "true" : "false");
    h.byId("booked").setAttribute("aria-pressed", which === "check-in" ? "true" : "false");
    paged(false, false);
    if (view) { services(); state(); }
  }

  /* What holds for the hall as a whole: no service gives a ticket, only bookings do, or the hub is away. */
  function state() {
    const away = feed.isStale();
    const what = away ? "away" : { ahead: "ahead", closed: "closed", full: "full", last_ticket: "last" }[view.state] || (view.booking_only ? "booking" : "");
    const checking = place === "check-in" && !away && (view.check_in || !what);
    const looking = place === "search" && !what;
    h.byId("choose").hidden = Boolean(what) || checking || looking;
    h.byId("search").hidden = !looking;
    h.byId("check-in").hidden = !checking;
    h.byId("instead").hidden = !what || checking;
    h.byId("find").hidden = Boolean(what);
    h.byId("booked").hidden = away || !view.check_in;
    h.byId("accessible").hidden = away || (Boolean(what) && !view.check_in); // there is no number to be had
    h.byId("no-paper").hidden = paper !== "out";
    if (!what && !checking) { return; }
    paged(false, false);
    if (!what) { return; }
    const at = what === "last" || what === "full" ? view.closes : view.opens;
    const vague = !at && (what === "closed" || what === "booking");
    const quiet = what === "last" && view.services.every(function (service) { return !service.waiting; });
    const help = quiet ? "last_quiet" : what + (vague ? "_long" : "_help");
    const booked = view.check_in && what !== "booking" ? " " + h.say("with_booking") : "";
    h.text("instead-head", h.say(what + "_head"));
    h.text("instead-help", h.say(help, { clock: at ? when(at) : "" }) + booked);
  }

  function show(shown) {
    view = shown;
    h.hall(view.hall);
    h.text("mode", view.mode ? h.name(view.mode.name) : "");
    services();
    state();
  }

  /* Whether this machine's printer has paper, as the machine told the hub. */
  function look() {
    if (feed.isStale()) { return; }
    fetch("/v1/devices/me/state", { credentials: "same-origin" }).then(function (response) { return response.ok ? response.json() : null; })
      .then(function (told) {
        if (told && told.paper !== paper) { paper = told.paper; if (view) { state(); } }
      }, function () { /* the feed says that the hub is away */ });
  }

  const search = h.search({ most: most, services: function () { return view ? view.services : []; }, label: label, isOff: isOff,
    chosen: found, paged: function (back, more) { if (place === "search") { paged(back, more); } } });
  const checkIn = h.checkIn({ accessible: function () { return accessible; }, given: function (events) { give(null, events); },
    isOpen: function () { return Boolean(view && view.check_in) && !isOver() && !feed.isStale(); }, show: function () { toPlace("check-in"); } });
  function step(pages) {
    if (place === "search") { search.turn(pages); return; }
    first = Math.max(0, first + pages * most());
    services();
  }
  h.byId("accessible").addEventListener("click", function () { need(!accessible); });
  h.byId("care").addEventListener("click", function () { turn(!care()); });
  h.byId("find").addEventListener("click", function () { toPlace(place === "search" && !search.back() ? "choose" : "search"); });
  h.byId("booked").addEventListener("click", function () { toPlace(place === "check-in" ? "choose" : "check-in"); });
  h.byId("later").addEventListener("click", function () { step(1); });
  h.byId("earlier").addEventListener("click", function () { step(-1); });
  h.byId("confirm-take").addEventListener("click", take);
  h.byId("confirm-also").addEventListener("click", addAnother);
  h.byId("confirm-back").addEventListener("click", function () { chosen = []; h.byId("confirm").hidden = true; h.text("ask", h.say("choose")); services(); });
  h.byId("given-done").addEventListener("click", function () { shut("given"); });
  h.byId("refused-back").addEventListener("click", function () { shut("refused"); });
  h.byId("refused-guide").addEventListener("click", function () { chosen = guide ? [guide] : []; shut("refused"); take(); });
  document.addEventListener("click", function () { touched = performance.now(); }, true);
  document.addEventListener("keydown", function () { touched = performance.now(); }, true);
  document.addEventListener("contextmenu", function (event) { event.preventDefault(); });
  const feed = h.feed("dispenser", {}, show);
  feed.onStale(function () {
    if (view && !feed.isStale()) { services(); }
    if (view || feed.isStale()) { state(); }
  });
  setInterval(look, OWN_STATE);
  look();
  setInterval(function () {
    if (h.now()) { h.text("clock", h.clock(h.now())); }
    if (performance.now() - touched > IDLE && !busy && !shown("given")) { touched = performance.now(); anew(); }
  }, 500);
}());
