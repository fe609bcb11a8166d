/* Open help calls at the guide desk: heard when they come and until somebody goes, with their timers. */
"use strict";
(function () {
  const h = HallOps;
  const REPEATS = { loud: 5000, soft: 20000 }; // ms between two sounds of a call that nobody answers
  const heard = {};
  let rows = [];

  function send(name, number, tapped) { h.command(name, { help: number }, tapped); }

  function line(one) {
    const number = one.help;
    function button(name, label) {
      return h.el("button", { type: "button", "data-help": name, text: h.say(label), on: { click: function (event) { send(name, number, event.currentTarget); } } });
    }
    return h.el("li", {}, [h.el("b"), h.el("span", { class: "timer", "aria-hidden": "true" }), h.el("small"),
      button("AnswerHelp", "help_answer"), button("EndHelp", "help_end")]);
  }

  function fill(node, one) {
    const text = h.say("help_line", { place: h.name(one.place_name), kind: h.name(one.kind.name) });
    node.className = "help" + (one.urgent ? " urgent" : "") + (one.overdue ? " overdue" : "") + (one.answered ? " answered" : "");
    h.text(node.children[0], text);
    h.text(node.children[2], one.staff ? h.say("help_goes", { staff: one.staff.name }) : one.overdue ? h.say("help_late") : "");
    node.children[3].hidden = Boolean(one.answered);
    node.children[3].setAttribute("aria-label", h.say("help_answer") + " " + text);
    node.children[4].setAttribute("aria-label", h.say("help_end") + " " + text);
  }

  function tick() {
    const now = h.now();
    const clock = performance.now();
    h.byId("sound").hidden = h.canSound();
    rows.forEach(function (one, index) {
      const node = h.byId("helps").children[index];
      if (node && now) { h.text(node.children[1], h.duration(now - one.asked)); }
      const how = one.urgent ? "loud" : "soft";
      if (!one.answered && (heard[one.help] === undefined || clock - heard[one.help] > REPEATS[how])) {
        heard[one.help] = clock;
        h.chime(how);
      }
    });
  }

  h.showHelps = function (calls) {
    rows = calls;
    h.keyed(h.byId("helps"), rows, function (one) { return one.help; }, line, fill);
    tick();
  };

  function oldest(waiting, name) {
    const one = rows.filter(function (row) { return !waiting || !row.answered; })[0];
    if (!one) { return; }
    send(name, one.help, h.byId("helps").children[rows.indexOf(one)].querySelector('[data-help="' + name + '"]'));
  }
  h.answerHelp = function () { oldest(true, "AnswerHelp"); };
  h.endHelp = function () { oldest(false, "EndHelp"); };

  h.byId("sound").addEventListener("click", function () { h.allowSound().then(function () { h.chime("soft"); }); });
  setInterval(tick, 500);
}());
