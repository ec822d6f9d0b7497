// What every page can do beyond links and forms: keys, menus that close, forms that keep words when offline.
// No texts here: they arrive in data attributes.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

function rows() {
  return [...document.querySelectorAll("[data-row] a[href]")].filter(
    (link) => link === link.closest("[data-row]").querySelector("a[href]"),
  );
}

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const at = all.findIndex((link) => link.closest("[data-row]").contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by));
  all[next].focus();
  all[next].closest("[data-row]").scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") closeMenus(null);
  if (typing(event.target)) return;
  const find = document.querySelector('[data-key="/"]');
  if (event.key === "/" && find) { event.preventDefault(); find.focus(); }
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "?") document.getElementById("help")?.showModal();
});

function closeMenus(but) {
  for (const open of document.querySelectorAll("details.me[open], details.pick[open]")) {
    if (open !== but) open.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest("details.me, details.pick"));
  if (event.target.closest("[data-print]")) window.print();
  const close = event.target.closest("[data-close]");
  if (close) {
    const fold = close.closest("details");
    fold.open = false;
    fold.querySelector("summary").focus();
  }
});

// An address that names what is folded opens it.
function unfold() {
  const named = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  for (let fold = named?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  if (named?.matches("details")) named.scrollIntoView();
}
window.addEventListener("hashchange", unfold);
unfold();

// A form is sent once, and not at all without a connection: what was typed stays.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (!navigator.onLine) {
    event.preventDefault();
    sayOffline(true);
    return;
  }
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
});

function sayOffline(away) {
  let box = document.getElementById("offline");
  if (!away) { box?.remove(); return; }
  if (!box) {
    box = document.createElement("p");
    box.id = "offline";
    box.className = "offline";
    box.setAttribute("role", "alert");
    document.body.prepend(box);
  }
  const { kept, asof, offline } = document.body.dataset;
  box.textContent = kept ? asof : offline;
}
window.addEventListener("offline", () => sayOffline(true));
window.addEventListener("online", () => sayOffline(false));
if (!navigator.onLine || document.body.dataset.kept) sayOffline(true);

// A browser shows a date in its own way, which may not be the reader's: what was chosen is spelt out beside it.
function spell(field) {
  let told = field.nextElementSibling;
  if (!told?.matches("output.spelt")) {
    told = document.createElement("output");
    told.className = "spelt";
    field.after(told);
  }
  const at = field.value ? new Date(field.type === "date" ? `${field.value}T12:00` : field.value) : null;
  const day = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
  const shape = field.type === "date" ? day : { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const known = at && !Number.isNaN(at.getTime());
  const { lang } = document.documentElement;
  told.textContent = known ? new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, shape).format(at) : "";
}
for (const field of document.querySelectorAll('input[type="date"], input[type="datetime-local"]')) {
  field.addEventListener("input", () => spell(field));
  spell(field);
}

// What every sheet of paper says about whose it is and who printed it.
const sheet = document.querySelector("[data-sheet]");
if (sheet) document.documentElement.style.setProperty("--sheet", JSON.stringify(sheet.dataset.sheet));
