// A form or link marked data-swap changes the page in place: the stage of the page that comes back takes the place of ours.
// Nothing else differs from a full load but that a grade is answered by the next card at once: the same addresses, the
// same pages.

let waiting = false;

const stage = () => document.getElementById("stage");

export function say(template) {
  const note = document.getElementById(template).content.cloneNode(true);
  document.querySelector("[data-notices]")?.replaceChildren(note);
}

// Notices are alerts and speak for themselves.
function announce() {
  document.getElementById("live").textContent = stage().dataset.announce ?? "";
}

function put(page, address) {
  const next = page.getElementById("stage");
  const places = new Map([...document.querySelectorAll("[data-keep-scroll]")].map((pane) => [pane.id, pane.scrollTop]));
  document.adoptNode(next);
  stage().replaceWith(next);
  for (const [id, top] of places) {
    const pane = document.getElementById(id);
    if (pane) pane.scrollTop = top;
  }
  window.scrollTo(0, 0);
  document.title = page.title;
  history.replaceState(null, "", address);
  next.querySelector("[data-focus]")?.focus({ preventScroll: true });
  announce();
  document.dispatchEvent(new Event("stage"));
}

async function go(address, options) {
  if (waiting) return;
  waiting = true;
  try {
    const response = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html", "X-Swap": "stage" }, ...options });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (page.getElementById("stage")) put(page, response.url);
    else location.assign(response.url);
  } catch {
    // The same form can be sent again: what it asks for is done once however often it arrives.
    say("unreachable");
  } finally {
    waiting = false;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.matches("[data-swap]")) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  const address = form.getAttribute("action") ?? location.href;
  if (form.method === "get") go(`${address}?${fields}`);
  else go(address, { method: "POST", body: fields });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href);
});

// A page kept whole for the Back button may show a card that has been answered since.
window.addEventListener("pageshow", (event) => {
  if (event.persisted && stage().matches("[data-fresh]")) location.reload();
});
