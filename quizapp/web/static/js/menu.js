// Closes an open menu on Escape, or when the person goes elsewhere.

const open = () => document.querySelector("[data-menu][open]");

document.addEventListener("keydown", (event) => {
  const menu = open();
  if (event.key !== "Escape" || !menu) return;
  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary").focus();
});

for (const gone of ["click", "focusin"]) {
  document.addEventListener(gone, (event) => {
    const menu = open();
    if (menu && !menu.contains(event.target)) menu.open = false;
  });
}
