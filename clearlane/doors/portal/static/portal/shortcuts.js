// The keys. Which key does what stands in the dialog "keys" of the page; a key acts on the control that carries its name
// in data-does, and is silent where there is none and while somebody types.
"use strict";
(() => {
  const map = document.getElementById("keys");
  const rows = map ? [...map.querySelectorAll("[data-key-does]")] : [];
  const areOn = map && !map.hasAttribute("data-off");
  let afterG = 0;
  let cursor = null;
  let last = null;

  const typing = (target) => target instanceof Element && target.closest("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]");
  const found = (key, goes) => rows.filter((row) => row.dataset.key === key && row.dataset.keyDoes.startsWith("go-") === goes);
  const opens = (row) => row?.querySelector("a.row")?.getAttribute("href");

  function list() {
    const all = [...document.querySelectorAll(".table--rows tbody > tr")].filter((row) => row.offsetParent);
    if (cursor && !cursor.isConnected) { // the list was swapped: the row that leads to the same place
      cursor = all.find((row) => opens(row) && opens(row) === opens(cursor)) || null;
      cursor?.classList.add("is-cursor");
    }
    return all;
  }

  function move(step) {
    const all = list();
    if (!all.length) return false;
    const at = all.indexOf(cursor);
    const to = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + step));
    cursor?.classList.remove("is-cursor");
    cursor = all[to];
    cursor.classList.add("is-cursor");
    cursor.scrollIntoView({ block: "nearest" });
    (cursor.querySelector("a.row") || cursor.querySelector("a, input"))?.focus({ preventScroll: true });
    return true;
  }

  function pick(range) {
    const all = list();
    if (!cursor || !all.includes(cursor)) return false;
    const box = (row) => row.querySelector("input.pick");
    if (!box(cursor)) return false;
    const from = range && last && all.includes(last) ? all.indexOf(last) : all.indexOf(cursor);
    const to = all.indexOf(cursor);
    const state = range ? true : !box(cursor).checked;
    for (const row of all.slice(Math.min(from, to), Math.max(from, to) + 1)) box(row).checked = state;
    last = cursor;
    count();
    return true;
  }

  function act(name, href) {
    if (name === "row-next") return move(1);
    if (name === "row-back") return move(-1);
    if (name === "row-pick") return pick(false);
    const control = [...document.querySelectorAll(`[data-does="${name}"]`)].find((one) => one.offsetParent);
    if (control?.matches("input, textarea, select")) { control.focus(); control.select?.(); return true; }
    if (control) { control.click(); return true; }
    if (href && new URL(href, location).pathname !== location.pathname) { location.assign(href); return true; }
    return false;
  }

  function onKey(event) {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const key = event.key;
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === "k" && document.getElementById("palette")) {
      event.preventDefault();
      return window.clearlane.open("palette");
    }
    if (event.ctrlKey || event.metaKey || !areOn || typing(event.target) || document.querySelector("dialog[open]")) return;
    if (key === "?" ) { event.preventDefault(); return window.clearlane.open("keys"); }
    if (key === "Escape") return clear();
    const goes = Date.now() - afterG < 1500;
    afterG = 0;
    if (!goes && key.toLowerCase() === "g") { afterG = Date.now(); return; }
    if (key === "X" && event.shiftKey && found("x", false).some((row) => row.dataset.keyDoes === "row-pick")) { if (pick(true)) event.preventDefault(); return; }
    for (const row of found(key.toLowerCase(), goes)) if (act(row.dataset.keyDoes, row.dataset.keyHref)) return event.preventDefault();
    if (!goes) single(event, key);
  }

  // A page's own keys: data-key on the control.
  function single(event, key) {
    if (key.length !== 1) return;
    const control = [...document.querySelectorAll(`[data-key="${CSS.escape(key.toLowerCase())}"]:not([data-key-does])`)].find((one) => one.offsetParent);
    if (!control) return;
    event.preventDefault();
    if (control.matches("input, textarea, select")) control.focus();
    else control.click();
  }

  function clear() {
    const picked = document.querySelector(".pick[name]:checked");
    if (picked) { (picked.form || picked.closest("form"))?.reset(); count(); }
    else if (cursor) { cursor.classList.remove("is-cursor"); cursor = null; document.activeElement?.blur(); }
  }

  // The box that filters a list: Enter goes on to the rows found, Escape takes the text back, and at once the rows.
  let sought = false;
  function onSeek(event) {
    const box = event.target instanceof Element ? event.target.closest("form[role=search] input[data-does=filter]") : null;
    if (!box) return;
    if (event.key === "Enter") sought = box.value !== "";
    else if (event.key === "Escape" && box.value) { event.preventDefault(); box.value = ""; box.form.requestSubmit(); }
    else if (event.key === "Escape") box.blur();
  }

  // The cross in the box, of browsers that draw one.
  function onCleared(event) {
    if (event.target.matches("form[role=search] input[data-does=filter]") && event.target.value === "") event.target.form.requestSubmit();
  }

  function toFound() {
    if (!sought) return;
    sought = false;
    cursor = null;
    move(1);
  }

  // The bar of what is picked: how many, and what they are worth.
  function count() {
    for (const bar of document.querySelectorAll(".bulk")) {
      const form = bar.closest("form");
      const picked = form ? [...form.elements].filter((one) => one.matches(".pick[name]:checked")) : [];
      const cents = picked.reduce((sum, one) => sum + Number(one.dataset.cents || 0), 0);
      bar.querySelector("[data-picked]").textContent = `${picked.length} selected`;
      bar.querySelector("[data-picked-sum]").textContent = cents ? `, ${(cents / 100).toLocaleString("en-US", { style: "currency", currency: "USD" })}` : "";
      for (const one of form ? form.elements : []) if (one.matches(".pick[name]")) one.closest("tr")?.setAttribute("aria-selected", String(one.checked));
    }
  }

  function onChange(event) {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches(".pick")) return;
    if (box.hasAttribute("data-picks-all")) for (const one of box.closest("table").querySelectorAll(".pick[name]")) one.checked = box.checked;
    else last = box.closest("tr");
    count();
  }

  // The palette: arrows move the choice, Enter opens it.
  const palette = document.getElementById("palette");
  const query = document.getElementById("palette-q");
  const hits = () => [...palette.querySelectorAll("[role=option]")];
  function choose(hit) {
    for (const one of hits()) one.setAttribute("aria-selected", String(one === hit));
    if (hit) { query.setAttribute("aria-activedescendant", hit.id); hit.scrollIntoView({ block: "nearest" }); }
    else query.removeAttribute("aria-activedescendant");
  }
  function onPaletteKey(event) {
    const all = hits();
    const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (all.length) choose(all[(at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length]);
    } else if (event.key === "Enter") {
      event.preventDefault();
      (all[at] || all[0])?.click();
    }
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onSeek);
  document.addEventListener("search", onCleared);
  document.addEventListener("change", onChange);
  document.addEventListener("reset", () => setTimeout(count));
  document.addEventListener("htmx:after:swap", () => { if (palette?.open) choose(hits()[0]); list(); count(); toFound(); });
  document.addEventListener("click", (event) => {
    const row = event.target instanceof Element ? event.target.closest(".table--rows tbody > tr") : null;
    if (row) { cursor?.classList.remove("is-cursor"); cursor = row; }
    if (event.target instanceof Element && event.target.closest("#palette a")) palette.close();
  });
  if (palette) {
    query.addEventListener("keydown", onPaletteKey);
    // HTMX begins by a timer: who opens the palette before that stands behind it, or nobody would hear of it.
    palette.addEventListener("opened", () => { query.focus(); query.select(); setTimeout(() => palette.dispatchEvent(new Event("asks"))); });
  }
  for (const row of rows) {
    const name = row.dataset.keyDoes;
    const acts = row.dataset.keyHref || ["find", "keys", "close"].includes(name) || document.querySelector(`[data-does="${name}"]`) || (name.startsWith("row-") && document.querySelector(".table--rows"));
    row.hidden = !acts;
  }
  for (const section of map ? map.querySelectorAll("section") : []) section.hidden = !section.querySelector("[data-key-does]:not([hidden])");
  count();
})();
