/* What all boards of the hall share: a view drawn again by itself, one language or both in turn, lists that turn their
   pages, text that fits, notices, and the sentence for an address that means nothing. */
"use strict";
HallOps.screen = (function () {
  const h = HallOps;
  const TURN = 8000; // ms that a page of a list stays, and a language
  const ASK = 2000; // ms without a first frame until the hub is asked why
  const began = performance.now();
  const languages = h.data.both ? [h.data.language, h.data.both.language] : [h.data.language];
  const spoken = {};
  let view = null;
  let draw = null;
  let turn = 0;

  spoken[h.data.language] = { words: h.data.words, terms: h.data.terms };
  if (h.data.both) { spoken[h.data.both.language] = h.data.both; }

  function speak(language) {
    if (language === h.data.language) { return; }
    h.data.language = language;
    h.data.words = spoken[language].words;
    h.data.terms = spoken[language].terms;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.querySelectorAll("[data-word]").forEach(function (node) { h.text(node, h.say(node.getAttribute("data-word"))); });
  }

  /* As large as the style says, smaller where it would not fit its box. */
  function fit(where) {
    const node = typeof where === "string" ? h.byId(where) : where;
    node.style.fontSize = "";
    for (let tries = 0; tries < 3 && node.scrollWidth > node.clientWidth && node.clientWidth; tries += 1) {
      const size = parseFloat(getComputedStyle(node).fontSize);
      node.style.fontSize = Math.floor(size * node.clientWidth / node.scrollWidth * 98) / 100 + "px";
    }
  }

  /* The items of the page that is on now; `--fits` of the list's style says how many a page has. */
  function page(list, items) {
    const size = parseInt(getComputedStyle(list).getPropertyValue("--fits"), 10) || items.length;
    const pages = Math.max(1, Math.ceil(items.length / size));
    const at = Math.floor(turn / languages.length) % pages;
    const mark = h.byId(list.id + "-page");
    if (mark) { h.text(mark, pages > 1 ? (at + 1) + " / " + pages : ""); }
    return items.slice(at * size, at * size + size);
  }

  function notices(lines) {
    const line = h.byId("notice");
    const said = (lines || []).map(h.name).join("　◆　");
    line.hidden = !said;
    h.text(line.firstElementChild, said);
    line.firstElementChild.style.animationDuration = Math.max(15, said.length * 0.45 + 10) + "s";
  }

  /* Light up what is new, never what was there when the page opened. */
  function flash(node) {
    node.classList.remove("fresh");
    void node.offsetWidth; // begin the animation anew
    node.classList.add("fresh");
  }

  function again() {
    if (!view) { return; }
    speak(languages[turn % languages.length]);
    draw(view);
    notices(view.notices);
  }

  function show(shown) {
    view = shown;
    h.byId("refused").hidden = true;
    again();
  }

  /* A wrong zone or window: the hub's own sentence, and the board comes by itself should the hall get such a place. */
  function explain(name, parameters) {
    if (view) { return; }
    fetch("/v1/views/" + name + "?" + new URLSearchParams(parameters), { headers: { "Accept-Language": h.data.language } })
      .then(function (response) { return response.ok ? null : response.json(); })
      .then(function (answer) {
        if (!answer || view) { return; }
        h.text("refused", answer.sentence || h.say("failed", { code: answer.code }));
        h.byId("refused").hidden = false;
      }).catch(function () { /* the hub is away: the age of the data says so */ });
  }

  function tick() {
    const now = h.now();
    if (now === null) { return; }
    const first = !h.byId("clock").textContent;
    h.text("clock", h.clock(now));
    h.text("day", h.day(now));
    if (first) { again(); } // the clock takes its room
    const due = Math.floor((performance.now() - began) / TURN);
    if (due !== turn) { turn = due; again(); }
  }

  function start(name, parameters, drawn) {
    draw = drawn;
    setInterval(tick, 500);
    setTimeout(function () { explain(name, parameters); }, ASK);
    setInterval(function () { explain(name, parameters); }, 15000);
    window.addEventListener("resize", again);
    if (document.fonts && document.fonts.ready) { document.fonts.ready.then(again); }
    return h.feed(name, parameters, show);
  }

  return { start: start, fit: fit, page: page, flash: flash };
}());
