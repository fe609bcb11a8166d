/* The visitor's further services that this window serves too: ticked, they are done here as well, and open no leg. */
"use strict";
HallOps.also = (function () {
  const h = HallOps;
  const row = h.byId("also");
  let ticked = [];
  let of = null; // the ticket and leg that the ticks are about

  function tick(event) {
    const code = event.target.value;
    ticked = ticked.filter(function (one) { return one !== code; });
    if (event.target.checked) { ticked.push(code); }
  }

  function made(service) {
    const box = h.el("input", { type: "checkbox", value: service.code, on: { change: tick } });
    return h.el("label", {}, [box, h.el("span", { text: h.name(service.name) })]);
  }

  /* Whether a service can be done at this window, in the course of this ticket. */
  function isHere(view, service) {
    return Boolean(view.ticket.started) && view.services.some(function (one) { return one.code === service.code && one.rank !== null; });
  }

  function further(view) { return view.ticket && view.ticket.also || []; }

  function elsewhere(view) { return further(view).filter(function (one) { return !isHere(view, one); }); }

  function show(view) {
    const ticket = view.ticket;
    const here = further(view).filter(function (one) { return isHere(view, one); });
    const now = ticket ? ticket.id + "/" + ticket.leg : null;
    if (now !== of) {
      of = now;
      ticked = [];
      h.fillWith(h.byId("also-services"), []);
    }
    ticked = ticked.filter(function (code) { return here.some(function (one) { return one.code === code; }); });
    row.hidden = !here.length;
    h.keyed(h.byId("also-services"), here, function (one) { return one.code; }, made, function () { /* stays as ticked */ });
  }

  /* A Finish with what was done here as well. */
  function finish(body) { return ticked.length ? { ...body, also_done: ticked } : body; }

  return { show: show, elsewhere: elsewhere, finish: finish, isTicked: function () { return ticked.length > 0; } };
}());
