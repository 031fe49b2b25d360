// Reloads the page when it has changed. The browser keeps the scroll position; sessionStorage keeps
// which parts are folded.
"use strict";
const version = document.currentScript.dataset.version;
new EventSource("/changes?since=" + version).onmessage = () => location.reload();
for (const part of document.querySelectorAll("#gdr-preview > details")) {
  const kept = sessionStorage.getItem(part.className);
  if (kept !== null) part.open = kept === "open";
  part.addEventListener("toggle", () => sessionStorage.setItem(part.className, part.open ? "open" : "folded"));
}
