/* The enquiry kiosk: what a service needs, where and when it is served, and the hours of the week. It gives no ticket. */
"use strict";
(function () {
  const h = HallOps;
  const MOST = 8;
  const MOST_CARE = 4;
  const HOME = "zh";
  const IDLE = 60000;
  let view = null;
  let touched = performance.now();
  let began = false;

  function care() { return document.documentElement.classList.contains("care"); }
  function when(at) { return h.now() !== null && h.day(at) === h.day(h.now()) ? h.clock(at) : h.day(at) + " " + h.clock(at); }

  function label(item) {
    if (item.offered) { return h.say("in_line") + " " + h.say("people", { count: item.waiting }); }
    return h.term(item.reason) + (item.opens ? " · " + h.say("starts", { clock: when(item.opens) }) : "");
  }

  function hoursOf(list) {
    return list.map(function (one) { return one.from + "-" + one.to + (one.booking_only ? " (" + h.say("with_booking") + ")" : ""); })
      .join(h.data.language === "zh" ? "，" : ", ");
  }

  function promise(item) {
    const law = item.statutory_days === null || item.statutory_days === undefined ? "" : h.say("by_law", { days: h.say("days", { days: item.statutory_days }) });
    const days = item.promise_days === 0 ? h.say("at_once_done") : item.promise_days ? h.say("days", { days: item.promise_days }) : "";
    return [days, law].filter(Boolean).join(h.data.language === "zh" ? "，" : ", ");
  }

  function open(item, guidance) {
    const where = guidance && guidance.online ? h.say("online_where", { where: h.name(guidance.online) }) : "";
    h.text("item-name", h.name(item.name));
    h.text("item-offer", item.online_only ? h.say("online_only") : item.offered ? h.say("can_now")
      : h.say("not_offered") + " " + (item.why ? h.name(item.why.sentence) : ""));
    h.byId("item-offer").className = "offer " + (item.offered ? "yes" : "no");
    h.fillWith(h.byId("item-needs"), (item.needs.length ? item.needs : [h.say("bring_none")]).map(function (need) { return h.el("li", { text: need }); }));
    h.text("item-where", item.online_only ? [where, h.say("online_desk")].filter(Boolean).join(" ")
      : [h.name(item.zone), item.windows.length ? h.windows(item.windows) : ""].filter(Boolean).join(" · "));
    h.text("item-when", item.online_only ? h.say("online_only") : (item.today.length ? hoursOf(item.today) : h.say("not_today"))
      + (item.opens ? " · " + h.say("next_time", { clock: when(item.opens) }) : ""));
    h.text("item-promise", promise(item));
    h.text("item-class", h.name(item.handling.name));
    h.byId("item-line").hidden = item.online_only || !item.service;
    h.text("item-letter", item.letter + " " + h.name(item.service_name));
    over("item");
  }

  function over(which) {
    h.byId(which).hidden = false;
    h.byId(which + "-back").focus();
  }

  function week() {
    h.keyed(h.byId("week"), view.week, function (date) { return date.day; }, function () {
      return h.el("tr", {}, [h.el("th", { scope: "row" }), h.el("td")]);
    }, function (row, date) {
      const noon = new Date(date.day + "T12:00:00Z").getTime();
      h.text(row.children[0], date.day === view.week[0].day ? h.say("today") : h.day(noon));
      h.text(row.children[1], date.modes.length ? date.modes.map(function (mode) {
        return h.name(mode.name) + " " + mode.hours.map(function (one) { return one.from + "-" + one.to; }).join(" ")
          + (mode.booking_only ? " (" + h.say("with_booking") + ")" : "");
      }).join(h.data.language === "zh" ? "；" : "; ") : h.say("no_hours"));
    });
  }

  function show(shown) {
    view = shown;
    h.hall(view.hall);
    h.text("mode", view.mode ? h.say("now", { mode: view.mode.name }) : view.opens ? h.say("closed_until", { clock: when(view.opens) }) : h.say("closed_unknown"));
    week();
    if (!began) { began = true; search.reset(); }
  }

  function anew() {
    ["item", "hours"].forEach(function (which) { h.byId(which).hidden = true; });
    if (care()) { turn(false); }
    if (h.data.language !== HOME && !feed.isStale()) { location.replace("?lang=" + HOME); }
    search.reset();
  }

  function turn(on) {
    h.care(on);
    h.byId("care").setAttribute("aria-pressed", on ? "true" : "false");
    search.reset();
  }

  const search = h.search({ most: function () { return care() ? MOST_CARE : MOST; }, services: function () { return view ? view.services : []; },
    label: label, isOff: function (item) { return !item.offered; }, chosen: open,
    paged: function (back, more) { h.byId("earlier").hidden = !back; h.byId("later").hidden = !more; } });
  h.byId("search").hidden = false;
  h.byId("earlier").addEventListener("click", function () { search.turn(-1); });
  h.byId("later").addEventListener("click", function () { search.turn(1); });
  h.byId("categories").addEventListener("click", function () { search.reset(); });
  h.byId("hours-open").addEventListener("click", function () { over("hours"); });
  ["item", "hours"].forEach(function (which) {
    h.byId(which + "-back").addEventListener("click", function () { h.byId(which).hidden = true; });
  });
  h.byId("care").addEventListener("click", function () { turn(!care()); });
  ["click", "keydown"].forEach(function (kind) { document.addEventListener(kind, function () { touched = performance.now(); }, true); });
  document.addEventListener("contextmenu", function (event) { event.preventDefault(); });
  const feed = h.feed("enquiry", {}, show);
  setInterval(function () {
    if (h.now()) { h.text("clock", h.clock(h.now())); }
    if (performance.now() - touched > IDLE) { touched = performance.now(); anew(); }
  }, 500);
}());
