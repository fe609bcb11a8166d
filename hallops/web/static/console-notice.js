/* The console's dialog for a notice slip (一次性告知书): an item of the catalogue, its papers to tick, the hall's list. */
"use strict";
(function () {
  const h = HallOps;
  const WAIT = 250; // ms after the last key before the catalogue is asked
  const dialog = h.byId("notice");
  let at = null; // {window, ticket, number, service} that the dialog is about
  let tapped = null;
  let items = [];
  let item = null;
  let timer = null;

  function name(both) { return h.name(both); }

  function found(q, letter) {
    const query = "?q=" + encodeURIComponent(q) + "&category=" + encodeURIComponent(letter) + "&language=" + h.data.language;
    return fetch("/v1/catalogue" + query, { credentials: "same-origin" })
      .then(function (response) { return response.ok ? response.json() : Promise.reject(response.status); })
      .then(function (page) { return page.items; });
  }

  /* First those of the visitor's own service, until something is typed. */
  function search() {
    const q = h.byId("notice-q").value.trim();
    found(q, q ? "" : at.service)
      .then(function (some) { return some.length || q ? some : found("", ""); })
      .then(function (some) {
        if (q !== h.byId("notice-q").value.trim()) { return; } // an older answer came later
        items = some;
        h.text("notice-hint", item ? "" : h.say("notice_none"));
        list();
      }, function () { items = []; h.text("notice-hint", h.say("notice_away")); list(); });
  }

  function list() {
    h.keyed(h.byId("notice-items"), items, function (one) { return one.code; }, function (one) {
      const code = one.code;
      return h.el("button", { type: "button", role: "option", on: { click: function () { choose(code); } } });
    }, function (button, one) {
      h.text(button, one.letter + " · " + name(one.name));
      button.setAttribute("aria-selected", item && item.code === one.code ? "true" : "false");
    });
  }

  function choose(code) {
    item = items.filter(function (one) { return one.code === code; })[0];
    h.text("notice-hint", "");
    ticks("notice-needs", item.needs.map(function (need, position) {
      return { code: String(position), text: typeof need === "string" ? need : name(need) };
    }));
    list();
    const first = h.byId("notice-needs").querySelector("input");
    if (first) { first.focus(); }
  }

  function ticks(where, needs) {
    h.fillWith(h.byId(where), needs.map(function (need) {
      return h.el("li", {}, [h.el("label", {}, [h.el("input", { type: "checkbox", value: need.code }), h.el("span", { text: need.text })])]);
    }));
  }

  function ticked() {
    return Array.prototype.map.call(dialog.querySelectorAll("input:checked"), function (box) { return box.value; });
  }

  function said(text) {
    h.text("notice-said", text);
    h.byId("notice-said").hidden = !text;
  }

  /* One press: the notice, the papers given back, the slip to print. */
  function give(hold) {
    const needs = ticked();
    const about = at;
    if (!needs.length) { said(h.say("notice_tick")); return; }
    const body = { window: about.window, ticket: about.ticket, item: item ? item.code : null, needs: needs };
    h.command("GiveNotice", body, tapped).then(function (result) {
      if (!result) { return; }
      if (!result.ok) { said(result.sentence); return; }
      dialog.close();
      window.open("/notice/" + encodeURIComponent(about.number) + "?print=1", "hallops-notice");
      if (hold) {
        const reason = about.reason ? { reason: about.reason } : {};
        h.command("HoldTicket", Object.assign({ window: about.window, ticket: about.ticket, hold: "returned" }, reason), tapped);
      }
    });
  }

  h.giveNotice = function (view, window_, button) {
    const hold = view.reasons.hold.filter(function (one) { return one.code === "missing_papers"; })[0];
    at = { window: window_, ticket: view.ticket.id, number: view.ticket.number, service: view.ticket.service, reason: hold && hold.code };
    tapped = button;
    item = null;
    items = [];
    said("");
    h.text("notice-title", h.say("notice_for", { number: at.number }));
    h.byId("notice-q").value = "";
    h.byId("notice-hold").hidden = !view.actions.HoldTicket.possible;
    ticks("notice-needs", []);
    ticks("notice-list", view.reasons.notice.map(function (one) { return { code: one.code, text: name(one.name) }; }));
    list();
    dialog.showModal();
    h.byId("notice-q").focus();
    search();
  };

  h.byId("notice-q").addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(search, WAIT); });
  h.byId("notice-hold").addEventListener("click", function () { give(true); });
  h.byId("notice-give").addEventListener("click", function () { give(false); });
  h.byId("notice-close").addEventListener("click", function () { dialog.close(); });
  dialog.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.tagName === "INPUT") {
      event.preventDefault();
      if (event.target.id === "notice-q") { if (items.length) { choose(items[0].code); } }
      else { give(!h.byId("notice-hold").hidden); }
    }
    event.stopPropagation();
  });
}());
