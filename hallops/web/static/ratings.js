/* Ratings on their way: kept as drafts until reasons and a comment are there, and never asked for twice. */
"use strict";
HallOps.ratings = (function () {
  const LAST = "hallops.rated";
  const DRAFT = 30000; // ms that a rating waits for its reasons,
  const WRITING = 150000; // and for a comment that is being written
  const box = HallOps.outbox;

  function keep(body) { return box.keep("/v1/commands/Rate", body, DRAFT); }

  function wait(key) { box.change(key, { ready: Date.now() + WRITING }); }

  /* The rating goes, with what was said besides; a comment goes another way, since it is kept beside the log. */
  function send(key, body, reasons, comment) {
    const whole = Object.assign({}, body, reasons.length ? { reasons: reasons } : {}, comment ? { comment: comment } : {});
    box.change(key, { ready: 0, path: comment ? "/v1/ratings" : "/v1/commands/Rate", body: whole });
  }

  /* Whether a call is rated here: on its way, or the last that arrived, which a page after a reload must not ask again. */
  function has(day, call) {
    const known = box.all().map(function (one) { return one.body; }).concat(last());
    return known.some(function (body) { return body.call === call && body.day === day; });
  }

  function last() {
    try { return JSON.parse(localStorage.getItem(LAST) || "[]"); } catch (error) { return []; }
  }

  box.onArrival(function (one) {
    if (!("grade" in one.body)) { return; }
    try { localStorage.setItem(LAST, JSON.stringify([{ day: one.body.day, call: one.body.call }])); } catch (error) { /* no store */ }
  });
  return { keep: keep, wait: wait, send: send, drop: box.drop, has: has };
}());
