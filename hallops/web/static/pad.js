/* The pad: who serves, whose ticket, what is to be signed, and one tap from 1 to 5. Reasons are asked for the two bad
   levels only; a comment may come with any. */
"use strict";
(function () {
  const h = HallOps;
  const BAD = 2; // from here down
  const THANKS = 3000; // ms
  const PATIENCE = 25000; // ms for reasons; less than a draft is kept for
  const WRITING = 60000; // ms without a key until a comment counts as given up
  const AGAIN = 2000; // ms until a text that did not come is asked for again
  const SCREENS = ["idle", "rate", "why", "comment", "thanks", "read", "sign"];
  const MORE = { thanks: "thanks_kept", signed_thanks: "signed_kept" };
  const window_ = String(h.data.asked.window);
  let view = null;
  let screen = "idle";
  let draft = null; // the rating that may still get reasons and a comment: {key, body}
  let chosen = [];
  let done = null; // the call rated last on this page
  let timer = null;
  let loading = null; // the id of the text that is on its way

  function go(to, ms, then) {
    screen = to;
    SCREENS.forEach(function (one) { h.byId(one).hidden = one !== to; });
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
    draft = { key: h.ratings.keep(body), body: body };
    chosen = [];
    h.byId("comment-text").value = "";
    h.fillWith(h.byId("reasons"), view.reasons.map(reason));
    label();
    if (grade > BAD) { thank("thanks", true); } else { why(); }
  }

  function why() { go("why", PATIENCE, send); }

  function reason(one) {
    return h.el("button", { type: "button", text: h.name(one.name), "aria-pressed": "false", on: { click: function (event) {
      const at = chosen.indexOf(one.code);
      if (at < 0) { chosen.push(one.code); } else { chosen.splice(at, 1); }
      event.currentTarget.setAttribute("aria-pressed", at < 0 ? "true" : "false");
      label();
    } } });
  }

  function label() { h.text("send", h.say(chosen.length ? "send" : "send_without")); }

  function deliver(comment) {
    if (draft) { h.ratings.send(draft.key, draft.body, chosen, comment); }
    draft = null;
  }

  function send() {
    deliver("");
    thank("thanks");
  }

  function again() {
    h.ratings.drop(draft.key);
    draft = done = null;
    settle();
  }

  function write() {
    if (!draft) { return; }
    h.ratings.wait(draft.key);
    go("comment", WRITING, send);
    h.byId("comment-text").focus();
  }

  function unwritten() {
    h.byId("comment-text").value = "";
    if (draft && draft.body.grade <= BAD) { why(); } else { thank("thanks", true); }
  }

  function written() {
    deliver(h.byId("comment-text").value.trim());
    h.byId("comment-text").value = "";
    thank("thanks");
  }

  /* Thanks, and while they stand a last chance to say more. */
  function thank(word, more) {
    h.text("thanks-word", h.say(word));
    h.text("thanks-more", MORE[word] ? h.say(MORE[word]) : "");
    h.byId("write-thanks").hidden = !more;
    go("thanks", THANKS, function () { deliver(""); settle(); });
  }

  function confirms() { return view.confirm && !h.sign.has(view.confirm) ? view.confirm : null; }

  function read(id) {
    if (loading === id) { return; }
    loading = id;
    h.sign.load(id).then(function (there) {
      loading = null;
      if (confirms() !== id) { return; }
      if (!there) { setTimeout(function () { if (confirms() === id && screen === "idle") { read(id); } }, AGAIN); return; }
      go("read");
      h.sign.fit();
    });
  }

  function sign() {
    go("sign");
    h.sign.size();
    h.sign.clear();
  }

  function signed(isRight) {
    if (isRight && !h.sign.isSigned()) { return; }
    if (isRight) { h.sign.accept(); } else { h.sign.decline(); }
    thank(isRight ? "signed_thanks" : "declined_thanks");
  }

  /* Back to what the view says; a visitor who is in the middle of something is left alone. */
  function settle() {
    if (!view) { return; }
    const empty = !view.staff;
    h.text("hello", empty ? h.say("nobody_serves") : view.state === "serving" && view.ticket
      ? h.say("serving_you", { number: view.ticket }) : h.say("hello"));
    go(asks() ? "rate" : "idle");
    if (screen === "idle" && confirms()) { read(view.confirm); }
  }

  function photo(staff) {
    const img = h.byId("photo");
    const src = staff && staff.photo ? "/v1/photos/" + encodeURIComponent(staff.id) : "";
    if (img.getAttribute("src") === src) { return; }
    img.hidden = true; // the silhouette stands behind it
    if (src) { img.setAttribute("src", src); } else { img.removeAttribute("src"); }
  }

  function show(shown) {
    view = shown;
    h.text("staff", view.staff ? view.staff.name : "");
    h.text("staff-id", view.staff ? h.say("staff_id", { id: view.staff.id }) : "");
    photo(view.staff);
    document.querySelector(".who").style.visibility = view.staff ? "visible" : "hidden";
    h.text("place", h.say("window", { window: view.window }));
    h.text("number", view.ticket || "");
    const withdrawn = (screen === "read" || screen === "sign") && !confirms();
    if (screen === "idle" || screen === "rate" || withdrawn) { settle(); }
  }

  function on(id, act) { h.byId(id).addEventListener("click", act); }

  document.querySelectorAll("[data-grade]").forEach(function (button) {
    button.addEventListener("click", function () { rate(Number(button.getAttribute("data-grade"))); });
  });
  on("send", send);
  on("again", again);
  on("write", write);
  on("write-thanks", write);
  on("comment-back", unwritten);
  on("comment-send", written);
  on("confirm-go", sign);
  on("confirm-wrong", function () { signed(false); });
  on("sign-back", function () { go("read"); h.sign.fit(); });
  on("sign-done", function () { signed(true); });
  on("care", function () {
    const large = !document.documentElement.classList.contains("care");
    h.care(large);
    h.byId("care").setAttribute("aria-pressed", large ? "true" : "false");
    if (screen === "read") { h.sign.fit(); }
  });
  h.byId("comment-text").addEventListener("input", function () {
    if (draft) { h.ratings.wait(draft.key); go("comment", WRITING, send); }
  });
  h.byId("photo").addEventListener("load", function () { h.byId("photo").hidden = false; });
  h.byId("photo").addEventListener("error", function () { h.byId("photo").hidden = true; });
  document.addEventListener("contextmenu", function (event) { event.preventDefault(); });
  h.feed("pad", { window: window_ }, show);
}());
