// Rich text pasted into a field becomes its words, with a blank line between paragraphs and a mark before what is none:
// "# heading", "- item", "> quotation", "![caption]". Nothing of it is shown, loaded or run: it is parsed into a document
// of its own, of which only the words are taken. The hidden field that data-rich names says that there are marks.

const FIELD = "textarea[data-rich]";
const BLOCKS = new Set(
  ("ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN " +
    "NAV OL P PRE SECTION TABLE TD TH TR UL").split(" "),
);
const SKIPPED = new Set(
  "AUDIO BUTTON CANVAS EMBED HEAD IFRAME INPUT MATH NOSCRIPT OBJECT SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA TITLE VIDEO"
    .split(" "),
);

const MARKS = { H1: "# ", H2: "## ", H3: "### ", H4: "#### ", H5: "##### ", H6: "###### ", LI: "- ", DT: "- ", DD: "- ",
  BLOCKQUOTE: "> " };

function marked(block, kind) {
  if (!kind) return block;
  return kind === "FIGCAPTION" ? `![${block}]` : MARKS[kind] + block.replaceAll("\n", kind === "LI" ? "\n  " : " ");
}

export function wordsOf(html) {
  const found = [];
  const kinds = [];
  let words = "";
  let hasMarks = false;
  const end = () => {
    const lines = words.replace(/[^\S\n]+/g, " ").split("\n");
    const block = lines.map((line) => line.trim()).filter(Boolean).join("\n");
    if (block) {
      found.push(marked(block, kinds.at(-1)));
      hasMarks ||= kinds.length > 0;
    }
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
      const isKind = tag in MARKS || tag === "FIGCAPTION";
      if (isBlock) end();
      if (isKind) kinds.push(tag);
      walk(child);
      if (isBlock) end();
      if (isKind) kinds.pop();
    }
  };
  walk(new DOMParser().parseFromString(html, "text/html").body);
  end();
  return [found.join("\n\n"), hasMarks];
}

document.addEventListener("paste", (event) => {
  const field = event.target;
  if (!field.matches?.(FIELD)) return;
  const html = event.clipboardData?.getData("text/html");
  const [text, hasMarks] = html ? wordsOf(html) : ["", false];
  if (!text) return;  // The browser pastes the plain text.
  event.preventDefault();
  const flag = field.form?.elements[field.dataset.rich];
  if (hasMarks && flag) flag.value = "1";
  // This way it can be undone with Ctrl+Z; where a browser lacks it, it is put in all the same.
  if (!document.execCommand("insertText", false, text)) {
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  }
});
