/* The board above one window: whose turn it is there, or that nobody is served. */
"use strict";
(function () {
  const h = HallOps;
  const screen = h.screen;
  const HEADS = { called: "please_come", serving: "now_calling", free: "window_next", paused: "board_paused" };
  const asked = { window: h.data.asked.window || "1" };
  let shown = null;

  function show(view) {
    const current = view.current;
    const main = h.byId("main");
    if (view.hall.timezone) { h.data.zone = view.hall.timezone; }
    h.text("window", h.say("window", { window: view.window }));
    h.text("services", view.services.filter(function (service) { return service.rank === 1; }).slice(0, 9)
      .map(function (service) { return h.name(service.name); }).join(h.data.language === "zh" ? "、" : ", "));
    h.text("access", view.accessible ? h.say("board_accessible") : "");
    main.classList.toggle("quiet", !current);
    main.className = main.className.replace(/ ?is-\w+/g, "") + " is-" + view.state;
    h.text("head", h.say(HEADS[view.state] || "window_closed"));
    h.text("number", current ? current.number : "");
    screen.fit("head");
    screen.fit("number");
    const mark = current ? current.number + current.at : "";
    if (shown !== null && mark && mark !== shown) { screen.flash(main); }
    shown = mark;
    if (h.sound) {
      h.sound.hear(current ? [{ call: current.call, at: current.at, recalled: current.recalled }] : []);
    }
  }

  const feed = screen.start("window_board", asked, show);
  if (h.sound) { h.sound.follow(feed); }
}());
