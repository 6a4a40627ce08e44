// Passkeys: a form marked data-passkey="get" or "create" asks the browser for one, and sends what it answers.
"use strict";
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const questions = {
    create: (o) => ({
      ...o,
      challenge: bytes(o.challenge),
      user: { ...o.user, id: bytes(o.user.id) },
      excludeCredentials: named(o.excludeCredentials),
    }),
    get: (o) => ({ ...o, challenge: bytes(o.challenge), allowCredentials: named(o.allowCredentials) }),
  };

  const answer = (credential) => {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return JSON.stringify({
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  };

  const ask = async (form) => {
    const kind = form.dataset.passkey;
    const asked = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
    const told = await asked.json();
    if (!asked.ok) {
      location.assign(told.next || "/signin");
      return false;
    }
    const credential = await navigator.credentials[kind]({ publicKey: questions[kind](told.publicKey) });
    form.elements.credential.value = answer(credential);
    return true;
  };

  const say = (form, message) => {
    const place = form.querySelector("[data-passkey-error]");
    place.hidden = !message;
    place.lastElementChild.textContent = message;
  };

  const why = (error) =>
    error.name === "InvalidStateError"
      ? "This device has a passkey for your account already."
      : "No passkey was used. Try again, or choose another way.";

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-passkey]");
    if (!form || form.elements.credential.value) return;
    event.preventDefault();
    const button = form.querySelector("button");
    say(form, "");
    button.setAttribute("aria-busy", "true");
    try {
      if (!window.PublicKeyCredential) throw new Error("none");
      if (await ask(form)) form.submit();
    } catch (error) {
      say(form, why(error));
    }
    button.removeAttribute("aria-busy");
  });
})();
