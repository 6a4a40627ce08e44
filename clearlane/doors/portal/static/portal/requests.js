// What becomes of a request of HTMX that does not come back with a page: signed out, refused, server or network away.
"use strict";
(() => {
  const isPoll = (element) => /(^|,)\s*every\s/.test(element.getAttribute("hx-trigger") || "");

  function onRequest(event) {
    const { ctx } = event.detail;
    if (isPoll(ctx.sourceElement)) ctx.request.headers["X-Poll"] = "1"; // does not renew the session
    else window.clearlane.wait();
  }

  function inset(text, name, act) {
    const box = document.createElement("div");
    box.className = "inset inset--bad";
    box.setAttribute("role", "alert");
    box.dataset.trouble = "yes";
    const words = Object.assign(document.createElement("div"), { textContent: text });
    const button = Object.assign(document.createElement(typeof act === "string" ? "a" : "button"), { className: "btn btn--sm", textContent: name });
    if (typeof act === "string") button.href = act;
    else Object.assign(button, { type: "button", onclick: act });
    box.append(words, button);
    return box;
  }

  // Nobody who finds the screen shall read it: the content goes, what was typed stays in the page behind it.
  function signedOut() {
    const main = document.getElementById("main");
    if (main.classList.contains("is-gone")) return;
    main.classList.add("is-gone");
    main.inert = true;
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    const hasFiles = [...main.querySelectorAll("input[type=file]")].some((one) => one.files.length);
    const box = inset(`You are signed out: after a time without a click, or in another tab. ${hasFiles ? "Sign in in a new tab and come back to this one: the files that you chose wait here." : "Sign in, and this page comes back."}`, "Sign in",
      `/signin?next=${encodeURIComponent(location.pathname + location.search)}`);
    box.classList.add("signedout");
    main.before(box);
    box.querySelector("a").focus();
    if (hasFiles) return waitFor(box);
    // What was typed goes to the server as if it had been sent too late: it waits there until its form is open again.
    const typed = [...main.querySelectorAll("form[method=post]:not([hx-post], [data-drop])")].find(isTouched);
    if (typed) box.querySelector("a").onclick = (event) => { event.preventDefault(); typed.submit(); };
  }

  // No other page can be given the files that were chosen in this one: it stays, and goes on for the same person alone.
  function waitFor(box) {
    box.querySelector("a").target = "_blank";
    addEventListener("focus", async function back() {
      const answer = await fetch(location.href).catch(() => null);
      const page = answer?.ok && !answer.redirected && new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page || page.body.dataset.who !== document.body.dataset.who || !box.isConnected) return;
      const token = page.querySelector("[name=csrfmiddlewaretoken]").value; // the session's own, and this one is new
      for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
      removeEventListener("focus", back);
      box.remove();
      const main = document.getElementById("main");
      main.classList.remove("is-gone");
      main.inert = false;
      window.clearlane.wait();
    });
  }

  const isTouched = (form) => [...form.elements].some((one) => one.matches("input:not([type=checkbox], [type=radio], [type=hidden]), textarea") && one.value !== one.defaultValue);

  function trouble(source, text) {
    const place = source.closest("form, section, table, main") || source;
    for (const old of document.querySelectorAll("[data-trouble]")) old.remove();
    const box = inset(text, "Try again", () => { box.remove(); again(source); });
    if (place.id === "main" || place.tagName === "SECTION") place.prepend(box);
    else place.before(box);
  }

  function again(source) {
    if (/\bagain\b/.test(source.getAttribute("hx-trigger") || "")) source.dispatchEvent(new Event("again"));
    else if (source instanceof HTMLFormElement) source.requestSubmit();
    else source.click();
  }

  function onStatus(event) {
    const { sourceElement: source, response } = event.detail.ctx;
    tell(source, response?.raw?.status || response?.status || -1, response?.raw?.headers?.get("X-Correlation-ID"));
  }

  // What a request came to that gave no page: 0 where nobody answered.
  function tell(source, status, number) {
    if (status === 0) return trouble(source, "Clearlane does not answer. Look at your connection; nothing that you typed is lost.");
    if (status === 401) return signedOut();
    if (status === 403) return trouble(source, "This page is out of date: you signed in or out in another tab. Load it again.");
    if (status === 429) return trouble(source, "Too many requests for a moment. Nothing is lost; wait a little.");
    if (status >= 500) {
      const told = number ? ` Request ${number}.` : "";
      if (!isPoll(source)) trouble(source, `The fault is ours. Nothing that you typed is lost.${told}`);
    } else if (status === 413) trouble(source, "The server takes nothing so large (413). Send it by SFTP, or in parts.");
    else if (status >= 400 && status !== 422 && !isPoll(source)) trouble(source, `The server refused it (${status}). Load the page again, then try once more.`);
  }

  function onAway(event) {
    const source = event.detail.ctx?.sourceElement;
    if (!source || event.detail.error?.name === "AbortError") return;
    if (!isPoll(source)) tell(source, 0);
  }

  Object.assign(window.clearlane, { signedOut, tell });
  document.addEventListener("htmx:config:request", onRequest);
  document.addEventListener("htmx:response:error", onStatus);
  document.addEventListener("htmx:error", onAway);
  document.addEventListener("htmx:after:request", (event) => {
    const status = event.detail.ctx?.response?.raw?.status || 0;
    if (status && status < 400) for (const old of document.querySelectorAll("[data-trouble]:not(.signedout)")) old.remove();
  });
})();
