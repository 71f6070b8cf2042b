// Forms that were sent once are not sent twice by an impatient thumb.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => { form.querySelector("button").disabled = true; });
}
