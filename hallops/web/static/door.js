/* The door board: is the hall open, until when, for what. Read by people outside who decide whether to come in. */
"use strict";
(function () {
  const h = HallOps;

  function time(at) { return typeof at === "number" ? h.clock(at) : at; }

  function list(numbers) { return numbers.join(h.data.language === "zh" ? "、" : ", "); }

  function opening(view) {
    if (!view.modes.length) { return h.say("closed_today"); }
    return view.mode ? h.say("open_now", { mode: h.name(view.mode.name) }) : h.say("closed_now");
  }

  function hours(view) {
    h.keyed(h.byId("hours"), view.modes.filter(function (mode) { return mode.windows.length; }).slice(0, 7),
      function (mode) { return mode.from + mode.to; }, function () {
        return h.el("li", {}, [h.el("span", { class: "time" }), h.el("span", { class: "name" }), h.el("span", { class: "more" })]);
      }, function (row, mode) {
        const current = view.mode && mode.id === view.mode.id && mode.from === view.mode.from;
        row.classList.toggle("current", Boolean(current));
        h.text(row.children[0], time(mode.from) + "–" + time(mode.to));
        h.text(row.children[1], h.name(mode.name));
        h.text(row.children[2], (mode.booking_only ? h.say("by_booking") + " · " : "") + h.windows(mode.windows));
      });
  }

  function show(view) {
    h.hall(view.hall);
    h.text("now", opening(view));
    document.querySelector(".now").classList.toggle("shut", !view.mode);
    h.text("windows", h.say("open_windows") + ": " + (view.open_windows.length ? list(view.open_windows) : h.say("no_window")));
    hours(view);
    h.keyed(h.byId("services"), view.services.slice(0, 16), function (service) { return service.code; }, function () {
      return h.el("li");
    }, function (row, service) {
      row.classList.toggle("later", service.now === false);
      h.text(row, h.name(service.name) + (service.booking_only ? " · " + h.say("by_booking") : ""));
    });
  }

  h.feed("door", {}, show);
  setInterval(function () {
    if (h.now()) { h.text("clock", h.clock(h.now())); h.text("day", h.day(h.now())); }
  }, 500);
}());
