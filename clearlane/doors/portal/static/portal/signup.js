// Sign-up: the summary of errors in focus, and the city of a ZIP code that was there before the scripts were.
// Without it both are done by hand.
"use strict";
document.querySelector("[data-focus]")?.focus();

const zip = document.getElementById("zip");
function follow() { // a ZIP code that nobody has listened to yet
  const isEarly = zip.value !== zip.defaultValue && document.getElementById("city")?.value === "";
  if (isEarly) zip.dispatchEvent(new Event("input", {bubbles: true}));
}
if (zip?.hasAttribute("data-htmx-powered")) follow();
else if (zip) document.addEventListener("htmx:after:process", follow, {once: true});
