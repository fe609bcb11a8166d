/* Calls are heard one after the other, each to its end, with a breath in between. A call that waited too long in line,
   or came while nobody could hear it, is not called again: the board still shows it. */
"use strict";
HallOps.sound = (function () {
  const h = HallOps;
  const GAP = 500; // ms between two announcements
  const STALE = 60000; // ms after which a call is history
  const STUCK = 30000; // ms: no announcement is that long
  const languages = h.data.both ? [h.data.language, h.data.both.language] : [h.data.language];
  const bar = h.byId("sound-on");
  const line = [];
  let heard = null; // the announcements that were made or waved through, as marks
  let playing = false;
  let blocked = false; // until somebody touches the page; the call stays in line and holds the others back
  let touched = false; // since the page was last refused
  let stale = function () { return false; };

  function mark(call) { return [call.call, call.recalled, call.at].join("/"); }

  function old(call) { return h.now() !== null && h.now() - call.at > STALE; }

  /* The newest calls of a view. What is there when the page opens was heard before. */
  function hear(calls) {
    const marks = calls.map(mark);
    if (heard !== null) {
      calls.filter(function (call) { return heard.indexOf(mark(call)) < 0 && !old(call); })
        .sort(function (a, b) { return a.at - b.at || a.call - b.call; })
        .forEach(function (call) {
          languages.forEach(function (language) { line.push({ call: call, language: language }); });
        });
    }
    heard = (heard || []).concat(marks).slice(-100);
    next();
  }

  function next() {
    if (playing) { return; }
    while (line.length && old(line[0].call)) { line.shift(); }
    if (!line.length || stale()) { return; }
    playing = true;
    play(line[0]);
  }

  function play(one) {
    const audio = new Audio("/v1/sounds/" + one.call.call + ".wav?language=" + one.language);
    let over = false;
    const timer = setTimeout(function () { audio.pause(); done(); }, STUCK);
    function done() {
      if (over) { return; }
      over = true;
      clearTimeout(timer);
      line.shift();
      setTimeout(function () { playing = false; next(); }, GAP);
    }
    audio.addEventListener("ended", done);
    audio.addEventListener("error", done);
    const begun = audio.play();
    if (begun) {
      begun.catch(function (error) {
        if (error.name !== "NotAllowedError") { done(); return; }
        over = true;
        clearTimeout(timer);
        blocked = true;
        if (touched) { again(); } else { bar.hidden = false; }
      });
    }
  }

  /* A browser that wants to be touched first says so before the first call, not at it. */
  function ask() {
    const Context = window.AudioContext || window.webkitAudioContext;
    if (!Context) { return; }
    const context = new Context();
    setTimeout(function () {
      if (context.state === "suspended") { bar.hidden = false; }
      context.close();
    }, 500);
  }

  /* What was refused is tried once more; what is just beginning is left alone, or it would be heard twice. */
  function again() {
    touched = false;
    blocked = false;
    playing = false;
    next();
  }

  bar.addEventListener("click", function () {
    bar.hidden = true;
    touched = true;
    if (blocked) { again(); }
  });
  ask();
  return { hear: hear, follow: function (feed) { stale = feed.isStale; } };
}());
