/* The help button: one press calls somebody here. The page says that staff are on the way, then that somebody comes,
   and since when. HallOps.askHelp(kind) does the same for any page. */
"use strict";
(function () {
  const h = HallOps;
  const KEPT = "hallops_help"; // where the call was made, so that a page that was loaded again still knows of it
  const AGAIN = 2000; // ms between two looks at an open call
  const SHOWN = 6000; // ms that a message stays
  let place = asks();
  let calls = [];
  let since = 0; // when the message came
  let message = "";
  let looking = null;

  try { place = place || sessionStorage.getItem(KEPT) || ""; } catch { /* a browser that keeps nothing */ }

  function asks() { return String(h.data.asked.window || h.data.asked.place || ""); }

  function look() {
    return fetch("/v1/views/help_calls?place=" + encodeURIComponent(place), { credentials: "same-origin" })
      .then(function (response) { return response.ok ? response.json() : null; })
      .then(function (frame) { return frame ? frame.view : null; }, function () { return null; });
  }

  function told(text) {
    message = text;
    since = performance.now();
    draw();
  }

  /* What is open here: from this page's own view where it has it, else looked up while something is open. */
  function show(rows) {
    if (calls.length && !rows.length) { told(h.say("help_done")); }
    calls = rows;
    draw();
  }
  h.showHelp = show;

  function watch() {
    if (looking || h.data.page === "console") { return; }
    looking = setInterval(function () {
      look().then(function (view) {
        if (!view) { return; }
        show(view.calls);
        if (!view.calls.length) { clearInterval(looking); looking = null; }
      });
    }, AGAIN);
  }

  function said(call) {
    if (!call.answered) { return h.say("help_called"); }
    return call.staff ? h.say("help_who", { staff: call.staff.name }) : h.say("help_coming");
  }

  function draw() {
    const strip = h.byId("help-strip");
    const call = calls[0];
    const fresh = message && performance.now() - since < SHOWN;
    strip.hidden = !call && !fresh;
    h.text("help-said", fresh ? message : call ? said(call) : "");
    h.text("help-clock", call && h.now() ? h.duration(h.now() - (call.answered || call.asked)) : "");
  }

  /* -> whether help is on its way. */
  h.askHelp = function (kind) {
    return h.send("AskHelp", { place: asks(), kind: kind }, h.newKey()).then(function (result) {
      const asked = result.events.filter(function (event) { return event.kind === "HelpAsked"; })[0];
      if (asked) {
        place = asked.place;
        try { sessionStorage.setItem(KEPT, place); } catch { /* it is known until the page is loaded again */ }
        if (h.data.page !== "console") { show(calls.concat([{ asked: asked.at, answered: null }])); }
      }
      const already = result.code === "help_on_its_way";
      if (already) { told(h.say("help_already")); }
      else if (!result.ok) { told(result.open || result.status === 401 || result.status === 403 ? h.say("help_away") : result.sentence); }
      if (asked || already) { watch(); }
      return Boolean(asked || already);
    });
  };

  function wanted(button, kinds) {
    const access = h.byId("accessible");
    const need = access && access.getAttribute("aria-pressed") === "true" ? "accessible" : button.getAttribute("data-kind");
    return kinds.some(function (kind) { return kind.code === need; }) || !kinds.length ? need : kinds[0].code;
  }

  function press(button) {
    if (button.getAttribute("data-busy")) { return; }
    button.setAttribute("data-busy", "1");
    look().then(function (view) {
      if (!view) { told(h.say("help_away")); return null; }
      if (!button.hasAttribute("data-choose")) { return h.askHelp(wanted(button, view.kinds)); }
      const choices = view.kinds.map(function (kind) { return { value: kind.code, label: h.name(kind.name) }; });
      return h.ask(h.say("help_what"), choices).then(function (got) { return got ? h.askHelp(got.value) : null; });
    }).then(function () { button.removeAttribute("data-busy"); });
  }
  h.pressHelp = function () { press(h.byId("help")); };

  h.byId("help").addEventListener("click", h.pressHelp);
  if (place) { look().then(function (view) { if (view && view.calls.length) { show(view.calls); watch(); } }); }
  setInterval(draw, 500);
}());
