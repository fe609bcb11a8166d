/* The search in the catalogue: letters are tapped or typed, what is found comes from the hub a page at a time. Without a
   letter it shows the categories. A page draws an entry by `label` and is told of a tap by `chosen`. */
"use strict";
HallOps.search = function (options) {
  const h = HallOps;
  const ROWS = ["abcdefghi", "jklmnopqr", "stuvwxyz"];
  const PAUSE = 120; // ms between the last key and the question
  const typed = h.byId("typed");
  let category = null; // {value, name}
  let offset = 0;
  let asked = 0; // questions, so that a late answer is not shown over a newer one
  let found = { items: [], total: 0, letters: {}, departments: [], guidance: null };
  let timer = null;

  function key(label, text, act) {
    const made = h.el("button", { type: "button", class: "key", text: text, on: { click: act } });
    if (label) { made.setAttribute("aria-label", label); }
    return made;
  }

  function letters() {
    const rows = ROWS.map(function (row) {
      return row.split("").map(function (letter) {
        return key("", letter.toUpperCase(), function () { type(typed.value + letter); });
      });
    });
    rows[2].push(key(h.say("delete"), "⌫", function () { type(typed.value.slice(0, -1)); }));
    h.fillWith(h.byId("letters"), rows.map(function (row) { return h.el("div", {}, row); }));
  }

  function type(text) {
    typed.value = text;
    offset = 0;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  }

  function isEmpty() { return !typed.value.trim() && !category; }

  function ask() {
    const turn = asked += 1;
    const limit = options.most();
    const query = { q: typed.value.trim(), category: category ? category.value : "", language: h.data.language, offset: offset, limit: limit };
    const address = "/v1/catalogue?" + Object.keys(query).map(function (name) { return name + "=" + encodeURIComponent(query[name]); }).join("&");
    return fetch(address, { credentials: "same-origin" }).then(function (response) { return response.ok ? response.json() : null; })
      .catch(function () { return null; }) // the feed says that the hub is away
      .then(function (answer) {
        if (answer && turn === asked) { found = answer; draw(); }
      });
  }

  /* Letters with their services first; in Chinese the departments after them, whose names are Chinese. */
  function categories() {
    const known = options.services().filter(function (one) { return found.letters[one.letter]; }).map(function (one) {
      return { code: "letter-" + one.letter, value: one.letter, letter: one.letter, title: h.name(one.name), count: found.letters[one.letter] };
    });
    const offices = h.data.language !== "zh" ? [] : found.departments.map(function (one) {
      return { code: "office-" + one.name, value: one.name, letter: one.name.charAt(0), title: one.name, count: one.count };
    });
    return known.concat(offices);
  }

  function draw() {
    const all = isEmpty() ? categories() : [];
    const most = options.most();
    const shown = isEmpty() ? all.slice(offset, offset + most) : found.items;
    const total = isEmpty() ? all.length : found.total;
    h.text("found-said", isEmpty() ? h.say("typed_how") : !total ? h.say("found_none")
      : category ? h.say("of_category", { name: category.name, count: total }) : h.say("found", { count: total }));
    h.keyed(h.byId("found"), shown, function (one) { return one.code; }, made, function (button, one) {
      h.text(button.children[0], one.letter);
      h.text(button.children[1], one.title || h.name(one.name));
      h.text(button.children[2], one.title ? h.say("found", { count: one.count }) : options.label(one));
      button.classList.toggle("off", !one.title && options.isOff(one));
    });
    options.paged(offset > 0, offset + most < total);
  }

  function made(one) {
    const code = one.code;
    return h.el("button", { type: "button", on: { click: function () { tapped(code); } } },
      [h.el("span", { class: "letter", "aria-hidden": "true" }), h.el("span", { class: "name" }), h.el("span", { class: "wait" })]);
  }

  function tapped(code) {
    if (isEmpty()) {
      const one = categories().filter(function (some) { return some.code === code; })[0];
      if (one) { category = { value: one.value, name: one.title }; offset = 0; ask(); }
      return;
    }
    const item = found.items.filter(function (some) { return some.code === code; })[0];
    if (item) { options.chosen(item, found.guidance); }
  }

  /* One step back: the letters, then the category; false when there is nothing left to take back. */
  function back() {
    if (isEmpty()) { return false; }
    if (!typed.value) { category = null; }
    type("");
    return true;
  }

  function reset() {
    category = null;
    offset = 0;
    typed.value = "";
    return ask();
  }

  letters();
  typed.addEventListener("input", function () { type(typed.value); });
  return { reset: reset, back: back, again: ask, typed: typed,
    turn: function (pages) { offset = Math.max(0, offset + pages * options.most()); if (isEmpty()) { draw(); } else { ask(); } } };
};
