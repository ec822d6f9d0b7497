// The live board: rows change where they stand and are marked; nothing moves under the hand.
// The server says which enrolments changed; the rows themselves are fetched as the same HTML that the page is made of.
// Whoever was away (a tab asleep, a lost connection, a server that started again) has missed news: then every row on
// the page is fetched again, and only those that differ are marked.

const live = document.getElementById("live");
const words = document.getElementById("live-words");
const again = document.getElementById("again");
const quiet = 250; // milliseconds to gather changes, so that a burst is one request

const waiting = new Set();
const changed = new Set();
const elsewhere = new Set();
const most = 100; // rows that the server gives at once
const asleep = 45000; // milliseconds without a sign of life of this very page
const slow = 3000; // milliseconds after which a page that has just come is not fresh any more
let timer = 0;
let busy = false;
let missed = false;
let opened = false;
let beat = Date.now();
let since = "";
let time = "";

const rowOf = (id) => document.getElementById(`e-${id}`);
const shown = () => [...document.querySelectorAll("[data-enrolment]")].map((row) => row.dataset.enrolment);

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
    if (fresh && fresh.innerHTML === old.innerHTML) continue;
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

async function fetched(ids) {
  const address = new URL(live.dataset.rows, location.href);
  address.searchParams.set("rows", ids.join(","));
  return fetch(address, { headers: { "X-Fragment": "rows" } });
}

async function refresh() {
  if (busy || (waiting.size === 0 && !missed)) return;
  busy = true;
  const all = missed;
  missed = false;
  const ids = [...new Set([...waiting, ...(all ? shown() : [])])];
  waiting.clear();
  const later = () => { missed ||= all; for (const id of ids) if (!all) waiting.add(id); };
  try {
    const answer = await fetched(ids.filter(rowOf).slice(0, most));
    if (answer.status === 401) { location.reload(); return; }
    if (answer.ok) adopt(new DOMParser().parseFromString(await answer.text(), "text/html"), ids);
    else later();
  } catch {
    later();
  } finally {
    busy = false;
    if (waiting.size || missed) gather(1000);
  }
}

function gather(after = quiet) {
  clearTimeout(timer);
  timer = setTimeout(refresh, after);
}

function miss() {
  missed = true;
  gather();
}

function connect() {
  const source = new EventSource(live.dataset.events);
  source.addEventListener("open", () => {
    live.dataset.state = "on";
    say();
    if (opened || performance.now() > slow) miss();
    opened = true;
  });
  source.addEventListener("board", (event) => {
    for (const id of JSON.parse(event.data).enrolments ?? []) waiting.add(id);
    gather();
  });
  source.addEventListener("reload", miss);
  source.addEventListener("error", () => {
    live.dataset.state = "away";
    words.textContent = live.dataset.away;
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, 5000);
  });
}

// A page that was frozen, or came back out of the browser's memory, may hold a stream that is dead.
setInterval(() => {
  if (Date.now() - beat > asleep) miss();
  beat = Date.now();
}, 5000);
window.addEventListener("pageshow", (event) => { if (event.persisted) miss(); });

connect();
