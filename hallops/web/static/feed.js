/* A view, live: shows each new frame, the age of what is shown, and goes grey when the hub is silent for 15 s. */
"use strict";
HallOps.feed = function (view, parameters, show) {
  const SILENT = 15000; // beats come every 10 s
  const AGAIN = 3000;
  const query = Object.keys(parameters || {}).map(function (key) {
    return encodeURIComponent(key) + "=" + encodeURIComponent(parameters[key]);
  }).join("&");
  const address = "/v1/views/" + view + "/stream" + (query ? "?" + query : "");
  let source = null;
  let opened = 0;
  let epoch = null;
  let seq = -1;
  let stale = null;
  const watchers = [];

  function open() {
    if (source) { source.close(); }
    opened = performance.now();
    source = new EventSource(address);
    ["message", "view", "heartbeat"].forEach(function (kind) { source.addEventListener(kind, hear); });
  }

  function hear(message) {
    const frame = JSON.parse(message.data);
    if (typeof frame.at === "number") { HallOps.heard(frame.at, frame.pace); }
    if ("view" in frame && !(frame.epoch === epoch && frame.seq < seq)) {
      epoch = frame.epoch;
      seq = frame.seq;
      show(frame.view, frame);
    }
    watch();
  }

  function watch() {
    const age = HallOps.age();
    const grey = age === null ? performance.now() > SILENT : age > SILENT;
    if (grey !== stale) {
      stale = grey;
      document.documentElement.classList.toggle("stale", grey);
      watchers.forEach(function (watcher) { watcher(grey); });
    }
    const label = HallOps.byId("age");
    if (label) { HallOps.text(label, said(age, grey, label)); }
  }

  function said(age, grey, label) {
    if (age === null) { return HallOps.say("connecting"); }
    if (!grey) { return HallOps.say("age", { seconds: Math.floor(age / 1000) }); }
    return HallOps.say(label.getAttribute("data-stale") || "stale", { clock: HallOps.clock(HallOps.heardAt(), true) });
  }

  /* EventSource comes back by itself from a broken line, but not from an error answer, nor from a line half open. */
  function mend() {
    const waited = performance.now() - opened;
    const silent = HallOps.age() === null ? waited : HallOps.age();
    const closed = source.readyState === 2 && waited > AGAIN;
    const hanging = source.readyState === 0 && waited > 2 * AGAIN;
    if (closed || hanging || (silent > SILENT && waited > SILENT)) { open(); }
  }

  document.addEventListener("click", function (event) {
    const link = event.target.closest ? event.target.closest("a[data-needs-hub]") : null;
    if (link && stale) { event.preventDefault(); } // the other page could not come: keep this one
  });
  open();
  setInterval(function () { watch(); mend(); }, 500);
  return { onStale: function (watcher) { watchers.push(watcher); }, isStale: function () { return Boolean(stale); } };
};
