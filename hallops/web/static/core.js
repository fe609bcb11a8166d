/* What every page has: its words, the hub's clock, and small helpers to draw. No page ever writes HTML from data. */
"use strict";
var HallOps = (function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const MINUTE = 60000;
  const MOMENT = 1e11; // ms; a larger fact is a time of day, a smaller one a count
  let lastAt = null; // the hub's time of the last frame, and this machine's clocks when it came
  let lastTick = 0;
  let lastWall = 0;
  let pace = 1; // how fast the hub's clock runs: in a demo it hurries

  function word(fact) {
    if (fact === null || fact === undefined) { return ""; }
    if (typeof fact === "object") { return name(fact); }
    if (typeof fact === "number" && fact > MOMENT) { return clock(fact); }
    return data.terms[fact] || String(fact);
  }

  function fill(template, facts) {
    return template.replace(/\{(\w+)\}/g, function (hole, key) {
      return facts && key in facts ? word(facts[key]) : hole;
    });
  }

  function say(key, facts) { return fill(data.words[key] === undefined ? key : data.words[key], facts); }

  function term(code) { return data.terms[code] || String(code).replace(/_/g, " "); }

  /* Why something is impossible, as the view says it. */
  function refusal(why) {
    return why.sentence ? name(why.sentence) : say("failed", { code: why.code });
  }

  /* The hall's name and its time zone, whatever zone this machine is in. */
  function hall(known) {
    data.zone = known.timezone || data.zone;
    text("hall", name(known.name));
  }

  function name(both) { return both ? both[data.language] || both.zh || both.en : ""; }

  function clock(at, seconds) {
    const style = { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: data.zone };
    if (seconds) { style.second = "2-digit"; }
    return new Date(at).toLocaleTimeString("en-GB", style);
  }

  function day(at) {
    const style = { month: "long", day: "numeric", weekday: "long", timeZone: data.zone };
    return new Date(at).toLocaleDateString(data.language === "zh" ? "zh-CN" : "en-GB", style);
  }

  function duration(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    return Math.floor(seconds / 60) + ":" + ("0" + (seconds % 60)).slice(-2);
  }

  /* Whole minutes, from the lower one to the next above: what the paper says too. */
  function wait(estimate, template) {
    if (!estimate) { return ""; }
    if (estimate.high < MINUTE) { return say("at_once"); }
    return say(template || "wait", { low: Math.floor(estimate.low / MINUTE), high: Math.ceil(estimate.high / MINUTE) });
  }

  /* The time since the last frame. The wall clock counts too: the other one stands still while a machine sleeps. */
  function age() {
    if (lastAt === null) { return null; }
    const jumped = Date.now() - lastWall;
    const ticked = performance.now() - lastTick;
    return jumped > ticked && jumped < ticked + 3600000 * 12 ? jumped : ticked;
  }

  function heard(at, runs) {
    lastAt = at;
    pace = typeof runs === "number" ? runs : 1;
    lastTick = performance.now();
    lastWall = Date.now();
  }

  /* The hub's time now; null before the first frame. This machine's own clock may be an hour off. */
  function now() { return lastAt === null ? null : lastAt + (performance.now() - lastTick) * pace; }

  function heardAt() { return lastAt; }

  /* 1, 2, 3, 4, 8 -> 1-4、8: a list of windows has to fit. */
  function runs(numbers) {
    const comma = data.language === "zh" ? "、" : ", ";
    const found = [];
    numbers.slice().sort(function (a, b) { return a - b; }).forEach(function (number) {
      const last = found[found.length - 1];
      if (last && last[1] === number - 1) { last[1] = number; } else { found.push([number, number]); }
    });
    return found.map(function (run) {
      return run[0] === run[1] ? run[0] : run[0] + (run[1] === run[0] + 1 ? comma : "-") + run[1];
    }).join(comma);
  }

  function windows(numbers) {
    if (!numbers.length) { return say("no_window"); }
    return numbers.length === 1 ? say("window", { window: numbers[0] }) : say("windows_of", { windows: runs(numbers) });
  }

  function byId(id) { return document.getElementById(id); }

  function el(tag, attributes, children) {
    const made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (key) {
      if (key === "text") { made.textContent = attributes[key]; }
      else if (key === "on") { Object.keys(attributes.on).forEach(function (on) { made.addEventListener(on, attributes.on[on]); }); }
      else if (attributes[key] !== null && attributes[key] !== undefined && attributes[key] !== false) {
        made.setAttribute(key, attributes[key] === true ? "" : attributes[key]);
      }
    });
    (children || []).forEach(function (child) { if (child) { made.appendChild(child); } });
    return made;
  }

  function text(where, value) {
    const node = typeof where === "string" ? byId(where) : where;
    if (node && node.textContent !== String(value)) { node.textContent = value; }
  }

  function fillWith(where, children) {
    while (where.firstChild) { where.removeChild(where.firstChild); }
    children.forEach(function (child) { if (child) { where.appendChild(child); } });
  }

  /* Draw a list without touching what stays: a finger may be on it, and a reader may be reading it. */
  function keyed(where, items, key, make, update) {
    const old = {};
    Array.prototype.forEach.call(where.children, function (child) { old[child.getAttribute("data-key")] = child; });
    items.forEach(function (item, index) {
      const id = String(key(item));
      const node = old[id] || make(item);
      delete old[id];
      node.setAttribute("data-key", id);
      update(node, item);
      if (where.children[index] !== node) { where.insertBefore(node, where.children[index] || null); }
    });
    Object.keys(old).forEach(function (id) { where.removeChild(old[id]); });
  }

  function remember(cookie, value) {
    document.cookie = cookie + "=" + value + "; path=/; max-age=31536000; samesite=lax";
  }

  function care(on) {
    document.documentElement.classList.toggle("care", on);
    remember("hallops_care", on ? "1" : "0");
  }

  return { data: data, say: say, name: name, hall: hall, runs: runs, windows: windows, term: term, refusal: refusal, fill: fill, clock: clock, day: day,
    duration: duration, wait: wait, age: age, heard: heard, heardAt: heardAt, now: now, byId: byId, el: el, text: text,
    fillWith: fillWith, keyed: keyed, care: care };
}());
