// Pages that follow what happens rest while nobody looks; files that are dropped on a form become its files.
"use strict";
(() => {
  const follows = (element) => /(^|,)\s*every\s/.test(element?.getAttribute?.("hx-trigger") || "");

  document.addEventListener("htmx:before:request", (event) => {
    const source = event.detail?.ctx?.sourceElement;
    if (!follows(source)) return;
    const picks = source.querySelector("input.pick:checked, details[open] input:focus");
    if (document.hidden || picks || source.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) event.preventDefault();
  });

  for (const form of document.querySelectorAll("form[data-drop]")) {
    const field = form.querySelector("input[type=file]");
    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("is-over"); });
    }
    for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("is-over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length) return;
      field.files = event.dataTransfer.files;
      form.requestSubmit();
    });
    form.addEventListener("submit", () => { form.setAttribute("aria-busy", "true"); form.querySelector(".drop__told").hidden = false; });
    document.addEventListener("htmx:after:request", (event) => {
      if (event.detail?.ctx?.sourceElement !== form) return;
      form.reset();
      form.removeAttribute("aria-busy");
      form.querySelector(".drop__told").hidden = true;
    });
  }
})();
