/* The manager's page: which screens may come in, who has a PIN or a password, and what went wrong. */
"use strict";
(function () {
  const h = HallOps;
  const LOOKS = 2000; // ms
  const FRESH = 900000; // ms that a wrong try is told at the top
  const chosen = {}; // ids of pairings that are ticked
  let places = [];
  let kinds = [];
  let busy = false;

  function said(text) {
    h.text("said", text);
    h.byId("said").hidden = !text;
  }

  function moment(at) {
    const now = h.now();
    return now !== null && h.day(at) === h.day(now) ? h.clock(at) : h.day(at) + " " + h.clock(at);
  }

  function placeName(id) {
    if (!id) { return "—"; }
    const post = places.filter(function (one) { return one.id === id; })[0];
    return post && post.name ? h.name(post.name) : /^\d+$/.test(id) ? h.say("window", { window: id }) : id;
  }

  function kindName(kind) { return kinds.indexOf(kind) >= 0 ? h.say("kind_" + kind) : kind; }

  function cells(count) {
    return Array.apply(null, { length: count }).map(function () { return h.el("td"); });
  }

  function button(word, act, label) {
    return h.el("button", { type: "button", text: h.say(word), "aria-label": label ? h.say(word) + " " + label : null, on: { click: act } });
  }

  function options(list, value) {
    return list.map(function (one) { return h.el("option", { value: one.value, text: one.label, selected: one.value === value }); });
  }

  /* Do something and look again at once; a refusal is said at the top. */
  function act(method, path, body) {
    said("");
    return h.request(method, path, body).then(function (got) {
      if (!got.ok) { said(got.sentence); window.scrollTo(0, 0); }
      look();
      return got;
    });
  }

  /* waiting pairings: what is typed here stays while the list is drawn anew */

  function placeOptions(value) {
    const known = places.map(function (one) { return { value: one.id, label: placeName(one.id) }; });
    const other = value && !known.some(function (one) { return one.value === value; }) ? [{ value: value, label: value }] : [];
    return options([{ value: "", label: h.say("no_place") }].concat(known, other), value || "");
  }

  function makeWaiting(one) {
    const code = one.code.slice(0, 4) + " " + one.code.slice(4);
    const tick = h.el("input", { type: "checkbox", "aria-label": h.say("choose_one", { code: code }), on: { change: function () {
      chosen[one.id] = tick.checked;
      decide();
    } } });
    const known = kinds.map(function (kind) { return { value: kind, label: h.say("kind_" + kind) }; });
    return h.el("tr", {}, [h.el("td", {}, [tick]), h.el("td", { class: "code", text: code }),
      h.el("td", {}, [h.el("select", { "aria-label": h.say("manage_kind"), "data-part": "kind" }, options(known, one.kind))]),
      h.el("td", {}, [h.el("select", { "aria-label": h.say("manage_place"), "data-part": "place" }, placeOptions(one.place))]),
      h.el("td", {}, [h.el("input", { "aria-label": h.say("manage_name"), "data-part": "name", value: one.name, maxlength: 40 })]),
      h.el("td", { text: one.address }), h.el("td")]);
  }

  function waiting(list) {
    h.text("waiting-count", list.length ? String(list.length) : "");
    h.byId("waiting-table").hidden = h.byId("decide").hidden = !list.length;
    h.byId("none-waiting").hidden = Boolean(list.length);
    Object.keys(chosen).forEach(function (id) { if (!list.some(function (one) { return one.id === id; })) { delete chosen[id]; } });
    h.keyed(h.byId("waiting"), list, function (one) { return one.id; }, makeWaiting, function (row, one) {
      h.text(row.lastChild, h.duration(one.expires_at - h.now()));
    });
    decide();
  }

  function picked() { return Object.keys(chosen).filter(function (id) { return chosen[id]; }); }

  function decide() {
    const none = !picked().length;
    ["approve", "refuse"].forEach(function (id) { h.byId(id).setAttribute("aria-disabled", none ? "true" : "false"); });
    const ticks = h.byId("waiting").querySelectorAll("input[type=checkbox]").length;
    h.byId("all").checked = ticks > 0 && picked().length === ticks;
  }

  function corrected(id) {
    const row = h.byId("waiting").querySelector('[data-key="' + id + '"]');
    const change = {};
    Array.prototype.forEach.call(row.querySelectorAll("[data-part]"), function (part) { change[part.getAttribute("data-part")] = part.value; });
    return change;
  }

  h.byId("all").addEventListener("change", function (event) {
    Array.prototype.forEach.call(h.byId("waiting").children, function (row) {
      row.querySelector("input[type=checkbox]").checked = event.target.checked;
      chosen[row.getAttribute("data-key")] = event.target.checked;
    });
    decide();
  });
  h.byId("approve").addEventListener("click", function () {
    const changes = {};
    picked().forEach(function (id) { changes[id] = corrected(id); });
    if (picked().length) { act("POST", "/v1/pairings/approve", { ids: picked(), changes: changes }); }
  });
  h.byId("refuse").addEventListener("click", function () {
    if (picked().length) { act("POST", "/v1/pairings/refuse", { ids: picked() }); }
  });

  /* devices */

  function seen(at) {
    if (at === null) { return h.say("not_seen"); }
    return h.now() - at < 15000 ? h.say("seen_now") : moment(at);
  }

  function devices(list) {
    h.byId("no-devices").hidden = Boolean(list.length);
    h.keyed(h.byId("devices"), list, function (one) { return one.id; }, function (one) {
      const row = h.el("tr", {}, cells(6));
      row.lastChild.appendChild(button("revoke", function () {
        sure("revoke_sure", "yes_revoke", one.holder, function () { act("DELETE", "/v1/access/" + one.id); });
      }, one.holder));
      return row;
    }, function (row, one) {
      h.text(row.children[0], one.kind ? kindName(one.kind) : h.say("by_hand", { role: h.term(one.role) }));
      h.text(row.children[1], one.holder);
      h.text(row.children[2], placeName(one.place));
      h.text(row.children[3], moment(one.made_at));
      h.text(row.children[4], seen(one.seen_at));
    });
  }

  function sure(question, yes, name, then) {
    h.ask(h.say(question, { name: name }), [{ value: "yes", label: h.say(yes) }]).then(function (got) { if (got) { then(); } });
  }

  /* people */

  function show(got) {
    if (!got.ok) { return; }
    h.text("once-for", h.say("shown_once", { name: got.answer.name }));
    h.text("once-secret", got.answer.secret);
    h.byId("once").hidden = false;
    h.byId("once").focus();
    window.scrollTo(0, 0);
  }

  function forget() {
    h.text("once-secret", "");
    h.byId("once").hidden = true;
  }

  function renew(one) {
    const path = "/v1/accounts/" + encodeURIComponent(one.name) + "/secret";
    const make = function () { act("POST", path).then(show); };
    if (one.secret === "none") { make(); } else { sure("new_sure", "yes_new", one.person || one.name, make); }
  }

  function makePerson(one) {
    const path = "/v1/accounts/" + encodeURIComponent(one.name);
    const row = h.el("tr", {}, cells(5));
    const buttons = [button("unlock", function () { act("POST", path + "/unlock"); }, one.name),
      button(one.standing === "staff" ? "new_secret" : "new_password_for", function () { renew(row.one); }, one.name),
      button("remove", function () { sure("remove_sure", "yes_remove", one.name, function () { act("DELETE", path); }); }, one.name)];
    h.fillWith(row.lastChild, buttons);
    return row;
  }

  function people(where, list) {
    h.keyed(h.byId(where), list, function (one) { return one.name; }, makePerson, function (row, one) {
      const isStaff = one.standing === "staff";
      row.one = one;
      h.text(row.children[0], one.name);
      h.text(row.children[1], isStaff ? one.is_in_hall ? one.person : h.say("not_in_hall") : h.say("standing_" + one.standing));
      h.text(row.children[2], h.say("secret_" + one.secret));
      row.children[2].className = one.secret === "own" ? "" : "weak";
      h.text(row.children[3], one.locked_until ? h.say("locked_to", { clock: h.clock(one.locked_until) }) : "");
      row.children[3].className = "locked";
      row.lastChild.children[0].hidden = !one.locked_until;
      row.lastChild.children[1].hidden = !one.is_in_hall;
      row.lastChild.children[2].hidden = isStaff && one.is_in_hall;
    });
  }

  function account(one) { return one.account === "?" ? h.say("unknown_name") : one.account; }

  function counted(one) {
    return h.say("tries_count", { count: one.tries }) + (one.tries >= 5 ? " · " + h.say("locked_to", { clock: h.clock(one.until) }) : "");
  }

  /* The newest wrong try, while it is fresh, where the manager looks first. */
  function alarm(newest) {
    const fresh = newest && h.now() - newest.at < FRESH;
    h.text("tries-alert", fresh ? h.say("tries_alert", { clock: h.clock(newest.at), account: account(newest), device: newest.device, tries: counted(newest) }) : "");
    h.byId("tries-alert").hidden = !fresh;
  }

  function tries(list) {
    alarm(list[0]);
    h.byId("no-tries").hidden = Boolean(list.length);
    h.keyed(h.byId("tries"), list, function (one) { return one.at + one.account + one.device; }, function () {
      return h.el("tr", {}, cells(4));
    }, function (row, one) {
      h.text(row.children[0], moment(one.at));
      h.text(row.children[1], account(one));
      h.text(row.children[2], one.device);
      h.text(row.children[3], counted(one));
    });
  }

  function windows() {
    const numbers = places.filter(function (one) { return !one.name; });
    h.keyed(h.byId("windows"), numbers, function (one) { return one.id; }, function (one) {
      return h.el("a", { href: "/console/" + one.id });
    }, function (link, one) { h.text(link, placeName(one.id)); });
  }

  h.byId("noted").addEventListener("click", forget);
  h.byId("add").addEventListener("submit", function (event) {
    event.preventDefault();
    const name = h.byId("add-name").value.trim();
    if (!name) { h.byId("add-name").focus(); return; }
    act("POST", "/v1/accounts", { name: name, standing: h.byId("add-standing").value }).then(function (got) {
      if (got.ok) { h.byId("add-name").value = ""; }
      show(got);
    });
  });

  /* The same file may be chosen again once it was mended. */
  h.byId("bookings").addEventListener("change", function () {
    const file = h.byId("bookings").files[0];
    const line = h.byId("bookings-said");
    if (!file) { return; }
    file.text().then(function (text) { return h.request("POST", "/v1/bookings", text); }).then(function (got) {
      h.byId("bookings").value = "";
      line.hidden = false;
      h.text(line, got.ok ? h.say("bookings_in", { count: got.answer.bookings }) : got.sentence);
    });
  });

  function look() {
    if (busy) { return; }
    busy = true;
    Promise.all(["/v1/accounts", "/v1/pairings", "/v1/access"].map(function (path) { return h.request("GET", path); })).then(function (got) {
      busy = false;
      if (got.some(function (one) { return one.status === 401 || one.status === 403; })) { forget(); h.signInHere(); return; }
      if (!got.every(function (one) { return one.ok; })) { said(got[0].sentence || got[1].sentence || got[2].sentence); return; }
      places = got[0].answer.places;
      kinds = got[1].answer.kinds;
      waiting(got[1].answer.pairings);
      devices(got[2].answer.passes);
      people("office", got[0].answer.accounts.filter(function (one) { return one.standing !== "staff"; }));
      people("staff", got[0].answer.accounts.filter(function (one) { return one.standing === "staff"; }));
      tries(got[0].answer.tries);
      windows();
    });
  }

  look();
  setInterval(look, LOOKS);
}());
