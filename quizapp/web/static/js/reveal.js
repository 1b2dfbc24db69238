// Shows the answer, which is already in the page, without asking for it.

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-reveal]")) return;
  event.preventDefault();
  for (const part of document.querySelectorAll("[data-answer]")) part.hidden = false;
  for (const field of document.querySelectorAll("[data-shown]")) field.value = "1";
  form.hidden = true;
  document.querySelector(".reply")?.focus({ preventScroll: true });
});
