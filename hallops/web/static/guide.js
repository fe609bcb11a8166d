/* The guide desk: today's tickets, what can be done about one, and a ticket on somebody's behalf. */
"use strict";
(function () {
  const h = HallOps;
  const MOST = 80; // rows; a search finds the others
  let view = null;
  let chosen = null; // id of the ticket on the right
  let actions = {};
  let service = null;

  function named(list, code) {
    const one = list.filter(function (some) { return some.code === code; })[0];
    return one ? h.name(one.name) : code;
  }

  function row(ticket) {
    const id = ticket.id;
    const made = h.el("tr", { on: { click: function () { choose(id); } } },
      [h.el("td", {}, [h.el("button", { type: "button" })]), h.el("td"), h.el("td"), h.el("td"), h.el("td")]);
    return made;
  }

  function tickets() {
    const part = h.byId("find").value.trim().toUpperCase();
    const state = h.byId("filter").value;
    const of = h.byId("of-service").value;
    const found = view.tickets.filter(function (ticket) {
      const text = (ticket.number + " " + named(view.services, ticket.service)).toUpperCase();
      return (!part || text.indexOf(part) >= 0) && (!state || ticket.state === state) && (!of || ticket.service === of);
    });
    h.keyed(h.byId("tickets"), found.slice(0, MOST), function (ticket) { return ticket.id; }, row, function (line, ticket) {
      line.className = "state-" + ticket.state + (ticket.id === chosen ? " chosen" : "");
      h.text(line.children[0].firstChild, ticket.number);
      h.text(line.children[1], named(view.services, ticket.service));
      h.text(line.children[2], named(view.classes, ticket.class));
      h.text(line.children[3], h.term(ticket.state) + (ticket.window ? " · " + h.say("window", { window: ticket.window }) : ""));
      h.text(line.children[4], h.clock(ticket.joined));
    });
    h.text("more", found.length ? found.length > MOST ? h.say("more_found", { count: found.length - MOST }) : "" : h.say("none_found"));
    return found;
  }

  function current() { return view.tickets.filter(function (ticket) { return ticket.id === chosen; })[0]; }

  function choose(id) {
    if (chosen !== id) { h.beside(h.byId("acts"), ""); }
    chosen = id;
    tickets();
    look();
  }

  /* What can be done about the chosen ticket, asked anew with each change of the list. */
  function look() {
    const ticket = current();
    if (!ticket) { return; }
    h.text("chosen", ticket.number);
    h.text("chosen-state", h.term(ticket.state));
    h.byId("acts").hidden = false;
    h.text(document.querySelector('[data-act="SetNeeds"]'), h.say(ticket.accessible ? "set_no_needs" : "set_needs"));
    h.byId("slip").hidden = !ticket.printed;
    h.byId("slip").href = "/slip/" + encodeURIComponent(ticket.id);
    fetch("/v1/views/guide_ticket?ticket=" + encodeURIComponent(ticket.id), { credentials: "same-origin" })
      .then(function (response) { return response.json(); })
      .then(function (frame) {
        if (!frame.view || frame.view.ticket.id !== chosen) { return; }
        actions = frame.view.actions;
        document.querySelectorAll("[data-act]").forEach(function (button) {
          button.setAttribute("aria-disabled", why(button) ? "true" : "false");
        });
      }).catch(function () { /* the feed says that the hub is away */ });
  }

  function why(button) {
    const found = actions[button.getAttribute("data-act")];
    return !found || found.possible ? "" : h.refusal(found.why);
  }

  function send(action, body) {
    const number = current().number;
    const button = document.querySelector('[data-act="' + action + '"]');
    return h.command(action, body, button).then(function (result) {
      if (result && result.ok) { h.text("why", h.say("done_for", { number: number, act: button.textContent.trim() })); }
      return result;
    });
  }

  const ACTS = {
    /* There is no printer at the hub: the browser prints, and a copy is marked. */
    PrintTicket: function (ticket) {
      send("PrintTicket", { ticket: ticket.id, reprint: ticket.printed > 0 }).then(function (result) {
        if (result && result.ok) { window.open("/slip/" + encodeURIComponent(ticket.id) + "?print=1", "hallops-slip"); }
      });
    },
    SetNeeds: function (ticket) { send("SetNeeds", { ticket: ticket.id, accessible: !ticket.accessible, language: ticket.language }); },
    Requeue: function (ticket) { send("Requeue", { ticket: ticket.id }); },
    Reinsert: function (ticket) { send("Reinsert", { ticket: ticket.id }); },
    Leave: function (ticket) { send("Leave", { ticket: ticket.id }); },
    Cancel: function (ticket) {
      const reasons = view.reasons.cancel.map(function (one) { return { value: one.code, label: h.name(one.name) }; });
      h.ask(h.say("cancel_why", { number: ticket.number }), reasons).then(function (got) {
        if (got) { send("Cancel", { ticket: ticket.id, reason: got.value }); }
      });
    },
    SetPriority: function (ticket) {
      const classes = view.classes.filter(function (one) { return one.code !== ticket.class; }).map(function (one) {
        return { value: one.code, label: h.name(one.name) + (one.proof ? " — " + h.name(one.proof) : "") };
      });
      h.ask(h.say("grant_to", { number: ticket.number }), classes).then(function (got) {
        if (got) { send("SetPriority", { ticket: ticket.id, priority: got.value, proof_seen: true }); }
      });
    }
  };

  function proof() {
    const one = view.classes.filter(function (some) { return some.code === h.byId("class").value; })[0];
    const needed = Boolean(one && one.proof);
    h.byId("proof-line").hidden = !needed;
    if (needed) { h.text("proof-said", h.say("proof_seen", { proof: one.proof })); }
    const ready = service && (!needed || h.byId("proof").checked);
    h.byId("give").setAttribute("aria-disabled", ready ? "false" : "true");
    return needed;
  }

  function give() {
    const button = h.byId("give");
    if (button.getAttribute("aria-disabled") === "true") { return; }
    const needed = proof();
    const body = { service: service, channel: "guide", accessible: h.byId("access").checked, language: h.byId("language").value };
    if (needed) { body.priority = h.byId("class").value; body.proof_seen = true; }
    h.text("given", "");
    h.command("Issue", body, button).then(function (result) {
      if (!result || !result.ok) { return; }
      const issued = result.events.filter(function (event) { return event.kind === "TicketIssued"; })[0];
      h.text("given", h.say("given", { number: issued ? issued.ticket : "" }));
      service = null;
      h.byId("access").checked = h.byId("proof").checked = false;
      h.byId("class").selectedIndex = h.byId("language").selectedIndex = 0;
      form();
    });
  }

  function form() {
    h.keyed(h.byId("services"), view.services, function (one) { return one.code; }, function (one) {
      const code = one.code;
      return h.el("button", { type: "button", on: { click: function () { service = code; form(); } } }, [h.el("span"), h.el("b")]);
    }, function (button, one) {
      h.text(button.firstChild, h.name(one.name));
      h.text(button.lastChild, h.say("people", { count: one.waiting }));
      button.setAttribute("aria-pressed", service === one.code ? "true" : "false");
    });
    h.keyed(h.byId("class"), view.classes, function (one) { return one.code; }, function (one) {
      return h.el("option", { value: one.code });
    }, function (option, one) { h.text(option, h.name(one.name)); });
    proof();
  }

  function services() {
    const of = h.byId("of-service");
    view.services.forEach(function (one) {
      if (!of.querySelector('option[value="' + one.code + '"]')) { of.appendChild(h.el("option", { value: one.code, text: h.name(one.name) })); }
    });
  }

  function counts() {
    const shown = Object.keys(view.counts).filter(function (state) { return view.counts[state]; });
    h.text("counts", shown.map(function (state) { return h.term(state) + " " + view.counts[state]; }).join(" · "));
    const filter = h.byId("filter");
    Object.keys(view.counts).forEach(function (state) {
      if (!filter.querySelector('option[value="' + state + '"]')) { filter.appendChild(h.el("option", { value: state, text: h.term(state) })); }
    });
  }

  function show(shown) {
    view = shown;
    counts();
    services();
    h.showHelps(view.help);
    h.showAlerts(view.alerts);
    h.byId("attention").hidden = !view.help.length && !view.alerts.length;
    tickets();
    form();
    if (chosen) { look(); }
  }

  function explain(event) {
    const button = event.target.closest ? event.target.closest("[data-act]") : null;
    if (button) { h.text("why", why(button)); }
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-act]");
    if (button && current() && button.getAttribute("aria-disabled") !== "true") { ACTS[button.getAttribute("data-act")](current()); }
  });
  ["mouseover", "focusin"].forEach(function (kind) { document.addEventListener(kind, explain); });
  ["input", "change"].forEach(function (kind) { h.byId("search").addEventListener(kind, tickets); });
  h.byId("search").addEventListener("submit", function (event) {
    event.preventDefault();
    const found = tickets();
    if (found.length) { choose(found[0].id); }
  });
  const KEYS = {
    F1: function () { h.pressHelp(); },
    F2: function () { h.byId("find").focus(); h.byId("find").select(); },
    F3: function () { (h.byId("services").querySelector("button") || h.byId("class")).focus(); },
    F4: function () { h.answerHelp(); },
    F6: function () { h.endHelp(); } // not F5: who means to load the page again must not end a call
  };
  document.addEventListener("keydown", function (event) {
    if (KEYS[event.key] && !h.isAsking() && !event.repeat) { event.preventDefault(); KEYS[event.key](); }
  });
  ["class", "proof"].forEach(function (id) { h.byId(id).addEventListener("change", proof); });
  h.byId("give").addEventListener("click", give);
  h.feed("guide", h.data.asked.role ? { role: h.data.asked.role } : {}, show);
  h.me().then(function (me) {
    if (me.role === "guide" && me.place) { h.send("SignIn", { place: me.place, staff: me.id }, h.newKey(), []); }
  });
}());
