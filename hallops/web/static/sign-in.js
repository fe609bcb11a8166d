/* Signing in: staff with a PIN where the device is a window's or a post's, everybody else with a password. A secret for
   one use is changed at once. Nothing that was typed is kept anywhere. */
"use strict";
(function () {
  const h = HallOps;
  const FIELDS = ["secret", "new", "again"];
  let who = {};
  let way = "password"; // or "pin"
  let choosing = Boolean(h.data.asked.change); // one's own secret
  let proved = false; // the one-time secret fits: only the new one is asked for
  let field = h.byId("secret"); // that the keys write to
  let waiting = 0; // until when the hub hears no try, by performance.now()
  let busy = false;

  function each(selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); }

  function draw() {
    document.documentElement.classList.toggle("pin", way === "pin");
    each("[data-with]", function (part) { part.hidden = part.getAttribute("data-with") !== way; });
    if (proved) { each("[data-old]", function (part) { part.hidden = true; }); }
    else { h.byId("secret").parentNode.hidden = false; }
    each("[data-new]", function (part) { part.hidden = !choosing; });
    FIELDS.forEach(function (id) { h.byId(id).setAttribute("inputmode", way === "pin" ? "numeric" : "text"); });
    h.text("secret-label", h.say(way === "pin" ? "pin" : "password"));
    h.text("new-label", h.say(way === "pin" ? "new_pin" : "new_password"));
    const other = h.byId("other");
    other.hidden = !who.staff;
    h.text(other, h.say(way === "pin" ? "with_password" : "with_pin"));
  }

  function said(text) {
    h.text("said", text);
    h.byId("said").hidden = !text;
  }

  function focus(id) {
    field = h.byId(id);
    field.focus();
  }

  function credentials() {
    const secret = h.byId("secret").value;
    const body = way === "pin" ? { staff: h.byId("staff").value, pin: secret } : { name: h.byId("name").value.trim(), password: secret };
    if (choosing) { body.new = h.byId("new").value; }
    return body;
  }

  /* What is still empty gets the focus; "" when all is there. */
  function missing() {
    const ids = [way === "pin" ? "staff" : "name", "secret"].concat(choosing ? ["new", "again"] : []);
    return ids.filter(function (id) { return !h.byId(id).value; })[0] || "";
  }

  function submit() {
    const empty = missing();
    if (busy || performance.now() < waiting) { return; }
    if (empty) { focus(empty); return; }
    if (choosing && h.byId("new").value !== h.byId("again").value) {
      h.byId("again").value = "";
      said(h.say("not_same"));
      focus("again");
      return;
    }
    busy = true;
    said("");
    h.request("POST", "/v1/sessions", credentials()).then(function (got) {
      busy = false;
      if (got.ok) { location.replace(h.ownPath(h.data.asked.to) || home(got.answer)); } else { refused(got); }
    });
  }

  function home(me) {
    if (me.role === "manager") { return "/manage"; }
    if (me.role === "window") { return "/console/" + encodeURIComponent(me.place); }
    return me.role === "guide" ? "/guide" : "/board";
  }

  function refused(got) {
    const seconds = got.status === 429 ? got.answer.facts.seconds : 0;
    if (got.answer.code === "secret_one_time") {
      choosing = proved = true;
      h.text("hint", h.say("choose_own"));
      draw();
      focus("new");
      return;
    }
    said(got.sentence);
    waiting = performance.now() + seconds * 1000;
    if (/^(pin_|password_|secret_same)/.test(got.answer.code || "") && choosing) {
      h.byId("new").value = h.byId("again").value = "";
      focus("new");
    } else if (!seconds) {
      h.byId("secret").value = "";
      proved = false;
      draw();
      focus("secret");
    }
  }

  function tick() {
    const left = Math.ceil((waiting - performance.now()) / 1000);
    const go = h.byId("go");
    go.setAttribute("aria-disabled", left > 0 ? "true" : "false");
    h.text(go, left > 0 ? h.say("try_in", { seconds: left }) : h.say("sign_in_title"));
  }

  function press(key) {
    if (key === "ok") { submit(); return; }
    field.value = key === "back" ? field.value.slice(0, -1) : (field.value + key).slice(0, 12);
  }

  h.byId("form").addEventListener("submit", function (event) { event.preventDefault(); submit(); });
  FIELDS.forEach(function (id) { h.byId(id).addEventListener("focus", function () { field = h.byId(id); }); });
  each("[data-key]", function (key) { key.addEventListener("click", function () { press(key.getAttribute("data-key")); }); });
  h.byId("other").addEventListener("click", function () {
    way = way === "pin" ? "password" : "pin";
    choosing = proved = false;
    h.byId("secret").value = "";
    h.text("hint", "");
    said("");
    draw();
  });
  h.request("GET", "/v1/sessions").then(function (got) {
    who = got.answer;
    if (!got.ok) { said(got.sentence); }
    if (who.staff) {
      way = "pin";
      h.text("place", who.post ? h.name(who.post) : h.say("window", { window: who.device.place }));
      who.staff.forEach(function (one) { h.byId("staff").appendChild(h.el("option", { value: one.id, text: one.name + " " + one.id })); });
    }
    draw();
    if (FIELDS.indexOf(document.activeElement.id) < 0) { h.byId(way === "pin" ? "staff" : "name").focus(); } // else a secret would go astray
  });
  draw();
  setInterval(tick, 250);
}());
