"use strict";

// A second click while the answer is on its way must not send a form twice. The mark goes away
// again, so that a form can be sent once more after a lost connection or the back button.
const RETRY_AFTER_MS = 10000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  setTimeout(() => delete form.dataset.sent, RETRY_AFTER_MS);
});

window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

DKFDS.init();
