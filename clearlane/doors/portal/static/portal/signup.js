// Sign-up: the summary of errors in focus, and the city of a ZIP code that was there before the scripts were.
// Without it both are done by hand.
"use strict";
document.querySelector("[data-focus]")?.focus();

document.addEventListener("htmx:after:process", () => {
  const zip = document.getElementById("zip");
  const isEarly = zip && zip.value !== zip.defaultValue && document.getElementById("city").value === "";
  if (isEarly) zip.dispatchEvent(new Event("input", {bubbles: true}));
}, {once: true});
