/* Who is signed in at this page, how to sign out, and a sign of life while somebody works: an idle session ends. */
"use strict";
(function () {
  const h = HallOps;
  const EACH = 60000; // ms between two signs of life
  let told = 0;
  const asked = h.request("GET", "/v1/sessions").then(function (got) {
    const me = got.ok ? got.answer : {};
    const leave = h.byId("leave");
    if (me.expires_at && leave) {
      h.text("me", me.id);
      leave.hidden = false;
      leave.addEventListener("click", function () {
        const out = h.send && me.role === "guide" && me.place ? h.send("SignOut", { place: me.place }, h.newKey(), []) : Promise.resolve();
        out.then(h.signOut);
      });
    }
    if (me.expires_at) { ["pointerdown", "keydown"].forEach(function (kind) { document.addEventListener(kind, live); }); }
    return me;
  });

  function live() {
    if (performance.now() - told < EACH) { return; }
    told = performance.now();
    h.request("POST", "/v1/sessions/keep");
  }

  h.me = function () { return asked; };

  h.signOut = function () { return h.request("DELETE", "/v1/sessions").then(h.signInHere); };
}());
