/* The addresses of one window: whatever number is typed. */
"use strict";
(function () {
  const box = document.getElementById("window");
  function show() {
    const number = Math.floor(Number(box.value));
    if (!(number >= 1)) { return; }
    document.querySelectorAll("[data-address]").forEach(function (node) {
      const address = node.getAttribute("data-address").replace("{window}", String(number));
      if (node.tagName === "A") { node.setAttribute("href", address); } else { node.textContent = address; }
    });
  }
  box.addEventListener("input", show);
  show();
}());
