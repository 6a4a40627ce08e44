// Files that are chosen or dropped: listed before they are sent, with their progress while they are, kept where that fails.
// Without this the form is sent like any other.
"use strict";
(() => {
  const size = (bytes) => bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;

  function arm(form) {
    const [field, list, bar, told, button] = ["input[type=file]", "[data-chosen]", "progress", "[role=status]", "button[type=submit]"].map((one) => form.querySelector(one));

    function show() {
      list.replaceChildren(...[...field.files].map((file) => {
        const line = document.createElement("li");
        line.append(Object.assign(document.createElement("b"), { textContent: file.name }), ` ${size(file.size)}`);
        return line;
      }));
      list.hidden = !field.files.length;
    }

    function rest() {
      bar.hidden = true;
      button.disabled = false;
      form.removeAttribute("aria-busy");
      told.textContent = "";
    }

    function answered(request) {
      rest();
      const leads = request.getResponseHeader("HX-Redirect");
      if (leads) return location.assign(leads);
      if (request.status !== 200 && request.status !== 422) return window.clearlane.tell(form, request.status, request.getResponseHeader("X-Correlation-ID"));
      for (const old of document.querySelectorAll("[data-trouble]:not(.signedout)")) old.remove();
      document.getElementById("files").outerHTML = request.responseText;
      window.htmx.process(document.getElementById("files"));
      if (request.status === 200) form.reset();
      show();
    }

    function send() {
      const request = new XMLHttpRequest();
      request.open("POST", form.action);
      request.setRequestHeader("HX-Request", "true");
      request.upload.onprogress = (event) => { bar.value = event.loaded / event.total; };
      request.upload.onload = () => { bar.removeAttribute("value"); told.textContent = "All of it has arrived. It is being checked."; };
      request.onload = () => answered(request);
      request.onerror = () => { rest(); window.clearlane.tell(form, 0); };
      bar.value = 0;
      bar.hidden = false;
      button.disabled = true;
      form.setAttribute("aria-busy", "true");
      told.textContent = `Sending ${size([...field.files].reduce((sum, file) => sum + file.size, 0))}.`;
      window.clearlane.wait();
      request.send(new FormData(form));
    }

    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => { event.preventDefault(); form.classList.add("is-over"); });
    }
    for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("is-over"));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      if (!event.dataTransfer.files.length || bar.hidden === false) return;
      field.files = event.dataTransfer.files;
      show();
      button.focus();
    });
    field.addEventListener("change", show);
    form.addEventListener("submit", (event) => { event.preventDefault(); if (bar.hidden) send(); });
    show();
  }

  document.querySelectorAll("form[data-drop]").forEach(arm);
})();
