// The live board: rows change where they stand and are marked; nothing moves under the hand.
// The server says which enrolments changed; the rows themselves are fetched as the same HTML that the page is made of.

const live = document.getElementById("live");
const words = document.getElementById("live-words");
const again = document.getElementById("again");
const quiet = 250; // milliseconds to gather changes, so that a burst is one request

const waiting = new Set();
const changed = new Set();
const elsewhere = new Set();
let timer = 0;
let busy = false;
let since = "";
let time = "";

const rowOf = (id) => document.getElementById(`e-${id}`);

const filled = (pattern, number) => pattern.replace("{num}", number).replace("{time}", since);

function say() {
  if (changed.size + elsewhere.size === 0) {
    words.textContent = live.dataset.on;
    return;
  }
  const parts = [live.dataset.on];
  if (changed.size) parts.push(filled(live.dataset.changes, changed.size));
  if (elsewhere.size) parts.push(filled(live.dataset.elsewhere, elsewhere.size));
  words.textContent = parts.join(" · ");
  again.hidden = false;
}

function adopt(fragment, ids) {
  for (const part of ["figures", "stages"]) {
    const old = document.getElementById(part);
    const fresh = fragment.getElementById(part);
    if (old && fresh && !old.contains(document.activeElement)) old.replaceChildren(...fresh.childNodes);
  }
  time = fragment.getElementById("clock")?.textContent ?? "";
  since ||= time;
  for (const id of ids) {
    const old = rowOf(id);
    const fresh = fragment.getElementById(`e-${id}`);
    if (!old) { elsewhere.add(id); continue; }
    changed.add(id);
    if (!fresh) { old.classList.add("changed", "gone"); old.title = live.dataset.gone; continue; }
    const focused = old.contains(document.activeElement);
    const next = document.importNode(fresh, true);
    next.classList.add("changed");
    old.replaceWith(next);
    if (focused) next.querySelector("a")?.focus();
  }
  say();
}

async function refresh() {
  if (busy || waiting.size === 0) return;
  busy = true;
  const ids = [...waiting];
  waiting.clear();
  const onPage = ids.filter(rowOf);
  try {
    const address = new URL(live.dataset.rows, location.href);
    address.searchParams.set("rows", onPage.slice(0, 100).join(","));
    const answer = await fetch(address, { headers: { "X-Fragment": "rows" } });
    if (answer.status === 401) { location.reload(); return; }
    if (answer.ok) adopt(new DOMParser().parseFromString(await answer.text(), "text/html"), ids);
    else for (const id of ids) waiting.add(id);
  } catch {
    for (const id of ids) waiting.add(id);
  } finally {
    busy = false;
    if (waiting.size) gather(1000);
  }
}

function gather(after = quiet) {
  clearTimeout(timer);
  timer = setTimeout(refresh, after);
}

function connect() {
  const source = new EventSource(live.dataset.events);
  source.addEventListener("open", () => { live.dataset.state = "on"; say(); });
  source.addEventListener("board", (event) => {
    for (const id of JSON.parse(event.data).enrolments ?? []) waiting.add(id);
    gather();
  });
  source.addEventListener("error", () => {
    live.dataset.state = "away";
    words.textContent = live.dataset.away;
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
  });
}

connect();
