/* The rating pad: who serves, whose ticket, and one tap from 1 to 5. Reasons are asked for the two bad levels only. */
"use strict";
(function () {
  const h = HallOps;
  const BAD = 2; // from here down
  const THANKS = 3000; // ms
  const PATIENCE = 25000; // ms for reasons; less than a draft is kept for
  const window_ = String(h.data.asked.window);
  let view = null;
  let screen = "idle"; // idle, rate, why, thanks
  let draft = null; // the key of a bad rating that waits for its reasons
  let chosen = [];
  let done = null; // the call rated last on this page
  let timer = null;

  function go(to, ms, then) {
    screen = to;
    ["idle", "rate", "why", "thanks"].forEach(function (one) { h.byId(one).hidden = one !== to; });
    clearTimeout(timer);
    if (ms) { timer = setTimeout(then, ms); }
  }

  function call() { return view.day + "/" + view.call; }

  function asks() {
    return view.state === "asking" && view.call !== null && done !== call() && !h.ratings.has(view.day, view.call);
  }

  function rate(grade) {
    if (screen !== "rate" || !asks()) { return; }
    const body = { call: view.call, grade: grade, channel: "pad", day: view.day };
    done = call();
    const key = h.ratings.keep(body, grade <= BAD);
    if (grade > BAD) { thank(); return; }
    draft = key;
    chosen = [];
    h.fillWith(h.byId("reasons"), view.reasons.map(reason));
    label();
    go("why", PATIENCE, send);
  }

  function reason(one) {
    return h.el("button", { type: "button", text: h.name(one.name), "aria-pressed": "false", on: { click: function (event) {
      const at = chosen.indexOf(one.code);
      if (at < 0) { chosen.push(one.code); } else { chosen.splice(at, 1); }
      event.currentTarget.setAttribute("aria-pressed", at < 0 ? "true" : "false");
      label();
    } } });
  }

  function label() { h.text("send", h.say(chosen.length ? "send" : "send_without")); }

  function send() {
    if (draft) { h.ratings.change(draft, chosen); }
    draft = null;
    thank();
  }

  function again() {
    h.ratings.drop(draft);
    draft = done = null;
    settle();
  }

  function thank() { go("thanks", THANKS, settle); }

  /* Back to what the view says; a visitor who is in the middle of something is left alone. */
  function settle() {
    if (!view) { return; }
    const empty = !view.staff;
    h.text("hello", empty ? h.say("nobody_serves") : view.state === "serving" && view.ticket
      ? h.say("serving_you", { number: view.ticket }) : h.say("hello"));
    go(asks() ? "rate" : "idle");
  }

  function show(shown) {
    view = shown;
    h.text("staff", view.staff ? view.staff.name : "");
    h.text("staff-id", view.staff ? h.say("staff_id", { id: view.staff.id }) : "");
    document.querySelector(".who").style.visibility = view.staff ? "visible" : "hidden";
    h.text("place", h.say("window", { window: view.window }));
    h.text("number", view.ticket || "");
    if (screen === "idle" || screen === "rate") { settle(); }
  }

  document.querySelectorAll("[data-grade]").forEach(function (button) {
    button.addEventListener("click", function () { rate(Number(button.getAttribute("data-grade"))); });
  });
  h.byId("send").addEventListener("click", send);
  h.byId("again").addEventListener("click", again);
  h.byId("care").addEventListener("click", function () {
    const on = !document.documentElement.classList.contains("care");
    h.care(on);
    h.byId("care").setAttribute("aria-pressed", on ? "true" : "false");
  });
  document.addEventListener("contextmenu", function (event) { event.preventDefault(); });
  h.feed("pad", { window: window_ }, show);
}());
