// Niceties only: the page says all it has to say without this.
"use strict";
for (const text of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-label", "Copy: " + text.dataset.copy);
  button.addEventListener("click", async () => {
    const done = (word) => {
      button.textContent = word;
      setTimeout(() => { button.textContent = "Copy"; }, 1800);
    };
    try {
      await navigator.clipboard.writeText(text.textContent);
      done("Copied");
    } catch {
      getSelection().selectAllChildren(text);
      done("Selected");
    }
  });
  text.after(button);
}
// Paper has nothing to click: what is folded is printed open, but for what is
// long and for the texts to send, which say the same again.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open]):not(.long):not(.mail)")];
  for (const d of folded) d.open = true;
});
addEventListener("afterprint", () => { for (const d of folded) d.open = false; });
// A link into something folded unfolds it, and so does one to a folded finding.
const unfold = () => {
  const at = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = at && (at.closest("details") || at.querySelector("details"));
  if (fold) { fold.open = true; at.scrollIntoView(); }
};
addEventListener("hashchange", unfold);
unfold();
