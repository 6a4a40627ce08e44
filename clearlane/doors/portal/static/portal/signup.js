// Sign-up: the summary of errors in focus. Without it that is done by hand.
"use strict";
document.querySelector("[data-focus]")?.focus();
