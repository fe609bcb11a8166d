/* Coming in: asks the hub for other things than commands, and offers a way in to a screen that is not allowed. */
"use strict";
(function () {
  const h = HallOps;
  const KINDS = { console: "console", pad: "pad", guide: "guide", dispenser: "dispenser", enquiry: "kiosk", board: "board" };
  const WITH_STAFF = ["console", "guide"]; // pages that people sign in to
  let asking = false;
  let panel = null;

  /* -> {ok, status, answer, sentence}; never rejects. `bearer` stands for whoever holds it, not for the page's cookies. */
  h.request = function (method, path, body, bearer) {
    const headers = { "Accept-Language": h.data.language };
    if (body !== undefined && body !== null) { headers["Content-Type"] = typeof body === "string" ? "text/csv" : "application/json"; }
    if (bearer) { headers.Authorization = "Bearer " + bearer; }
    const sent = { method: method, headers: headers, credentials: "same-origin", cache: "no-store" };
    if (body !== undefined && body !== null) { sent.body = typeof body === "string" ? body : JSON.stringify(body); }
    return fetch(path, sent).then(function (response) {
      return response.json().catch(function () { return {}; }).then(function (answer) {
        if (typeof answer.at === "number") { h.heard(answer.at); }
        const ok = response.status >= 200 && response.status < 300;
        return { ok: ok, status: response.status, answer: answer, sentence: ok ? "" : answer.sentence || h.say("failed", { code: response.status }) };
      });
    }, function () { return { ok: false, status: 0, answer: {}, sentence: h.say("hub_away") }; });
  };

  /* A path of this hub; nothing else is ever gone to. */
  h.ownPath = function (to) {
    if (!to || to[0] !== "/") { return null; }
    try { return new URL(to, location.origin).origin === location.origin ? to : null; } catch (_) { return null; }
  };

  function here() { return encodeURIComponent(location.pathname + location.search); }

  h.signInHere = function () { location.replace("/sign-in?to=" + here()); };

  function pairHere() {
    const place = h.data.asked.window ? "&place=" + encodeURIComponent(h.data.asked.window) : "";
    return "/pair?kind=" + (KINDS[h.data.page] || "other") + place + "&to=" + here();
  }

  function show() {
    if (panel) { return; }
    panel = h.el("section", { class: "way-in", role: "alert" }, [h.el("p", { text: h.say("way_in") }),
      h.el("a", { href: pairHere(), text: h.say("way_pair") }),
      h.el("a", { href: "/sign-in?to=" + here(), text: h.say("way_sign_in") })]);
    document.body.appendChild(panel);
    panel.querySelector("a").focus();
  }

  /* The hub said no. A paired window goes on to the sign-in; `strangers` leaves those alone who are signed in. */
  h.wayIn = function (strangers) {
    if (asking || panel) { return; }
    asking = true;
    h.request("GET", "/v1/sessions").then(function (got) {
      asking = false;
      const who = got.answer;
      const isStranger = who.role === "visitor" || who.role === "device";
      if (!got.ok && got.status !== 401) { return; }
      if (who.role === "device" && who.staff && WITH_STAFF.indexOf(h.data.page) >= 0) { h.signInHere(); return; }
      if (isStranger || got.status === 401 || !strangers) { show(); }
    });
  };

  h.wayOpen = function () {
    if (panel) { panel.parentNode.removeChild(panel); }
    panel = null;
  };
}());
