/* What a visitor confirms: the text in large type, then a signature with finger or pen, as strokes of [ms, x, y]. */
"use strict";
HallOps.sign = (function () {
  const h = HallOps;
  const DONE = "hallops.signed"; // ids that were answered here, so that a reload does not ask again
  const MOST = 3800; // points
  const NEAR = 2; // pixels: closer points say nothing new
  const canvas = h.byId("canvas");
  const pen = canvas.getContext("2d");
  let asked = null; // the id on the screen
  let strokes = [];
  let began = 0;
  let points = 0;
  let drawing = false;

  function answered() {
    try { return JSON.parse(localStorage.getItem(DONE) || "[]"); } catch (error) { return []; }
  }

  function has(id) { return answered().indexOf(id) >= 0; }

  /* In the browser's own store before the visitor hears thanks. */
  function answer(body) {
    const id = asked;
    if (!id || has(id)) { return; }
    h.outbox.keep("/v1/confirmations/" + id + "/answer", body, 0);
    try { localStorage.setItem(DONE, JSON.stringify(answered().concat([id]).slice(-20))); } catch (error) { /* no store */ }
    asked = null;
    clear();
    h.fillWith(h.byId("confirm-lines"), []); // it may name the visitor
    h.text("confirm-title", "");
  }

  /* The text as large as the screen takes it. */
  function fit() {
    const box = h.byId("confirm-text");
    for (let size = 2.4; size >= 0.9; size -= 0.1) {
      box.style.fontSize = size + "rem";
      if (box.scrollHeight <= box.clientHeight) { return; }
    }
  }

  /* -> whether there is something to read; never rejects. */
  function load(id) {
    return fetch("/v1/confirmations/" + id, { credentials: "same-origin", headers: { "Accept-Language": h.data.language } })
      .then(function (response) { return response.ok ? response.json() : null; })
      .then(function (text) {
        if (!text || text.state !== "pending") { return false; }
        asked = id;
        clear();
        h.text("confirm-title", text.title);
        h.fillWith(h.byId("confirm-lines"), text.lines.map(function (line) { return h.el("li", { text: line }); }));
        return true;
      }).catch(function () { return false; });
  }

  function clear() {
    strokes = [];
    points = 0;
    drawing = false;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    ready();
  }

  function ready() { h.byId("sign-done").setAttribute("aria-disabled", points < 2 ? "true" : "false"); }

  /* As many pixels as the screen has, drawn in the page's own measure. */
  function size() {
    const scale = window.devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * scale;
    canvas.height = canvas.clientHeight * scale;
    pen.setTransform(scale, 0, 0, scale, 0, 0);
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#0a1f44";
  }

  function add(event, first) {
    const box = canvas.getBoundingClientRect();
    const x = Math.max(0, Math.round(event.clientX - box.left));
    const y = Math.max(0, Math.round(event.clientY - box.top));
    const stroke = first ? [] : strokes[strokes.length - 1];
    const before = stroke[stroke.length - 1];
    if (points >= MOST || (before && Math.abs(before[1] - x) + Math.abs(before[2] - y) < NEAR)) { return; }
    if (!strokes.length) { began = performance.now(); }
    if (first) { strokes.push(stroke); }
    stroke.push([Math.round(performance.now() - began), x, y]);
    points += 1;
    pen.beginPath();
    pen.moveTo(before ? before[1] : x, before ? before[2] : y);
    pen.lineTo(x, y);
    pen.stroke();
    ready();
  }

  canvas.addEventListener("pointerdown", function (event) {
    if (!event.isPrimary) { return; } // the palm of the hand
    drawing = true;
    try { canvas.setPointerCapture(event.pointerId); } catch (error) { /* it is up again */ }
    add(event, true);
  });
  canvas.addEventListener("pointermove", function (event) { if (drawing && event.isPrimary) { add(event, false); } });
  ["pointerup", "pointercancel"].forEach(function (kind) {
    canvas.addEventListener(kind, function (event) { if (event.isPrimary) { drawing = false; } });
  });
  h.byId("sign-clear").addEventListener("click", clear);
  return {
    has: has, load: load, fit: fit, size: size, clear: clear,
    isSigned: function () { return points >= 2; },
    accept: function () { answer({ strokes: strokes }); },
    decline: function () { answer({}); }
  };
}());
