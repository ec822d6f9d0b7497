// Keeps the last seen plan of the patient for when there is no connection: her page, its stylesheets, scripts and fonts.
// It lives at /me alone, asks its own host alone, and holds nothing of anybody who has signed out.

const PLAN = "medcluster.plan";
const PARTS = "medcluster.parts";
const KEEP = 14 * 24 * 3600 * 1000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function forget() {
  await Promise.all([caches.delete(PLAN), caches.delete(PARTS)]);
}

// Whoever is led away from the page has no session any more.
async function keep(answer) {
  if (answer.type === "opaqueredirect" || answer.redirected || answer.status === 401 || answer.status === 403) {
    await forget();
  } else if (answer.ok) {
    await (await caches.open(PLAN)).put("/me", answer.clone());
  }
  return answer;
}

async function kept() {
  const answer = await (await caches.open(PLAN)).match("/me");
  if (!answer) return null;
  if (Date.now() - Date.parse(answer.headers.get("date") ?? "") > KEEP) { await forget(); return null; }
  const page = (await answer.text()).replace("<body ", '<body data-kept="yes" ');
  return new Response(page, { status: 200, headers: answer.headers });
}

async function plan(request, told) {
  let answer;
  try {
    answer = await fetch(request);
  } catch {
    return (await kept()) ?? Response.error();
  }
  if (answer.status >= 500) return (await kept()) ?? answer;
  if (told && answer.ok) return answer; // it says what has just happened: true once
  return keep(answer);
}

async function part(request) {
  const store = await caches.open(PARTS);
  return (await store.match(request)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" && address.pathname === "/me") {
    event.respondWith(plan(request, address.searchParams.has("did")));
  } else if (address.pathname.startsWith("/static/")) {
    event.respondWith(part(request));
  }
});

async function gather(parts, unseen) {
  if (unseen) await keep(await fetch("/me", { redirect: "manual" }));
  const store = await caches.open(PARTS);
  for (const old of await store.keys()) if (!parts.includes(old.url)) await store.delete(old);
  await Promise.allSettled(parts.map(async (one) => (await store.match(one)) ?? store.add(one)));
}

self.addEventListener("message", (event) => {
  if (Array.isArray(event.data?.parts)) event.waitUntil(gather(event.data.parts, event.data.unseen));
  if (event.data?.forget) event.waitUntil(forget());
});
