// Rich text pasted into a field becomes its words, with a blank line between paragraphs. Nothing of it is shown,
// loaded or run: it is parsed into a document of its own, of which only the words are taken.

const FIELD = "textarea[data-rich]";
const BLOCKS = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN " +
    "NAV OL P PRE SECTION TABLE TD TH TR UL").split(" "),
);
const SKIPPED = new Set(
  "AUDIO BUTTON CANVAS EMBED HEAD IFRAME INPUT MATH NOSCRIPT OBJECT SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA TITLE VIDEO"
    .split(" "),
);

export function wordsOf(html) {
  const found = [];
  let words = "";
  const end = () => {
    const block = words.split("\n").map((line) => line.trim()).filter(Boolean).join("\n");
    if (block) found.push(block);
    words = "";
  };
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) words += child.data.replace(/\s+/g, " ");
      if (child.nodeType !== Node.ELEMENT_NODE) continue;
      const tag = child.tagName.toUpperCase();
      if (SKIPPED.has(tag) || child.hidden || /display:\s*none/i.test(child.getAttribute("style") ?? "")) continue;
      if (tag === "BR") words += "\n";
      const isBlock = BLOCKS.has(tag);
      if (isBlock) end();
      walk(child);
      if (isBlock) end();
    }
  };
  walk(new DOMParser().parseFromString(html, "text/html").body);
  end();
  return found.map((block) => block.replace(/[^\S\n]+/g, " ")).join("\n\n");
}

document.addEventListener("paste", (event) => {
  const field = event.target;
  if (!field.matches?.(FIELD)) return;
  const html = event.clipboardData?.getData("text/html");
  const text = html && wordsOf(html);
  if (!text) return;  // The browser pastes the plain text.
  event.preventDefault();
  // This way it can be undone with Ctrl+Z; where a browser lacks it, it is put in all the same.
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  }
});
