"use strict";

// The key / leads to the search from any page. A key of one character must be possible to turn
// off (WCAG 2.1.4): the button beside the field does it, and this browser remembers.
const KEPT = "forlob-search-key";
const field = document.getElementById("search-field");
const toggle = document.getElementById("search-key");

const isOn = () => localStorage.getItem(KEPT) !== "off";
const show = () => toggle.setAttribute("aria-pressed", String(isOn()));
const writes = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

if (field && toggle) {
  toggle.hidden = false;
  show();
  toggle.addEventListener("click", () => {
    localStorage.setItem(KEPT, isOn() ? "off" : "on");
    show();
  });
  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.altKey && !event.metaKey;
    if (event.key !== "/" || !plain || !isOn() || writes(event.target)) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
}
