/* A ticket to print from the browser; a copy is marked 补打. */
"use strict";
(function () {
  const h = HallOps;

  function both(names) { return names.zh + " · " + names.en; }

  fetch("/v1/views/guide_ticket?ticket=" + encodeURIComponent(h.data.asked.ticket), { credentials: "same-origin" })
    .then(function (response) { return response.json(); })
    .then(function (frame) {
      if (!frame.view) { throw frame; }
      const ticket = frame.view.ticket;
      h.hall(frame.view.hall);
      h.text("hall", frame.view.hall.name.zh);
      h.text("hall-also", frame.view.hall.name.en);
      h.text("number", ticket.number);
      h.text("matter", both(ticket.service_name));
      h.text("taken", frame.view.day + " " + h.clock(ticket.joined));
      h.byId("copy").hidden = ticket.printed < 2;
      if (h.data.asked.print) { window.print(); }
    }).catch(function (answer) {
      h.text("said", answer && answer.sentence ? answer.sentence : h.say("hub_away"));
      h.byId("said").hidden = false;
    });
  h.byId("print").addEventListener("click", function () { window.print(); });
}());
