/* The door board: is the hall open, until when, for what. Read by people outside who decide whether to come in. */
"use strict";
(function () {
  const h = HallOps;
  const screen = h.screen;
  const SLOGANS = { weekend: "slogan_weekend", lunch: "slogan_lunch", extended: "slogan_late" };
  const DAY = 86400000;

  function time(at) { return typeof at === "number" ? h.clock(at) : at; }

  function opening(view) {
    if (view.mode) { return h.say("open_now", { mode: h.name(view.mode.name) }); }
    return h.say(view.modes.length ? "closed_now" : "closed_today");
  }

  /* When open: at which windows. When not: when it opens again. */
  function more(view) {
    if (view.mode) {
      return h.say("open_windows") + h.say("colon") + (view.open_windows.length ? h.runs(view.open_windows) : h.say("no_window"));
    }
    if (!view.opens) { return ""; }
    const far = h.now() !== null && (view.opens - h.now() > DAY || h.day(view.opens) !== h.day(h.now()));
    return h.say("opens_next", { when: (far ? h.day(view.opens) + " " : "") + h.clock(view.opens) });
  }

  function slogans(view) {
    const kinds = Object.keys(SLOGANS).filter(function (kind) {
      return view.modes.some(function (mode) { return mode.kind === kind; });
    });
    h.keyed(h.byId("slogans"), kinds, String, function () { return h.el("li"); }, function (chip, kind) {
      h.text(chip, h.say(SLOGANS[kind]));
    });
  }

  function hours(view) {
    const list = h.byId("hours");
    const staffed = view.modes.filter(function (mode) { return mode.windows.length; });
    h.keyed(list, screen.page(list, staffed), function (mode) { return mode.from + mode.to; }, function () {
      return h.el("li", {}, [h.el("span", { class: "time" }), h.el("span", { class: "name" }), h.el("span", { class: "more" })]);
    }, function (row, mode) {
      const current = view.mode && mode.id === view.mode.id && mode.from === view.mode.from;
      row.classList.toggle("current", Boolean(current));
      h.text(row.children[0], time(mode.from) + "–" + time(mode.to));
      h.text(row.children[1], h.name(mode.name));
      h.text(row.children[2], (mode.booking_only ? h.say("by_booking") + " · " : "") + h.windows(mode.windows));
    });
  }

  function services(view) {
    const list = h.byId("services");
    h.keyed(list, screen.page(list, view.services), function (service) { return service.code; }, function () {
      return h.el("li", {}, [h.el("span", { class: "name" }), h.el("span", { class: "more" })]);
    }, function (row, service) {
      const times = (service.hours || []).map(function (one) { return one.from + "–" + one.to; }).join("  ");
      row.classList.toggle("later", service.now === false);
      h.text(row.children[0], h.name(service.name));
      h.text(row.children[1], service.booking_only ? h.say("by_booking") + " · " + times : times);
      screen.fit(row.children[1]);
    });
  }

  function show(view) {
    h.hall(view.hall);
    screen.fit("hall");
    document.querySelector(".now").classList.toggle("shut", !view.mode);
    h.text("now", opening(view));
    h.text("windows", more(view));
    screen.fit("now");
    slogans(view);
    hours(view);
    services(view);
  }

  screen.start("door", {}, show);
}());
