/* Ratings on their way: each is in this browser's own store before anybody is thanked, and stays there with its key
   until the hub has answered it. A reload, a power cut or a lost hub keeps it; the key makes it count once. */
"use strict";
HallOps.ratings = (function () {
  const STORE = "hallops.ratings";
  const LAST = "hallops.rated";
  const AGAIN = [1000, 2000, 5000, 10000, 15000]; // ms between two tries
  const DRAFT = 30000; // ms that a rating waits for its reasons
  let tries = 0;
  let timer = null;
  let sending = false;
  let memory = []; // where the browser has no store, they live as long as the page

  function read() {
    try { return JSON.parse(localStorage.getItem(STORE) || "[]"); } catch (error) { return memory; }
  }

  function write(all) {
    memory = all;
    try { localStorage.setItem(STORE, JSON.stringify(all)); } catch (error) { /* a full or forbidden store: memory has it */ }
  }

  /* Keep a rating; `draft` may still get reasons, and goes without them if nobody gives any. Returns its key. */
  function keep(body, draft) {
    const key = HallOps.newKey();
    write(read().concat([{ key: key, body: body, ready: draft ? Date.now() + DRAFT : 0 }]));
    soon(0);
    return key;
  }

  function change(key, reasons) {
    write(read().map(function (one) {
      if (one.key !== key) { return one; }
      return { key: one.key, ready: 0, body: Object.assign({}, one.body, reasons.length ? { reasons: reasons } : {}) };
    }));
    soon(0);
  }

  function drop(key) { write(read().filter(function (one) { return one.key !== key; })); }

  /* Whether a call is rated here: on its way, or the last that arrived, which a page after a reload must not ask again. */
  function has(day, call) {
    const known = read().map(function (one) { return one.body; }).concat(last());
    return known.some(function (body) { return body.call === call && body.day === day; });
  }

  function last() {
    try { return JSON.parse(localStorage.getItem(LAST) || "[]"); } catch (error) { return []; }
  }

  function arrived(one) {
    try { localStorage.setItem(LAST, JSON.stringify([{ day: one.body.day, call: one.body.call }])); } catch (error) { /* as above */ }
    drop(one.key);
  }

  function soon(ms) {
    clearTimeout(timer);
    timer = setTimeout(deliver, ms);
  }

  function deliver() {
    const due = read().filter(function (one) { return !(one.ready > Date.now() && one.ready < Date.now() + 2 * DRAFT); })[0];
    if (sending) { return; }
    if (!due) { if (read().length) { soon(1000); } return; }
    sending = true;
    HallOps.send("Rate", due.body, due.key, []).then(function (result) {
      sending = false;
      const answered = !result.open && result.status !== 401 && result.status !== 403 && result.status < 500;
      if (answered) { arrived(due); tries = 0; soon(0); } // recorded, or refused for good: asking again changes nothing
      else { soon(AGAIN[Math.min(tries, AGAIN.length - 1)]); tries += 1; }
    });
  }

  window.addEventListener("online", function () { soon(0); });
  soon(0); // what an earlier page left
  return { keep: keep, change: change, drop: drop, has: has };
}());
