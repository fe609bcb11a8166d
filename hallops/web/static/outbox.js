/* What a visitor gave and the hub has not answered yet: in this browser's own store before anybody is thanked, kept
   there with its key until there is an answer. A reload, a power cut or a lost hub keeps it; the key makes it count once. */
"use strict";
HallOps.outbox = (function () {
  const STORE = "hallops.ratings"; // its first use, and its name since
  const AGAIN = [1000, 2000, 5000, 10000, 15000]; // ms between two tries
  const LONGEST = 300000; // ms that a draft may wait, whatever the clock does
  const watchers = [];
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

  /* Keep what goes to an address; a draft waits some ms for more to be said. Returns its key. */
  function keep(path, body, draft) {
    const key = HallOps.newKey();
    write(read().concat([{ key: key, path: path, body: body, ready: draft ? Date.now() + draft : 0 }]));
    soon(0);
    return key;
  }

  function change(key, changed) {
    write(read().map(function (one) { return one.key === key ? Object.assign({}, one, changed) : one; }));
    soon(0);
  }

  function drop(key) { write(read().filter(function (one) { return one.key !== key; })); }

  function soon(ms) {
    clearTimeout(timer);
    timer = setTimeout(deliver, ms);
  }

  function isDue(one) { return !(one.ready > Date.now() && one.ready < Date.now() + LONGEST); }

  function deliver() {
    const due = read().filter(isDue)[0];
    if (sending) { return; }
    if (!due) { if (read().length) { soon(1000); } return; }
    sending = true;
    HallOps.post(due.path || "/v1/commands/Rate", due.body, due.key, []).then(function (result) {
      sending = false;
      const answered = !result.open && result.status !== 401 && result.status !== 403 && result.status < 500;
      if (!answered) { soon(AGAIN[Math.min(tries, AGAIN.length - 1)]); tries += 1; return; }
      watchers.forEach(function (watcher) { watcher(due); });
      drop(due.key); // recorded, or refused for good: asking again changes nothing
      tries = 0;
      soon(0);
    });
  }

  window.addEventListener("online", function () { soon(0); });
  write(read().map(function (one) { return Object.assign({}, one, { ready: 0 }); })); // nobody is left to say more
  soon(0);
  return { keep: keep, change: change, drop: drop, all: read, onArrival: function (watcher) { watchers.push(watcher); } };
}());
