/* The console's part of confirming and signing: choose or write a text, show it on the pad, see what came of it. */
"use strict";
HallOps.confirm = (function () {
  const h = HallOps;
  const window_ = Number(h.data.asked.window);
  const dialog = h.byId("confirm");
  const form = h.byId("confirm-form");
  const open = h.byId("confirm-open");
  const withdraw = h.byId("confirm-withdraw");
  let view = null;
  let key = null; // of the text in the dialog: sent again it is the same
  let sending = false;

  function why() { return !view ? h.say("offline") : view.confirm.possible ? "" : h.refusal(view.confirm.why); }

  /* In the visitor's language, as far as the hall has it. */
  function said(name) { return name[view.ticket && view.ticket.language === "en" ? "en" : "zh"]; }

  function fill() {
    const text = view.confirm.texts.filter(function (one) { return one.code === h.byId("confirm-code").value; })[0];
    h.byId("confirm-title").value = text ? said(text.title) : "";
    h.byId("confirm-lines").value = text ? text.lines.map(said).join("\n") : "";
  }

  function ask() {
    if (why()) { h.text("why", why()); return; }
    const texts = view.confirm.texts.map(function (one) { return h.el("option", { value: one.code, text: h.name(one.title) }); });
    h.fillWith(h.byId("confirm-code"), texts.concat([h.el("option", { value: "", text: h.say("confirm_free") })]));
    fill();
    key = h.newKey();
    h.beside(form, "");
    dialog.showModal();
    h.byId("confirm-send").focus();
  }

  function close() {
    if (dialog.open) { dialog.close(); }
    h.byId("confirm-title").value = h.byId("confirm-lines").value = ""; // it may name the visitor
  }

  function send(event) {
    event.preventDefault();
    if (sending) { return; }
    const lines = h.byId("confirm-lines").value.split("\n").map(function (line) { return line.trim(); }).filter(Boolean);
    const body = { window: window_, ticket: view.ticket ? view.ticket.id : null, title: h.byId("confirm-title").value.trim(), lines: lines };
    sending = true;
    h.post("/v1/confirmations", body, key).then(function (result) {
      sending = false;
      if (result.ok) { close(); return; }
      h.beside(form, result.sentence);
      if (!result.open) { key = h.newKey(); }
    });
  }

  function show(shown, isStale) {
    view = shown;
    const newest = view.confirm.newest;
    const pending = newest && newest.state === "pending";
    h.text("confirm-state", newest ? h.say("confirm_" + newest.state) : "");
    h.byId("confirm-state").className = newest ? "is-" + newest.state : "";
    withdraw.hidden = !pending;
    open.hidden = Boolean(pending);
    open.setAttribute("aria-disabled", isStale || why() ? "true" : "false");
    if (dialog.open && !view.ticket) { close(); } // the visitor has gone
  }

  open.addEventListener("click", ask);
  withdraw.addEventListener("click", function () {
    h.command("WithdrawConfirm", { window: window_, confirmation: view.confirm.newest.id }, withdraw);
  });
  ["mouseover", "focus"].forEach(function (kind) {
    open.addEventListener(kind, function () { if (open.getAttribute("aria-disabled") === "true") { h.text("why", why()); } });
  });
  h.byId("confirm-code").addEventListener("change", function () { fill(); key = h.newKey(); });
  form.addEventListener("submit", send);
  form.addEventListener("input", function () { key = h.newKey(); }); // another text is another confirmation
  h.byId("confirm-close").addEventListener("click", close);
  dialog.addEventListener("keydown", function (event) { event.stopPropagation(); }); // keys here are not the console's
  document.addEventListener("keydown", function (event) {
    if (event.key !== "k" || !event.ctrlKey || event.repeat || h.isAsking()) { return; }
    event.preventDefault();
    ask();
  });
  return { show: show };
}());
