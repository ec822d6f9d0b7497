"""The value sets of R4: our expansions against what others say that they hold.

Three witnesses: the codes of required bindings, which the generator enumerates by code of its own; the expansions that
the package's own resources state; and every other value set has to expand, or be refused for the reason listed here.
The second needs the package of R4's examples.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from medcluster.fhir.terminology import official
from medcluster.foundation import Refusal
from tests.conformance.examples import examples

BOUND: dict[str, dict[str, list[str]]] = json.loads(
    (Path(official.__file__).parents[1] / "_generated" / "elements.json").read_text(encoding="utf-8")
)["codes"]
# Code systems that R4 names and does not carry: nobody can list them from the package.
ABSENT = (
    *("http://snomed.info/sct", "http://loinc.org", "http://www.nlm.nih.gov/research/umls/rxnorm"),
    *("http://www.ebi.ac.uk/ipd/imgt/hla", "http://www.ncbi.nlm.nih.gov/clinvar", "http://varnomen.hgvs.org/"),
    *("http://ihe.net/fhir/ValueSet/IHE.FormatCode.codesystem", "http://www.ensembl.org", "http://www.genenames.org"),
    *("http://cancer.sanger.ac.uk/cancergenome/projects/cosmic", "http://www.ama-assn.org/go/cpt"),
    *("http://www.ncbi.nlm.nih.gov/projects/SNP", "http://www.ncbi.nlm.nih.gov/nuccore"),
    *("https://precision.fda.gov/", "http://nucc.org/provider-taxonomy", "http://www.sequenceontology.org"),
    *("http://hl7.org/fhir/CodeSystem/task-code", "http://hl7.org/fhir/sid/cvx", "urn:iso:std:iso:11073:10101"),
    "urn:oid:1.2.36.1.2001.1005.17",
)
ENDLESS = ("http://unitsofmeasure.org", "urn:ietf:bcp:47", "urn:ietf:bcp:13", "urn:iso:std:iso:3166:-2")


def test_two_hundred_required_value_sets_hold_what_the_generator_enumerates() -> None:
    assert len(BOUND) > 200
    for url, systems in BOUND.items():
        stated = {(system, code) for system, codes in systems.items() for code in codes}
        assert {(one.system, one.code) for one in official.expand(url).entries} == stated, url


def test_every_value_set_of_r4_expands_or_names_what_is_missing() -> None:
    expanded, refused = 0, {}
    for url in official.urls("ValueSet"):
        try:
            official.expand(url)
            expanded += 1
        except Refusal as refusal:
            if not any(named in refusal.text for named in (*ABSENT, *ENDLESS)):
                refused[url] = refusal.text
    assert expanded >= 1227
    assert refused == {url: f"The value set {lost} is not known here." for url, lost in MISSING.items()}


# R4 leads from these to value sets that it does not carry
MISSING = {
    "http://hl7.org/fhir/ValueSet/media-modality": "http://hl7.org/fhir/ValueSet/dicom-cid29",
    "http://hl7.org/fhir/ValueSet/use-context": "http://hl7.org/fhir/ValueSet/usps-state",
}


def _stated() -> Iterator[dict[str, Any]]:
    for name, data in examples():
        if name.startswith("ValueSet-") and "expansion" in (resource := json.loads(data)):
            yield resource


def test_expansions_that_the_package_states() -> None:
    compared = 0
    for resource in _stated():
        stated = set(_codes(resource["expansion"]["contains"]))
        try:
            ours = {(one.system, one.code) for one in official.expand(resource["url"]).entries}
        except Refusal as refusal:
            assert "http://loinc.org" in refusal.text, refusal.text
            continue
        assert ours == stated or resource["url"] in DIFFERING, (resource["url"], ours ^ stated)
        compared += 1
    assert compared >= 3


DIFFERING = {
    # its composition names the system #hacked, its expansion another
    "http://hl7.org/fhir/ValueSet/example-hierarchical",
    # the expansion was made in 2017, before v3-ActMood had six codes below CRT
    "http://hl7.org/fhir/ValueSet/inactive",
}


def _codes(contains: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in contains:
        if "code" in one:
            yield one.get("system", ""), one["code"]
        yield from _codes(one.get("contains", []))
