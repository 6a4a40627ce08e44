// What the portal does beyond its pages: dialogs, menus, theme, toasts, copying, the warning before a session ends.
// Nothing here is needed for a page to work.
"use strict";
(() => {
  const each = (selector, root = document) => root.querySelectorAll(selector);
  let opener = null;

  function open(id, from) {
    const dialog = document.getElementById(id);
    if (!dialog || dialog.open) return;
    opener = from || document.activeElement;
    dialog.showModal();
    dialog.dispatchEvent(new CustomEvent("opened"));
  }

  function closed(event) {
    if (!(event.target instanceof HTMLDialogElement)) return;
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }

  function onClick(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (!target) return;
    const opens = target.closest("[data-opens]");
    if (opens && document.getElementById(opens.dataset.opens) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(opens.dataset.opens, opens);
    }
    if (target.closest("[data-closes]") || target instanceof HTMLDialogElement) target.closest("dialog")?.close();
    if (target.closest("[data-prints]")) window.print();
    const show = target.closest("[data-show]");
    if (show) shows(show);
    const copies = target.closest("[data-copies]");
    if (copies) copy(copies);
    for (const menu of each("details[data-menu][open], details.pop[open]")) if (!menu.contains(target)) menu.open = false;
  }

  async function copy(button) {
    const from = document.getElementById(button.dataset.copies);
    await navigator.clipboard.writeText((from.value ?? from.textContent).trim().replace(/^ +/gm, ""));
    button.querySelector("span").textContent = "Copied";
    say("Copied");
  }

  function onKey(event) {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open], details.pop[open]");
    if (!menu || document.querySelector("dialog[open]")) return;
    menu.open = false;
    menu.querySelector("summary").focus();
    event.stopImmediatePropagation();
  }

  // One polite line for screen readers.
  function say(text) {
    let line = document.getElementById("said");
    if (!line) {
      line = Object.assign(document.createElement("p"), { id: "said", className: "vh" });
      line.setAttribute("role", "status");
      document.body.append(line);
    }
    line.textContent = text;
  }

  async function onSubmit(event) {
    const form = event.target;
    if (form.matches("[data-theme-form]")) {
      event.preventDefault();
      const theme = event.submitter.value;
      const sent = new FormData(form, event.submitter);
      if (theme === "system") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
      for (const button of each("[data-theme-form] button")) button.setAttribute("aria-pressed", String(button.value === theme));
      await fetch(form.action, { method: "POST", body: sent, headers: { "HX-Request": "true" } });
    } else if (form.matches("[data-stay]")) {
      event.preventDefault();
      const kept = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
      if (!kept.ok) return window.clearlane.signedOut();
      form.closest("dialog").close();
      wait();
    } else if (form.dataset.sent) {
      event.preventDefault();
    } else if (form.method === "post" && !event.defaultPrevented && !form.matches("[hx-post], [data-download], [data-passkey]")) {
      form.dataset.sent = "yes"; // two clicks are one request
      event.submitter?.setAttribute("aria-busy", "true");
    }
  }

  // Two minutes before a session ends, ask; when it has ended, hide the page. The server knows what other tabs have done.
  const WARNED = 120;
  let idle = 0;
  function wait(seconds = Number(document.body.dataset.idle || 0)) {
    clearTimeout(idle);
    if (seconds) idle = setTimeout(look, Math.max(1, seconds > WARNED ? seconds - WARNED : seconds + 1) * 1000);
  }

  async function look() {
    const told = await fetch("/session", { headers: { "X-Poll": "1" } }).catch(() => null);
    if (told?.status === 401) return window.clearlane.signedOut();
    const left = told?.ok ? (await told.json()).seconds_left : WARNED;
    if (left <= WARNED) open("idle");
    wait(left);
  }

  function ready(root) { // at first, and after each swap
    for (const button of each("[data-copies][hidden], [data-prints][hidden], [data-show][hidden], button[data-opens][hidden]", root)) button.hidden = false;
    for (const toast of each("[data-toast]:not([data-timed])", root)) {
      toast.dataset.timed = "yes";
      const seconds = toast.querySelector("form") ? 30 : 8;
      let timer = 0;
      const start = () => { timer = setTimeout(() => toast.remove(), seconds * 1000); };
      toast.addEventListener("pointerenter", () => clearTimeout(timer));
      toast.addEventListener("focusin", () => clearTimeout(timer));
      toast.addEventListener("pointerleave", start);
      toast.addEventListener("focusout", start);
      start();
    }
    const first = root.querySelector("[data-focus]");
    first?.removeAttribute("data-focus");
    first?.focus();
  }

  function shows(button) {
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? "Hide passwords" : "Show passwords";
    for (const id of button.dataset.show.split(" ")) document.getElementById(id).type = shown ? "text" : "password";
  }

  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("close", closed, true);
  document.addEventListener("htmx:after:swap", () => ready(document));
  addEventListener("pageshow", () => { for (const form of each("form[data-sent]")) delete form.dataset.sent; });
  window.clearlane = { open, say, wait };
  ready(document);
  wait();
})();
