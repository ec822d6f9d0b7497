// npm fhirclient (SMART), outside a browser: its client with a token, as after a launch.
import { createRequire } from "node:module";
import { BASE, MANY, MARK, SYSTEM, TOKEN, bundle, observation, patient, people, same, tried } from "./reporting.mjs";

const require = createRequire(import.meta.url);
const { default: Client } = require("fhirclient/lib/Client");
const client = new Client({}, { serverUrl: BASE, tokenResponse: { access_token: TOKEN, token_type: "Bearer" } });
const identifier = [{ system: SYSTEM, value: `${MARK}-1` }];
const all = `Patient?family:exact=${MARK}&_count=5`;
let anna;

await tried("version", async () => same([await client.getFhirVersion(), await client.getFhirRelease()], ["4.0.1", 4]));
await tried("create", async () => {
  anna = await client.create(patient({ identifier }));
  same(anna.meta.versionId, "1");
});
await tried("read", async () => same(await client.request(`Patient/${anna.id}`), anna));
await tried("update", async () => {
  same((await client.update({ ...anna, birthDate: "1970-02-03" })).meta.versionId, "2");
});
await tried("patch", async () => {
  const found = await client.patch(`Patient/${anna.id}`, [{ op: "replace", path: "/birthDate", value: "1971-02-03" }]);
  same(found.birthDate, "1971-02-03");
});
await tried("transaction", async () => {
  const weights = [1, 2, 3].map((day) => observation(`Patient/${anna.id}`, 70.5 + day, day));
  const answered = await client.request({
    url: "",
    method: "POST",
    body: JSON.stringify(bundle("transaction", [...people(), ...weights])),
    headers: { "content-type": "application/json" },
  }).catch(() => client.create({ ...bundle("transaction", [...people(), ...weights]) }));
  same(answered.type, "transaction-response");
});
await tried("search with paging, all pages", async () => {
  const found = await client.request(all, { pageLimit: 0, flat: true });
  same([found.length, new Set(found.map((one) => one.id)).size], [MANY + 1, MANY + 1]);
});
await tried("search with paging, page by page", async () => {
  let pages = 0;
  for await (const page of client.pages(all)) {
    same(page.resourceType, "Bundle");
    pages += 1;
  }
  same(pages, 5);
});
await tried("search, resource by resource", async () => {
  const seen = [];
  for await (const one of client.resources(all)) seen.push(one.id);
  same(new Set(seen).size, MANY + 1);
});
await tried("references resolved beside a search", async () => {
  const found = await client.request(`Observation?patient=${anna.id}&_sort=date`, { resolveReferences: ["subject"], flat: true });
  same(found.map((one) => one.subject.id), [anna.id, anna.id, anna.id]);
});
await tried("history", async () => {
  const found = await client.request(`Patient/${anna.id}/_history`);
  same(found.entry.map((one) => one.resource.meta.versionId), ["3", "2", "1"]);
});
await tried("operation $everything", async () => {
  const found = await client.request(`Patient/${anna.id}/$everything`, { flat: true, pageLimit: 0 });
  same(found.filter((one) => one.resourceType === "Observation").length, 3);
});
await tried("what is wrong is told", async () => {
  const fault = await client.request("Patient?no-such-parameter=1").catch((caught) => caught);
  same(fault.statusCode ?? fault.status, 400);
});
await tried("delete", async () => {
  const gone = await client.create(patient({ name: [{ family: `${MARK}-gone` }] }));
  await client.delete(`Patient/${gone.id}`);
  same(await client.request(`Patient/${gone.id}`).catch((fault) => fault.status), 410);
});
