// The work list is not rewritten under the hand: it only says that something has changed, and marks where.

const news = document.getElementById("news");
let opened = false;

function connect() {
  const source = new EventSource(news.dataset.events);
  source.addEventListener("board", (event) => {
    const changed = new Set(JSON.parse(event.data).enrolments ?? []);
    const mine = [...document.querySelectorAll("[data-enrolment]")].some((row) => changed.has(row.dataset.enrolment));
    if (mine) news.hidden = false;
  });
  // What happened while nobody listened is not known: then the list may be old.
  source.addEventListener("reload", () => { news.hidden = false; });
  source.addEventListener("open", () => { if (opened) news.hidden = false; opened = true; });
  source.addEventListener("error", () => {
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
  });
}

connect();
