// Presses what carries the key that was pressed: data-keys="k Enter", letters in lower case, "Ctrl+z", "Ctrl+Alt+n", "Shift+j".
import { say } from "./swap.js";

const TYPED = "input:not([type=submit], [type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]";
const NAMES = { " ": "Space" };
const LETTER = /^\p{L}$/u;
const singleKeys = document.documentElement.dataset.singleKeys !== "off";

function nameOf(event) {
  const key = NAMES[event.key] ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key);
  if (isLetter(event)) return key;
  const shift = event.shiftKey && (key.length > 1 || LETTER.test(key)); // of other signs it is a part: "@", "*"
  return (event.ctrlKey || event.metaKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (shift ? "Shift+" : "") + key;
}

// What a menu holds can be pressed by its key while the menu is closed.
const shown = (element) => !element.disabled
  && (element.closest("[data-menu]") ? !element.closest("[hidden]") : element.getClientRects().length > 0);
// A letter that takes AltGr, as @ does on many keyboards, is the letter and nothing held.
const isLetter = (event) => event.key.length === 1 && event.getModifierState("AltGraph");

function hasUnsaved() {
  const form = document.querySelector("form[data-guard]");
  const changed = (field) => field.value !== field.defaultValue;
  return Boolean(form) && (form.dataset.guard === "changed" || [...form.querySelectorAll("textarea, input")].some(changed));
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || (event.altKey && !event.ctrlKey && !isLetter(event))) return;
  const name = nameOf(event);
  const typing = event.target.closest(TYPED);
  // An empty field has nothing of its own to undo.
  const passes = name === "Escape" || name === "Ctrl+Enter" || (name.startsWith("Ctrl+") && typing?.value === "");
  if (typing && !passes) return;
  // A key that sits beside the others must not drop what was typed.
  if (name === "Escape" && hasUnsaved()) {
    event.preventDefault();
    say("unsaved");
    return;
  }
  if (!singleKeys && name.length === 1) return;
  // A focused control answers these two by itself.
  if ((name === "Enter" || name === "Space") && event.target.closest("a[href], button, summary, input")) return;
  const pressed = [...document.querySelectorAll("[data-keys]")]
    .find((element) => element.dataset.keys.split(" ").includes(name) && shown(element));
  if (!pressed) return;
  event.preventDefault();
  if (!event.repeat) pressed.click();
});
