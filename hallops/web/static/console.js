/* The window console: one large button that means what comes next, everything by key, and why something is impossible. */
"use strict";
(function () {
  const h = HallOps;
  const SETTLES = 2000; // ms after a call in which Enter means nothing: it was pressed twice
  const KEYS = { F1: "Help", F2: "SignOut", F3: "Resume", F4: "CallTicket", F5: "FinishNext", F6: "Recall", F7: "Miss", F8: "HoldTicket", F9: "Transfer",
    F10: "Finish", F12: "Pause" };
  const LABELS = { SignIn: "do_sign_in", Continue: "do_continue", CallNext: "do_call", Start: "do_start", Finish: "do_finish" };
  const window_ = Number(h.data.asked.window);
  const place = String(window_);
  let view = null;
  let calledAt = null; // of the ticket here, and when this page learnt it
  let learnt = 0;
  let myself = null; // the staff id of whoever signed in with a PIN here
  let arrived = false;

  function button(action) { return document.querySelector('[data-action="' + action + '"]'); }

  function atWindow() { return { window: window_, ticket: view.ticket ? view.ticket.id : null }; }

  function why(action) {
    if (feed.isStale() || !view) { return h.say("offline"); }
    if (action === "GiveNotice") { return view.ticket ? "" : h.refusal(view.actions.Finish.why); }
    const real = action === "primary" ? view.primary : action === "FinishNext" ? "Finish" : action;
    if (!real) { return h.say("hall_closed"); }
    const found = view.actions[real];
    if (real === "SignOut" && myself && !view.staff) { return ""; } // the session at least
    return !found || found.possible ? "" : h.refusal(found.why);
  }

  /* Who came in with a PIN is at work here at once, and takes over from whoever forgot to sign out. */
  function arrive() {
    if (!myself || arrived || !view) { return; }
    const in_ = function () { return h.command("SignIn", { place: place, staff: myself }, button("primary")); };
    if (view.primary === "SignIn" && !why("SignIn")) {
      arrived = true;
      in_();
    } else if (view.staff && view.staff.id !== myself && !why("SignOut")) {
      arrived = true;
      send("SignOut", { place: place }).then(function (result) { if (result && result.ok) { in_(); } });
    }
  }

  function chosen(list) {
    return list.map(function (one) { return { value: one.code, label: h.name(one.name) }; });
  }

  function send(action, body, tapped) {
    return h.command(action, body, tapped || button(action) || button("primary"));
  }

  const ACTIONS = {
    primary: function () {
      if (view.primary === "Start" && performance.now() - learnt < SETTLES) {
        h.beside(button("primary"), h.say("wait_two", { number: view.ticket.number }));
        return;
      }
      (ACTIONS[view.primary] || ACTIONS.plain)(view.primary);
    },
    plain: function (action) { return send(action, action === "Finish" ? h.also.finish(atWindow()) : atWindow()); },
    SignIn: function () {
      const field = h.byId("staff-number");
      const staff = myself || field.value.trim();
      if (!staff) { field.focus(); return; }
      send("SignIn", { place: place, staff: staff }, button("primary")).then(function (result) {
        if (result && result.ok) { field.value = ""; button("primary").focus(); }
      });
    },
    SignOut: function () {
      if (myself && !view.staff) { h.signOut(); return; }
      send("SignOut", { place: place }).then(function (result) { if (result && result.ok && myself) { h.signOut(); } });
    },
    Continue: function () { send("Continue", { place: place }, button("primary")); },
    CallNext: function () { return send("CallNext", { window: window_ }, button("primary")); },
    FinishNext: function () {
      const next = { window: window_ };
      if (!h.also.isTicked()) { send("CallNext", { ...next, finish: view.ticket.id }, button("FinishNext")); return; }
      send("Finish", h.also.finish(atWindow()), button("FinishNext")).then(function (result) {
        if (result && result.ok) { send("CallNext", next, button("FinishNext")); }
      });
    },
    Undo: function () { send("Undo", { window: window_ }); },
    Pause: function () {
      h.ask(h.say("pause_why"), chosen(view.reasons.pause)).then(function (got) {
        if (got) { send("Pause", { place: place, reason: got.value }); }
      });
    },
    Transfer: function () {
      const here = atWindow();
      const others = view.services.filter(function (service) { return service.code !== view.ticket.service; });
      h.ask(h.say("transfer_to", { number: view.ticket.number }), chosen(others)).then(function (got) {
        if (got) { send("Transfer", { window: here.window, ticket: here.ticket, service: got.value }); }
      });
    },
    HoldTicket: function () {
      const here = atWindow();
      const number = { number: view.ticket.number };
      const ways = ["returned", "kept", "step"].map(function (way) { return { value: way, label: h.say("hold_" + way) }; });
      h.ask(h.say("hold_how", number), ways).then(function (way) {
        if (!way) { return; }
        h.ask(h.say("hold_why", number), chosen(view.reasons.hold)).then(function (got) {
          if (got) { send("HoldTicket", { window: here.window, ticket: here.ticket, hold: way.value, reason: got.value }); }
        });
      });
    },
    Resume: function () {
      const some = view.held.filter(function (one) { return one.possible; }).map(function (one) {
        return { value: one.id, label: one.number + " " + (one.reason ? h.name(one.reason.name) : h.term(one.hold)) };
      });
      h.ask(h.say("held_here"), some).then(function (got) {
        if (got) { send("Resume", { window: window_, ticket: got.value }); }
      });
    },
    GiveNotice: function () { h.giveNotice(view, window_, button("GiveNotice")); },
    Help: function () { h.pressHelp(); },
    CallTicket: function () {
      h.ask(h.say("call_which"), chosen(view.reasons.call), h.say("ticket_number")).then(function (got) {
        if (got) { send("CallTicket", { window: window_, ticket: got.text.toUpperCase(), reason: got.value }); }
      });
    }
  };

  function act(action) {
    if (action === "Help") { ACTIONS.Help(); return; }
    const reason = why(action);
    h.text("why", reason);
    if (!reason) {
      h.beside(button("primary"), "");
      (ACTIONS[action] || ACTIONS.plain)(action);
    }
  }

  function service(ticket) { return h.name(ticket.service_name) + (ticket.class_name ? " · " + h.name(ticket.class_name) : ""); }

  function ticket() {
    const now = view.ticket;
    const number = h.byId("number");
    const word = { empty: "nobody_here", free: "free", paused: "window_paused" }[view.state];
    h.text(number, now ? now.number : h.say(word || "free"));
    number.classList.toggle("word", !now);
    const flags = [now && now.accessible ? h.say("needs_access") : "", now && now.language === "en" ? h.say("speaks", { language: h.say("english") }) : ""];
    const also = h.also.elsewhere(view).map(function (one) { return h.name(one.name); });
    if (also.length) { flags.push(h.say("goes_on_to", { services: also.join(h.data.language === "zh" ? "、" : ", ") })); }
    h.fillWith(h.byId("what"), now ? [h.el("span", { text: service(now) + " · " + h.say("waited", { minutes: Math.floor(now.waited / 60000) }) })]
      .concat(flags.filter(Boolean).map(function (flag) { return h.el("span", { class: "flag", text: flag }); })) : []);
    h.byId("sign-in").hidden = view.primary !== "SignIn" || Boolean(myself);
  }

  function tick() {
    const now = h.now();
    if (!view || now === null) { return; }
    const at = view.ticket;
    const times = at && at.recalls ? " · " + h.say("recalled_times", { count: at.recalls + 1 }) : "";
    const since = at ? h.duration(now - (at.started || at.called)) : "";
    h.text("state", at ? h.say(at.started ? "serving_for" : "called_for", { clock: since }) + (at.started ? "" : times)
      : view.paused ? h.name(view.paused.name) : "");
    const left = view.undo_until ? Math.ceil((view.undo_until - now) / 1000) : 0;
    h.text(button("Undo").firstElementChild, left > 0 ? h.say("undo_in", { seconds: left }) : h.say("undo"));
  }

  function held() {
    h.keyed(h.byId("held"), view.held, function (one) { return one.id; }, function (one) {
      const id = one.id;
      const back = h.el("button", { type: "button", text: h.say("resume"), on: { click: function (event) {
        h.command("Resume", { window: window_, ticket: id }, event.currentTarget);
      } } });
      back.setAttribute("aria-label", h.say("resume") + " " + one.number);
      return h.el("li", {}, [h.el("b", { text: one.number }), h.el("span"), back]);
    }, function (row, one) {
      const since = one.since && h.now() ? " · " + h.say("held_for", { minutes: minutes(one.since) }) : "";
      h.text(row.children[1], h.term(one.hold) + (one.reason ? " · " + h.name(one.reason.name) : "") + since);
      row.children[2].setAttribute("aria-disabled", one.possible === false ? "true" : "false");
    });
  }

  function minutes(at) { return Math.max(0, Math.floor((h.now() - at) / 60000)); }

  /* Whom this window could call by choice, and why out of turn. */
  function line() {
    h.keyed(h.byId("waiting"), view.waiting, function (one) { return one.id; }, function (one) {
      const id = one.id;
      const call = h.el("button", { type: "button", text: h.say("call_this"), on: { click: function (event) { callThis(id, event.currentTarget); } } });
      call.setAttribute("aria-label", h.say("call_this") + " " + one.number);
      return h.el("li", {}, [h.el("b", { text: one.number }), h.el("span"), call]);
    }, function (row, one) {
      const flags = (one.accessible ? " · " + h.say("needs_access") : "") + " · " + h.say("waits_for", { minutes: minutes(one.joined) });
      h.text(row.children[1], service(one) + flags);
      row.children[2].setAttribute("aria-disabled", view.actions.CallTicket.possible ? "false" : "true");
    });
  }

  function callThis(id, tapped) {
    const reason = why("CallTicket");
    h.text("why", reason);
    if (reason) { return; }
    const number = view.waiting.filter(function (one) { return one.id === id; })[0].number;
    h.ask(h.say("call_why", { number: number }), chosen(view.reasons.call)).then(function (got) {
      if (got) { h.command("CallTicket", { window: window_, ticket: id, reason: got.value }, tapped); }
    });
  }

  function finishes() {
    const also = view.ticket && view.ticket.also || [];
    return also.length ? "do_finish_on" : LABELS.Finish;
  }

  function live() {
    h.text("line", feed.isStale() ? h.say("offline") : h.say("online"));
    document.querySelectorAll("[data-action]").forEach(function (one) {
      one.setAttribute("aria-disabled", why(one.getAttribute("data-action")) ? "true" : "false");
    });
  }

  function show(shown) {
    view = shown;
    if (view.ticket && view.ticket.called !== calledAt) { learnt = performance.now(); }
    calledAt = view.ticket ? view.ticket.called : null;
    h.text("window", h.say("window", { window: window_ }));
    h.text("staff", view.staff ? view.staff.name + " " + view.staff.id : "");
    h.text("queue", h.say("waiting_here", { count: view.waiting_here }));
    h.text("next", view.next ? h.say("next_is", { number: view.next.number, service: h.name(view.next.service_name) }) : h.say("next_none"));
    h.text("primary-label", h.say(view.primary === "Finish" ? finishes() : LABELS[view.primary] || "hall_closed"));
    h.text("ratings", view.ratings ? h.say("my_ratings", view.ratings) : "");
    h.showHelp(view.help);
    h.showAlerts(view.alerts);
    ticket();
    h.also.show(view);
    held();
    line();
    live();
    h.confirm.show(view, feed.isStale());
    tick();
    h.text("why", "");
    arrive();
  }

  function explain(event) {
    const one = event.target.closest ? event.target.closest("[data-action]") : null;
    h.text("why", one && one.getAttribute("aria-disabled") === "true" ? why(one.getAttribute("data-action")) : "");
  }

  document.addEventListener("click", function (event) {
    const one = event.target.closest("[data-action]");
    if (one) { act(one.getAttribute("data-action")); }
  });
  ["mouseover", "focusin"].forEach(function (kind) { document.addEventListener(kind, explain); });
  h.byId("sign-in").addEventListener("submit", function (event) { event.preventDefault(); act("primary"); });
  document.addEventListener("keydown", function (event) {
    if (event.repeat || h.isAsking() || h.byId("notice").open) { if (KEYS[event.key]) { event.preventDefault(); } return; }
    const undo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && event.target.tagName !== "INPUT";
    const slip = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "g";
    const ticks = event.target.type === "checkbox";
    const plain = event.key === "Enter" && (ticks || !/^(BUTTON|A|INPUT)$/.test(event.target.tagName));
    const action = undo ? "Undo" : slip ? "GiveNotice" : plain ? "primary" : KEYS[event.key];
    if (action) { event.preventDefault(); act(action); }
  });
  const feed = h.feed("console", { window: place }, show);
  feed.onStale(live);
  h.me().then(function (me) {
    if (me.role !== "window" || me.place !== place) { return; }
    myself = me.id;
    if (view) { show(view); }
  });
  setInterval(tick, 250);
}());
