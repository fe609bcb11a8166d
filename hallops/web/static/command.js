/* Sends commands. A key is made before the first send and kept until there is an answer, so a retry is never a second
   command; what is refused is said beside what was tapped. */
"use strict";
(function () {
  const RETRIES = [300, 700, 1500, 3000]; // ms
  const PATIENCE = 5000; // for one try
  const pending = {}; // unanswered commands and their keys: the same tap again is the same command

  function newKey() {
    if (window.crypto && crypto.randomUUID) { return crypto.randomUUID(); }
    const bytes = new Uint8Array(16);
    if (window.crypto && crypto.getRandomValues) { crypto.getRandomValues(bytes); }
    else { for (let i = 0; i < 16; i += 1) { bytes[i] = Math.floor(Math.random() * 256); } }
    return Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }

  function later(ms) { return new Promise(function (resolve) { setTimeout(resolve, ms); }); }

  function once(address, body, key) {
    const abort = window.AbortController ? new AbortController() : null;
    const timer = setTimeout(function () { if (abort) { abort.abort(); } }, PATIENCE);
    return fetch(address, {
      method: "POST", body: body, credentials: "same-origin", signal: abort ? abort.signal : undefined,
      headers: { "Content-Type": "application/json", "Idempotency-Key": key, "Accept-Language": HallOps.data.language }
    }).then(function (response) {
      clearTimeout(timer);
      return response.json().catch(function () { return {}; }).then(function (answer) {
        return { status: response.status, answer: answer };
      });
    }, function () {
      clearTimeout(timer);
      return { status: 0, answer: {} };
    });
  }

  function isOpen(status) { return status === 0 || status === 502 || status === 503 || status === 504 || status === 429; }

  function sentence(status, answer) {
    if (answer.sentence) { return answer.sentence; }
    if (isOpen(status)) { return HallOps.say("hub_away"); }
    if (status === 507) { return HallOps.say("store_full"); }
    if (status === 401 || status === 403) { return HallOps.say("not_allowed"); }
    return HallOps.say("failed", { code: answer.code || status });
  }

  /* -> {ok, events, status, code, sentence}; never rejects. */
  HallOps.post = function (address, body, key, retries) {
    const waits = retries === undefined ? RETRIES : retries;
    const written = JSON.stringify(body);
    function go(round) {
      return once(address, written, key).then(function (got) {
        if (isOpen(got.status) && round < waits.length) {
          return later(waits[round]).then(function () { return go(round + 1); });
        }
        const ok = got.status === 200;
        return { ok: ok, status: got.status, open: isOpen(got.status), events: got.answer.events || [],
          answer: got.answer, code: got.answer.code || null, sentence: ok ? "" : sentence(got.status, got.answer) };
      });
    }
    return go(0);
  };

  HallOps.send = function (name, body, key, retries) { return HallOps.post("/v1/commands/" + name, body, key, retries); };

  /* Send for a tapped element; a second tap while the first is under way does nothing. */
  HallOps.command = function (name, body, tapped) {
    if (tapped && tapped.getAttribute("data-busy")) { return Promise.resolve(null); }
    const same = name + JSON.stringify(body);
    const key = pending[same] || newKey();
    pending[same] = key;
    if (tapped) { tapped.setAttribute("data-busy", "1"); beside(tapped, ""); }
    return HallOps.send(name, body, key).then(function (result) {
      if (!result.open) { delete pending[same]; }
      if (tapped) {
        tapped.removeAttribute("data-busy");
        if (!result.ok) { beside(tapped, result.sentence); }
      }
      return result;
    });
  };

  /* Another person stands here now: what the one before left unanswered is not theirs. */
  HallOps.forget = function () { Object.keys(pending).forEach(function (same) { delete pending[same]; }); };

  function beside(tapped, said) {
    const place = tapped.closest ? tapped.closest("[data-says]") : null;
    const line = place ? place.querySelector("[data-said]") : null;
    if (line) { HallOps.text(line, said); line.hidden = !said; }
  }
  HallOps.beside = beside;
  HallOps.newKey = newKey;
}());
