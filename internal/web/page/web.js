// Saves clicks; every page works without it.
"use strict";
// A part of a page is asked for with part=1 and put in place.
const fill = async (place, address) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  place.innerHTML = await answer.text();
};
for (const form of document.querySelectorAll("form[data-live]")) {
  const place = document.querySelector(form.dataset.live);
  let turn = 0;
  const ask = async (event) => {
    event.preventDefault();
    const mine = ++turn;
    const asked = new URLSearchParams(new FormData(form));
    asked.set("part", "1");
    const answer = await fetch(form.action + "?" + asked);
    if (!answer.ok || mine !== turn) return;
    place.innerHTML = await answer.text();
    const later = place.querySelector("[data-later]");
    if (!later) return;
    await new Promise((go) => { setTimeout(go, 600); }); // the next switch may follow at once
    if (mine === turn) await fill(later, later.dataset.later);
  };
  form.addEventListener("change", ask);
  form.addEventListener("submit", ask);
}
for (const place of document.querySelectorAll("[data-events]")) {
  const source = new EventSource(place.dataset.events);
  let waiting = false;
  source.addEventListener("message", () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; fill(place, place.dataset.part); }, 300);
  });
  source.addEventListener("over", () => {
    source.close();
    location.reload();
  });
}
for (const place of document.querySelectorAll("[data-print]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button";
  button.textContent = place.dataset.print;
  button.addEventListener("click", () => print());
  place.prepend(button, " ");
}
