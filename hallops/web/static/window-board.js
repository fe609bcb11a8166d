/* The board above one window: whose turn it is there, or that nobody is served. */
"use strict";
(function () {
  const h = HallOps;
  const number = h.data.asked.window || "1";
  let shown = null;

  function head(view) {
    if (view.state === "called") { return h.say("please_come"); }
    if (view.state === "serving") { return h.say("now_calling"); }
    return h.say(view.state === "free" ? "window_next" : "window_closed");
  }

  function show(view) {
    const current = view.current;
    const main = h.byId("main");
    if (view.hall.timezone) { h.data.zone = view.hall.timezone; }
    h.text("window", h.say("window", { window: view.window }));
    h.text("services", view.services.filter(function (service) { return service.rank === 1; }).slice(0, 9)
      .map(function (service) { return h.name(service.name); }).join(h.data.language === "zh" ? "、" : ", "));
    h.text("head", head(view));
    h.text("number", current ? current.number : "");
    main.classList.toggle("quiet", !current);
    const mark = current ? current.number + current.at : "";
    if (shown !== null && mark && mark !== shown) {
      main.classList.remove("fresh");
      void main.offsetWidth; // begin the animation anew
      main.classList.add("fresh");
    }
    shown = mark;
  }

  h.feed("window_board", { window: number }, show);
  setInterval(function () { if (h.now()) { h.text("clock", h.clock(h.now())); } }, 500);
}());
