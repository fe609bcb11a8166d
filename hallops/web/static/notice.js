/* The notice slip of a ticket, ready to print: the view names positions, the catalogue has the words. */
"use strict";
(function () {
  const h = HallOps;
  const number = h.data.asked.ticket;

  function both(names) { return names ? names.zh + (names.en && names.en !== names.zh ? " · " + names.en : "") : ""; }

  function get(address) {
    return fetch(address, { credentials: "same-origin", headers: { "Accept-Language": h.data.language } }).then(function (response) {
      return response.json().then(function (body) { return response.ok ? body : Promise.reject(body); });
    });
  }

  function item(code) {
    if (!code) { return Promise.resolve(null); }
    return get("/v1/catalogue?q=" + encodeURIComponent(code)).then(function (found) {
      return found.items.filter(function (one) { return one.code === code; })[0] || null;
    }).catch(function () { return null; });
  }

  function missing(view, found) {
    const needs = found ? found.needs : [];
    const papers = view.positions.map(function (position) {
      const need = needs[position];
      return need === undefined ? (view.item + " " + (position + 1)) : typeof need === "string" ? need : both(need);
    });
    return papers.concat(view.needs.map(function (need) { return both(need.name); }));
  }

  function optional(id, value) {
    h.byId(id + "-line").hidden = !value;
    h.text(id, value || "");
  }

  function show(view, found) {
    h.hall(view.hall);
    h.text("hall", view.hall.name.zh);
    h.text("hall-also", view.hall.name.en);
    h.text("number", view.number);
    h.text("matter", found ? both(found.name) : both(view.service));
    h.fillWith(h.byId("needs"), missing(view, found).map(function (text) { return h.el("li", { text: text }); }));
    h.text("where", both(view.window_name) + (view.zone ? " (" + both(view.zone) + ")" : ""));
    optional("until", view.until ? h.clock(view.until) : "");
    optional("address", both(view.address));
    optional("phone", view.phone);
    h.byId("keep").hidden = !view.held;
    h.text("given", view.day + " " + h.clock(view.at));
  }

  get("/v1/views/notice?ticket=" + encodeURIComponent(number)).then(function (frame) {
    h.heard(frame.at);
    return item(frame.view.item).then(function (found) {
      show(frame.view, found);
      document.documentElement.classList.add("ready");
      if (h.data.asked.print) { window.print(); }
    });
  }).catch(function (answer) {
    h.text("said", answer && answer.sentence ? answer.sentence : h.say("hub_away"));
    h.byId("said").hidden = false;
  });
  h.byId("print").addEventListener("click", function () { window.print(); });
}());
