/* One question with a list of answers: digits or arrows and Enter choose, Esc closes. Nothing is sent before a choice. */
"use strict";
(function () {
  const h = HallOps;
  const dialog = h.byId("question");
  const input = h.byId("question-input");
  let answer = null;

  function options() { return Array.prototype.slice.call(h.byId("question-options").children); }

  function settle(value) {
    if (!answer) { return; }
    if (value !== null && !h.byId("question-field").hidden && !input.value.trim()) { input.focus(); return; }
    const resolve = answer;
    answer = null;
    if (dialog.open) { dialog.close(); }
    resolve(value === null ? null : { value: value, text: input.value.trim() });
  }

  function option(one, index) {
    return h.el("button", { type: "button", on: { click: function () { settle(one.value); } } },
      [index < 9 ? h.el("kbd", { text: String(index + 1) }) : null, h.el("span", { text: one.label })]);
  }

  /* -> {value, text} of the choice, null when closed. `label` asks for a text too. */
  h.ask = function (title, choices, label) {
    settle(null);
    h.text("question-title", title);
    h.byId("question-field").hidden = !label;
    h.text("question-label", label || "");
    input.value = "";
    h.fillWith(h.byId("question-options"), choices.map(option));
    dialog.showModal();
    (label ? input : options()[0] || h.byId("question-close")).focus();
    return new Promise(function (resolve) { answer = resolve; });
  };

  h.isAsking = function () { return dialog.open; };

  dialog.addEventListener("keydown", function (event) {
    if (!dialog.open) { return; } // the focus leaves a closed question a frame later: that key is for the page
    const all = options();
    const here = all.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.target === input) {
      if (event.key === "Enter" || event.key === "ArrowDown") { all[0].focus(); event.preventDefault(); }
    } else if (step) {
      all[(here + step + all.length) % all.length].focus();
      event.preventDefault();
    } else if (/^[1-9]$/.test(event.key) && all[event.key - 1]) {
      all[event.key - 1].click();
      event.preventDefault();
    }
    event.stopPropagation();
  });
  dialog.addEventListener("cancel", function () { settle(null); }); // not "close": that comes late, and shuts the next question
  h.byId("question-close").addEventListener("click", function () { settle(null); });
}());
