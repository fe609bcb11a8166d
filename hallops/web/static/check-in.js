/* Check-in with the code of a booking: tapped, typed or scanned. A scanner types the code and ends it with Enter, from
   whatever the screen shows. */
"use strict";
HallOps.checkIn = function (options) {
  const h = HallOps;
  const ROWS = ["1234567890", "ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ-_"];
  const WIDE = /^[A-Za-z0-9_-]$/;
  const SCAN = 100; // ms between two keys of a scanner at the most; fingers are slower
  const code = h.byId("code");
  let busy = false;
  let scanned = "";
  let last = 0;
  let pending = {}; // keys of codes without an answer yet

  function keys() {
    const rows = ROWS.map(function (row) {
      return row.split("").map(function (sign) {
        return h.el("button", { type: "button", class: "key", text: sign, on: { click: function () { put(code.value + sign); } } });
      });
    });
    rows[3].push(h.el("button", { type: "button", class: "key", text: "⌫", "aria-label": h.say("delete"), on: { click: function () { put(code.value.slice(0, -1)); } } }));
    rows[3].push(h.el("button", { type: "button", class: "key wide", text: h.say("empty"), on: { click: function () { put(""); } } }));
    h.fillWith(h.byId("code-keys"), rows.map(function (row) { return h.el("div", {}, row); }));
  }

  function put(text) {
    code.value = text.slice(0, 24);
    h.beside(code, "");
  }

  function go() {
    const typed = code.value.trim();
    if (!typed || busy) { return; }
    busy = true;
    const body = { code: typed, accessible: options.accessible(), language: h.data.language };
    const same = JSON.stringify(body);
    pending[same] = pending[same] || h.newKey();
    h.byId("code-go").setAttribute("data-busy", "1");
    h.post("/v1/check-in", body, pending[same]).then(function (result) {
      busy = false;
      h.byId("code-go").removeAttribute("data-busy");
      if (!result.open) { delete pending[same]; }
      if (result.ok) { put(""); options.given(result.events); }
      else { h.beside(code, result.sentence); }
    });
  }

  /* Keys that come faster than fingers, while no field has the focus. */
  document.addEventListener("keydown", function (event) {
    if (event.target.tagName === "INPUT" || event.ctrlKey || event.metaKey || event.altKey || !options.isOpen()) { return; }
    const now = performance.now();
    if (event.key === "Enter" && scanned.length > 2 && now - last < SCAN) {
      event.preventDefault();
      options.show();
      put(scanned);
      scanned = "";
      go();
    } else if (WIDE.test(event.key)) {
      scanned = (now - last < SCAN ? scanned : "") + event.key;
      last = now;
    }
  }, true);
  h.byId("check-in-form").addEventListener("submit", function (event) { event.preventDefault(); go(); });
  keys();
  return { reset: function () { put(""); pending = {}; } };
};
