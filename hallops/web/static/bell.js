/* A short sound made in the page itself: two soft notes, or for what is urgent four loud ones. No file, no download. */
"use strict";
(function () {
  const h = HallOps;
  const NOTES = { soft: [[660, 0], [880, 0.18]], loud: [[880, 0], [660, 0.16], [880, 0.32], [660, 0.48]] };
  const STRENGTH = { soft: 0.2, loud: 0.7 };
  let context = null;

  function ready() {
    const Audio = window.AudioContext || window.webkitAudioContext;
    if (!context && Audio) { context = new Audio(); }
    return context;
  }

  /* A browser may be silent until somebody has touched the page. */
  h.canSound = function () { return Boolean(ready()) && context.state === "running"; };
  h.allowSound = function () { return ready() ? context.resume() : Promise.resolve(); };

  h.chime = function (how) {
    if (!h.canSound()) { return; }
    NOTES[how].forEach(function (note) {
      const tone = context.createOscillator();
      const volume = context.createGain();
      const start = context.currentTime + note[1];
      tone.type = how === "loud" ? "square" : "sine";
      tone.frequency.value = note[0];
      volume.gain.setValueAtTime(STRENGTH[how], start);
      volume.gain.exponentialRampToValueAtTime(0.001, start + 0.4);
      tone.connect(volume);
      volume.connect(context.destination);
      tone.start(start);
      tone.stop(start + 0.42);
    });
  };
  document.addEventListener("pointerdown", h.allowSound);
  document.addEventListener("keydown", h.allowSound);
}());
