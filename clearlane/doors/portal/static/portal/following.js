// Pages that follow what happens rest while nobody looks.
"use strict";
(() => {
  const follows = (element) => /(^|,)\s*every\s/.test(element?.getAttribute?.("hx-trigger") || "");

  document.addEventListener("htmx:before:request", (event) => {
    const source = event.detail?.ctx?.sourceElement;
    if (!follows(source)) return;
    const picks = source.querySelector("input.pick:checked, details[open] input:focus");
    if (document.hidden || picks || source.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) event.preventDefault();
  });
})();
