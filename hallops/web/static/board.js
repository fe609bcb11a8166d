/* The board of the hall, a zone or a floor: the newest call as large as it goes, the calls before it, who waits for what. */
"use strict";
(function () {
  const h = HallOps;
  const screen = h.screen;
  const MANY = 10;
  const BEFORE = 7; // calls beside the newest
  const asked = {};
  let shown = null; // the call on the screen, to light up a new one only

  ["zone", "floor"].forEach(function (key) { if (h.data.asked[key]) { asked[key] = h.data.asked[key]; } });

  function newest(call) {
    const box = h.byId("newest");
    box.classList.toggle("quiet", !call);
    h.text("number", call ? call.number : h.say("welcome"));
    h.text("go", call ? h.say("please_go") + " " + h.say("window", { window: call.window }) : "");
    h.text("again", call && call.recalled ? h.say("recalled") : "");
    if (call) { screen.fit("number"); } else { h.byId("number").style.fontSize = ""; }
    screen.fit("go");
    const mark = call ? [call.number, call.window, call.at, call.recalled].join() : "";
    if (shown !== null && mark && mark !== shown) { screen.flash(box); }
    shown = mark;
  }

  function calls(view) {
    const first = view.newest;
    const rest = view.calls.filter(function (call) {
      return !(first && call.number === first.number && call.window === first.window);
    }).slice(0, BEFORE);
    h.keyed(h.byId("calls"), rest, function (call) { return call.number + call.window + call.at; }, function () {
      return h.el("li", {}, [h.el("span"), h.el("span")]);
    }, function (row, call) {
      h.text(row.children[0], call.number);
      h.text(row.children[1], h.say("window", { window: call.window }));
    });
  }

  function waiting(view) {
    const list = h.byId("waiting");
    h.text("total", h.say("in_hall", { count: view.total_waiting }));
    h.keyed(list, screen.page(list, view.waiting), function (line) { return line.service; }, function () {
      return h.el("li", {}, [h.el("span", { class: "service" }), h.el("span", { class: "windows" }), h.el("span", { class: "count" })]);
    }, function (row, line) {
      row.classList.toggle("many", line.waiting >= MANY);
      h.text(row.children[0], h.name(line.name));
      h.text(row.children[1], line.windows.length ? h.windows(line.windows) : h.say("no_window_now"));
      h.text(row.children[2], h.say("people", { count: line.waiting }));
      screen.fit(row.children[1]);
    });
  }

  function area(view) {
    return view.zone ? h.name(view.zone.name) : view.floor ? h.say("floor", { floor: view.floor }) : "";
  }

  function noon(view) {
    if (!view.lunch_note) { return ""; }
    const windows = view.open_windows.length ? view.open_windows : view.mode.windows;
    return h.say("lunch_note", { windows: h.runs(windows) });
  }

  function show(view) {
    h.hall(view.hall);
    h.text("area", area(view));
    h.text("mode", view.mode ? h.name(view.mode.name) : h.say("closed_now"));
    h.text("note", noon(view));
    screen.fit("hall");
    newest(view.newest);
    calls(view);
    waiting(view);
    if (h.sound) { h.sound.hear(view.calls); }
  }

  const feed = screen.start("board", asked, show);
  if (h.sound) { h.sound.follow(feed); }
}());
