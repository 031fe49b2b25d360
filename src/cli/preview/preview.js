// Asks for the page again when there is another. Where it was scrolled to, the browser keeps; what was folded, we do.
"use strict";
const version = document.currentScript.dataset.version;
new EventSource("/changes?since=" + version).onmessage = () => location.reload();
for (const part of document.querySelectorAll("#gdr-preview > details")) {
  const kept = sessionStorage.getItem(part.className);
  if (kept !== null) part.open = kept === "open";
  part.addEventListener("toggle", () => sessionStorage.setItem(part.className, part.open ? "open" : "folded"));
}
