// What did a client of others find? One line of JSON for each thing that was tried; see reporting.py.
import { isDeepStrictEqual } from "node:util";

export const { FHIR_BASE: BASE, FHIR_TOKEN: TOKEN, MARK } = process.env;
export const SYSTEM = "urn:oid:2.999.7";
export const MANY = 23;

export async function tried(name, act) {
  let wrong = "";
  try {
    await act();
  } catch (fault) {
    wrong = `${fault.name}: ${fault.message} ${JSON.stringify(fault.response?.data ?? "")}`.slice(0, 1500);
  }
  console.log(JSON.stringify({ check: name, wrong }));
}

export function same(found, wanted) {
  if (!isDeepStrictEqual(found, wanted)) {
    throw new Error(`${JSON.stringify(found)} where ${JSON.stringify(wanted)} is right`);
  }
}

export const patient = (more = {}) => ({
  resourceType: "Patient",
  name: [{ family: MARK, given: [more.given ?? "Anna"] }],
  gender: "female",
  ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== "given")),
});

export const observation = (subject, value, day = 1) => ({
  resourceType: "Observation",
  status: "final",
  code: { coding: [{ system: "http://loinc.org", code: "29463-7" }] },
  subject: { reference: subject },
  effectiveDateTime: `2026-03-0${day}T08:00:00Z`,
  valueQuantity: { value, unit: "kg", system: "http://unitsofmeasure.org", code: "kg" },
});

export const bundle = (type, resources) => ({
  resourceType: "Bundle",
  type,
  entry: resources.map((resource) => ({ resource, request: { method: "POST", url: resource.resourceType } })),
});

export const people = () =>
  Array.from({ length: MANY }, (_, number) => patient({ given: `P${String(number).padStart(2, "0")}` }));
