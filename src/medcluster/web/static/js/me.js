// One question a card, kept half-filled over a lost connection, sent when there is one again.
// No texts here: they arrive in data attributes. What is kept stays on this phone and goes when it was sent, or with the
// session.

const PREFIX = "medcluster.answers/";
const KEEP = 14 * 24 * 3600 * 1000;
const RETRY = 15000;

function stored(name) {
  try { return JSON.parse(localStorage.getItem(name) ?? "null"); } catch { return null; }
}

function keep(name, value) {
  try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* a full or forbidden store: the form still works */ }
}

function forget(name) {
  try { localStorage.removeItem(name); } catch { /* nothing was kept */ }
}

// Answers of somebody else, or of long ago, do not stay on a phone that is lent.
function tidy(account) {
  for (const name of Object.keys(localStorage)) {
    if (!name.startsWith(PREFIX)) continue;
    const old = Date.now() - (stored(name)?.at ?? 0) > KEEP;
    if (old || !name.startsWith(`${PREFIX}${account}/`)) forget(name);
  }
}

class Asking {
  constructor(form) {
    this.form = form;
    this.name = PREFIX + form.dataset.ask;
    this.cards = [...form.querySelectorAll("[data-question]")];
    this.told = form.querySelector(".told");
    this.send = form.querySelector('[type="submit"]');
    this.at = 0;
    this.ready = false;
    this.busy = false;
    this.restore();
    this.build();
    this.show(this.at, false);
    form.addEventListener("input", () => this.remember());
    form.addEventListener("submit", (event) => this.submit(event));
    window.addEventListener("online", () => this.again());
    if (this.ready) this.again();
  }

  build() {
    this.progress = document.createElement("p");
    this.form.insertBefore(this.progress, this.cards[0]);
    this.between = document.createElement("div");
    this.between.className = "steps-between";
    this.back = this.button(this.form.dataset.back, () => this.show(this.at - 1, true));
    this.next = this.button(this.form.dataset.next, () => this.show(this.at + 1, true));
    this.next.classList.add("primary");
    this.send.before(this.between);
    this.between.append(this.back, this.next, this.send);
  }

  button(words, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  }

  show(at, focus) {
    this.at = Math.max(0, Math.min(this.cards.length - 1, at));
    this.cards.forEach((card, number) => { card.hidden = number !== this.at; });
    const last = this.at === this.cards.length - 1;
    this.progress.textContent = this.form.dataset.of
      .replace("{one}", String(this.at + 1)).replace("{all}", String(this.cards.length));
    this.progress.hidden = this.cards.length === 1;
    this.back.remove();
    this.next.remove();
    this.send.remove();
    if (this.at > 0) this.between.append(this.back);
    this.between.append(last ? this.send : this.next);
    if (focus) {
      this.cards[this.at].querySelector("input:checked, input, textarea")?.focus();
      this.remember();
    }
  }

  answers() {
    return Object.fromEntries([...new FormData(this.form)].filter(([name, value]) => name.startsWith("q-") && value));
  }

  remember() {
    const mark = this.form.elements.mark.value;
    keep(this.name, { answers: this.answers(), at: Date.now(), card: this.at, mark, ready: this.ready });
  }

  restore() {
    const kept = stored(this.name);
    if (!kept || Object.keys(kept.answers ?? {}).length === 0) return;
    for (const [name, value] of Object.entries(kept.answers)) {
      const field = this.form.elements[name];
      if (field) field.value = value;
    }
    this.form.elements.mark.value = kept.mark;
    this.at = kept.card ?? 0;
    this.ready = kept.ready === true;
    this.say(this.form.dataset.half);
  }

  say(words) {
    this.told.textContent = words;
    this.told.hidden = !words;
  }

  async submit(event) {
    event.preventDefault();
    event.stopPropagation();
    if (this.busy) return;
    this.busy = true;
    this.ready = true;
    this.remember();
    this.send.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: new URLSearchParams(new FormData(this.form)) });
      if (answer.ok) {
        if (!new URL(answer.url).pathname.startsWith("/sign-in")) forget(this.name);
        location.assign(answer.url);
        return;
      }
      this.ready = false;
      this.remember();
      if (answer.status < 500) { HTMLFormElement.prototype.submit.call(this.form); return; }
      this.wait();
    } catch {
      this.wait();
    } finally {
      this.busy = false;
      this.send.removeAttribute("aria-busy");
    }
  }

  wait() {
    this.ready = true;
    this.remember();
    this.say(this.form.dataset.kept);
    setTimeout(() => this.again(), RETRY);
  }

  again() {
    if (this.ready && navigator.onLine) this.form.requestSubmit();
  }
}

const forms = [...document.querySelectorAll("form[data-ask]")];
if (forms.length) tidy(forms[0].dataset.ask.split("/")[0]);
for (const form of forms) new Asking(form);

// The plan as last seen stays readable without a connection; it goes from this phone with the session.
const store = navigator.serviceWorker;
const controlled = Boolean(store?.controller);
const AGAIN = 30000;

function drawnWith() {
  const named = [...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src);
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  const own = [...named, ...loaded].filter((one) => one.startsWith(`${location.origin}/static/`));
  return [...new Set(own)];
}

async function keepPlan() {
  await store.register("/me/worker.js", { scope: "/me" });
  const kept = await store.ready;
  await document.fonts.ready;
  const unseen = !controlled || new URLSearchParams(location.search).has("did"); // this page did not pass the worker
  kept.active.postMessage({ parts: drawnWith(), unseen });
}

async function back() {
  try {
    if ((await fetch("/me", { method: "HEAD" })).status < 500) location.reload();
  } catch { /* still away */ }
}

if (store) {
  if (document.body.dataset.kept) {
    window.addEventListener("online", back);
    setInterval(back, AGAIN);
  } else {
    keepPlan().catch(() => { /* private windows keep nothing */ });
  }
  document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => {
    store.controller?.postMessage({ forget: true });
  });
}
