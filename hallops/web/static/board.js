/* The hall board: the newest call as large as it goes, the calls before it, and who waits for what. */
"use strict";
(function () {
  const h = HallOps;
  const MANY = 10;
  let shown = null; // the call on the screen, to light up a new one only
  const asked = h.data.asked.zone ? { zone: h.data.asked.zone } : {};

  function newest(call) {
    const box = h.byId("newest");
    box.classList.toggle("quiet", !call);
    h.text("number", call ? call.number : h.say("welcome"));
    h.text("go", call ? h.say("please_go") + " " + h.say("window", { window: call.window }) : "");
    h.text("again", call && call.recalled ? h.say("recalled") : "");
    const mark = call ? [call.number, call.window, call.at, call.recalled].join() : "";
    if (shown !== null && mark && mark !== shown) {
      box.classList.remove("fresh");
      void box.offsetWidth; // begin the animation anew
      box.classList.add("fresh");
    }
    shown = mark;
  }

  function calls(view) {
    const first = view.newest;
    const rest = view.calls.filter(function (call) {
      return !(first && call.number === first.number && call.window === first.window);
    }).slice(0, 7);
    h.keyed(h.byId("calls"), rest, function (call) { return call.number + call.window + call.at; }, function () {
      return h.el("li", {}, [h.el("span"), h.el("span")]);
    }, function (row, call) {
      h.text(row.children[0], call.number);
      h.text(row.children[1], h.say("window", { window: call.window }));
    });
  }

  function waiting(view) {
    h.text("total", h.say("in_hall", { count: view.total_waiting }));
    h.keyed(h.byId("waiting"), view.waiting.slice(0, 12), function (line) { return line.service; }, function () {
      return h.el("li", {}, [h.el("span", { class: "service" }), h.el("span", { class: "windows" }), h.el("span", { class: "count" })]);
    }, function (row, line) {
      row.classList.toggle("many", line.waiting >= MANY);
      h.text(row.children[0], h.name(line.name));
      h.text(row.children[1], h.windows(line.windows));
      h.text(row.children[2], h.say("people", { count: line.waiting }));
    });
  }

  function show(view) {
    h.hall(view.hall);
    h.text("mode", view.mode ? h.name(view.mode.name) : h.say("closed_now"));
    h.text("note", view.lunch_note ? h.say("lunch_note", { windows: h.runs(view.open_windows) }) : "");
    newest(view.newest);
    calls(view);
    waiting(view);
  }

  h.feed("board", asked, show);
  setInterval(function () { if (h.now()) { h.text("clock", h.clock(h.now())); } }, 500);
}());
