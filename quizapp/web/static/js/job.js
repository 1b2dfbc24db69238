// Follows long work that runs: its words and its bar, and its page again when it is over.

const PAUSE = 700;

function show(job, now) {
  const words = job.querySelector("[data-words]");
  if (words.textContent !== now.words) words.textContent = now.words;
  const bar = job.querySelector("progress");
  if (now.share === null) bar.removeAttribute("value");
  else bar.value = now.share;
}

async function look() {
  const job = document.querySelector("[data-job]");
  if (!job) return;
  try {
    const response = await fetch(job.dataset.job, { credentials: "same-origin" });
    const now = await response.json();
    if (now.over) {
      location.replace(now.page);
      return;
    }
    show(job, now);
  } catch {
    // quizapp is being started again, or the computer slept: the next look tells.
  }
  setTimeout(look, PAUSE);
}

// A list of work, some of which goes on: the list again when it has changed, and nothing else of the page.
async function lookAtList() {
  const list = document.querySelector("[data-jobs]");
  if (!list) return;
  try {
    const response = await fetch(location.href, { credentials: "same-origin" });
    const next = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("ul.rows");
    const held = list.contains(document.activeElement);
    if (next && next.textContent !== list.textContent && !held) list.replaceWith(next);
  } catch {
    // As above.
  }
  setTimeout(lookAtList, 2 * PAUSE);
}

look();
setTimeout(lookAtList, 2 * PAUSE);
