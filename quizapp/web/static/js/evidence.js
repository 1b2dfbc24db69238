// Brings the evidence of the draft that is looked at into view, moving nothing but the article.

function scroll() {
  const pane = document.getElementById("article-pane");
  const marks = pane?.querySelectorAll("mark");
  if (!marks?.length) return;
  const box = pane.getBoundingClientRect();
  const top = marks[0].getBoundingClientRect().top - box.top;
  const bottom = marks[marks.length - 1].getBoundingClientRect().bottom - box.top;
  const room = 24;
  if (top >= room && bottom <= box.height - room) return;
  // A tall evidence starts near the top; a short one stands a third of the way down, where the eye is.
  const place = Math.max(room, Math.min(box.height / 3, box.height - room - (bottom - top)));
  pane.scrollTop += top - place;
}

document.addEventListener("stage", scroll);
scroll();
