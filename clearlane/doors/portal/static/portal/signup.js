// Sign-up: one button that shows both passwords, and the summary of errors in focus. Without it both are done by hand.
"use strict";
for (const button of document.querySelectorAll("[data-show]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(shown));
    button.textContent = shown ? "Hide passwords" : "Show passwords";
    for (const id of button.dataset.show.split(" ")) document.getElementById(id).type = shown ? "text" : "password";
  });
}
document.querySelector("[data-focus]")?.focus();
