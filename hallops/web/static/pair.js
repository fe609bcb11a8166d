/* A fresh screen asks to belong to the hall: it shows a code until the manager has compared it. A screen that belongs
   already goes on at once, so that this page may stand in a kiosk's autostart. */
"use strict";
(function () {
  const h = HallOps;
  const KEY = "hallops.pairing"; // of this tab only: a reload goes on with the same code
  const LOOKS = 1000; // ms
  const asked = h.data.asked;
  const kind = asked.kind || "other";
  let pairing = remembered();
  let timer = null;

  function remembered() {
    try {
      const found = JSON.parse(sessionStorage.getItem(KEY));
      return found && found.kind === kind && found.place === (asked.place || null) ? found : null;
    } catch (_) { return null; }
  }

  function remember(one) {
    pairing = one;
    try {
      if (one) { sessionStorage.setItem(KEY, JSON.stringify(one)); } else { sessionStorage.removeItem(KEY); }
    } catch (_) { /* a reload asks anew then */ }
  }

  function goOn() { location.replace(h.ownPath(asked.to) || "/board"); }

  function later(ms, act) {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  }

  function ask() {
    h.byId("again").hidden = true;
    const wish = { kind: kind, name: asked.name || "", place: asked.place || null };
    h.request("POST", "/v1/pairings", wish).then(function (got) {
      if (got.ok) {
        remember({ id: got.answer.id, secret: got.answer.secret, code: got.answer.code, expires: got.answer.expires_at, kind: kind, place: asked.place || null });
        look();
      } else {
        h.text("state", got.sentence);
        if (got.status !== 422) { later((got.answer.facts && got.answer.facts.seconds || 3) * 1000, ask); }
      }
    });
  }

  function look() {
    h.text("code", pairing.code.slice(0, 4) + " " + pairing.code.slice(4));
    h.request("GET", "/v1/pairings/" + pairing.id, null, pairing.secret).then(function (got) {
      const state = got.answer.state;
      if (state === "waiting") { h.text("state", h.say("pair_left", { clock: h.duration(pairing.expires - got.answer.at) })); }
      else if (state === "approved") { h.text("state", h.say("pair_done")); remember(null); goOn(); return; }
      else if (state === "refused") { refused(); return; }
      else if (state === "expired" || got.status === 404) { remember(null); ask(); return; }
      else { h.text("state", got.sentence); }
      later(LOOKS, look);
    });
  }

  function refused() {
    remember(null);
    h.text("code", "");
    h.text("state", h.say("pair_refused"));
    h.byId("again").hidden = false;
  }

  function what() {
    const known = "kind_" + kind in h.data.words ? h.say("kind_" + kind) : h.say("kind_other");
    const place = /^\d+$/.test(asked.place || "") ? h.say("window", { window: asked.place }) : "";
    return [known, place, asked.name].filter(Boolean).join(" · ");
  }

  function belongs(who) {
    return who.device && (!asked.place || who.device.place === asked.place) && (!asked.kind || !who.device.kind || who.device.kind === asked.kind);
  }

  h.byId("again").addEventListener("click", ask);
  h.text("what", what());
  h.text("how", h.say("pair_how", { address: location.host + "/manage" }));
  h.request("GET", "/v1/sessions").then(function (got) {
    if (belongs(got.answer)) { goOn(); } else if (pairing) { look(); } else { ask(); }
  });
}());
