// Says before anything is sent that a file is too large, and that long work has begun once it is. What is filled in
// beside a choice chooses it.

const FILE = "input[type=file][data-max-bytes]";
const tooLarge = (input) => {
  const sizes = [...input.files].map((file) => file.size);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return Math.max(0, ...sizes) > Number(input.dataset.maxBytes) || all > Number(input.dataset.maxAll ?? Infinity);
};

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches(FILE)) return;
  document.getElementById(input.dataset.tooLarge).hidden = !tooLarge(input);
  input.classList.toggle("is-invalid", tooLarge(input));
  input.setAttribute("aria-invalid", tooLarge(input));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-long]")) return;
  const file = form.querySelector(FILE);
  if (file && tooLarge(file)) {
    // Sent as it is, it would come back refused, without what was typed.
    event.preventDefault();
    file.focus();
    return;
  }
  form.querySelector("[data-working]").hidden = false;
  // After this event, so that the button's own press still counts.
  setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; });
});

document.addEventListener("input", (event) => {
  const beside = event.target.closest("[data-chooses]");
  if (beside) document.getElementById(beside.dataset.chooses).checked = true;
});

window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("[data-long]")) {
    form.querySelector("[data-working]").hidden = true;
    for (const button of form.querySelectorAll("button")) button.disabled = false;
  }
});
