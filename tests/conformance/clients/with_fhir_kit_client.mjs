// npm fhir-kit-client: every method that it offers for a server's data.
import { Client } from "fhir-kit-client";
import { BASE, MANY, MARK, SYSTEM, TOKEN, bundle, observation, patient, people, same, tried } from "./reporting.mjs";

const client = new Client({ baseUrl: BASE, bearerToken: TOKEN });
const resourceType = "Patient";
const identifier = [{ system: SYSTEM, value: `${MARK}-1` }];
const versions = (found) => found.entry.map((one) => one.resource.meta.versionId);
let anna;

await tried("capabilityStatement", async () => {
  const said = await client.capabilityStatement();
  same([said.resourceType, said.fhirVersion], ["CapabilityStatement", "4.0.1"]);
});
await tried("create", async () => {
  anna = await client.create({ resourceType, body: patient({ identifier }) });
  same(anna.meta.versionId, "1");
});
await tried("create, not when it is there", async () => {
  const options = { headers: { "If-None-Exist": `identifier=${SYSTEM}|${MARK}-1` } };
  same((await client.create({ resourceType, body: patient({ identifier }), options })).id, anna.id);
});
await tried("read", async () => same({ ...(await client.read({ resourceType, id: anna.id })) }, { ...anna }));
await tried("update", async () => {
  const body = { ...anna, birthDate: "1970-02-03" };
  const options = { headers: { "If-Match": 'W/"1"' } };
  same((await client.update({ resourceType, id: anna.id, body, options })).meta.versionId, "2");
});
await tried("update of an old version is refused", async () => {
  const options = { headers: { "If-Match": 'W/"1"' } };
  const status = await client.update({ resourceType, id: anna.id, body: anna, options }).catch((e) => e.response.status);
  same(status, 412);
});
await tried("conditional update", async () => {
  const body = patient({ identifier, birthDate: "1970-02-04" });
  const searchParams = { identifier: `${SYSTEM}|${MARK}-1` };
  same((await client.update({ resourceType, searchParams, body })).id, anna.id);
});
await tried("patch", async () => {
  const jsonPatch = [{ op: "replace", path: "/birthDate", value: "1971-02-03" }];
  same((await client.patch({ resourceType, id: anna.id, jsonPatch })).birthDate, "1971-02-03");
});
await tried("vread", async () => {
  same((await client.vread({ resourceType, id: anna.id, version: "2" })).birthDate, "1970-02-03");
});
await tried("history of an instance, a type, the system", async () => {
  same(versions(await client.history({ resourceType, id: anna.id })), ["4", "3", "2", "1"]);
  same((await client.history({ resourceType })).type, "history");
  same((await client.systemHistory()).type, "history");
});
await tried("transaction", async () => {
  const answered = await client.transaction({ body: bundle("transaction", people()) });
  same([...new Set(answered.entry.map((one) => one.response.status.slice(0, 3)))], ["201"]);
});
await tried("batch", async () => {
  const weights = [1, 2, 3].map((day) => observation(`Patient/${anna.id}`, 70.5 + day, day));
  const body = bundle("batch", weights);
  body.entry.push({ request: { method: "GET", url: "Patient/nobody" } });
  const answered = await client.batch({ body });
  same(answered.entry.map((one) => one.response.status.slice(0, 3)), ["201", "201", "201", "404"]);
});
await tried("batch: an entry that is no valid resource fails alone", async () => {
  const body = bundle("batch", [{ resourceType: "Observation" }, patient({ name: [{ family: `${MARK}-batch` }] })]);
  const answered = await client.batch({ body });
  same(answered.entry.map((one) => one.response.status.slice(0, 3)), ["422", "201"]);
});
await tried("search with paging", async () => {
  const seen = [];
  let page = await client.search({ resourceType, searchParams: { "family:exact": MARK, _count: 5 } });
  for (; page; page = await client.nextPage({ bundle: page })) {
    seen.push(...page.entry.map((one) => one.resource.id));
  }
  same([seen.length, new Set(seen).size], [MANY + 1, MANY + 1]);
});
await tried("search by POST", async () => {
  const options = { postSearch: true };
  const found = await client.search({ resourceType, searchParams: { identifier: `${SYSTEM}|${MARK}-1` }, options });
  same(found.entry.map((one) => one.resource.id), [anna.id]);
});
await tried("search of a compartment", async () => {
  const compartment = { resourceType, id: anna.id };
  same((await client.search({ resourceType: "Observation", compartment })).entry.length, 3);
});
await tried("search of the system", async () => {
  const searchParams = { _type: "Patient,Observation", _id: anna.id };
  same((await client.search({ searchParams })).entry.length, 1);
});
await tried("resolve", async () => {
  same((await client.resolve({ reference: `Patient/${anna.id}` })).id, anna.id);
  same((await client.resolve({ reference: `${BASE}/Patient/${anna.id}` })).id, anna.id);
});
await tried("operations $everything, $meta, $lookup", async () => {
  const everything = await client.operation({ name: "everything", resourceType, id: anna.id, method: "GET" });
  same(everything.entry.filter((one) => one.resource.resourceType === "Observation").length, 3);
  same((await client.operation({ name: "$meta", resourceType, id: anna.id, method: "GET" })).resourceType, "Parameters");
  const input = { system: "http://hl7.org/fhir/administrative-gender", code: "female" };
  const said = await client.operation({ name: "lookup", resourceType: "CodeSystem", method: "GET", input });
  same(said.parameter.find((one) => one.name === "display").valueString, "Female");
});
await tried("operation $validate", async () => {
  const checked = await client.operation({ name: "validate", resourceType, input: patient() });
  same(checked.resourceType, "OperationOutcome");
});
await tried("delete", async () => {
  const gone = await client.create({ resourceType, body: patient({ name: [{ family: `${MARK}-gone` }] }) });
  await client.delete({ resourceType, id: gone.id });
  same(await client.read({ resourceType, id: gone.id }).catch((e) => e.response.status), 410);
});
