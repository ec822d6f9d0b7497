"""What a condition of a search can say: each kind of parameter with every modifier and prefix that R4 gives it."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio

from medcluster.fhir import types
from medcluster.foundation import Kind, Refusal
from medcluster.record import Handle

UCUM = "http://unitsofmeasure.org"
LOINC = "http://loinc.org"


def made(kind: str, ident: str, **fields: Any) -> types.Resource:
    return types.from_plain({"resourceType": kind, "id": ident, **fields})


def seen(ident: str, code: str, day: str, **fields: Any) -> types.Resource:
    coding = {"system": LOINC, "code": code, "display": f"Test {code}"}
    return made(
        "Observation",
        ident,
        status="final",
        code={"coding": [coding], "text": fields.pop("text", None) or f"Élément {code}"},
        subject={"reference": f"Patient/{fields.pop('who', 'anna')}", "display": "Anna Пётрова"},
        effectiveDateTime=day,
        **fields,
    )


def amount(value: float | str, unit: str, **fields: Any) -> dict[str, Any]:
    return {"value": float(value), "unit": unit, "system": UCUM, "code": unit, **fields}


def part(code: str, value: float, unit: str) -> dict[str, Any]:
    return {"code": {"coding": [{"system": LOINC, "code": code}]}, "valueQuantity": amount(value, unit)}


@pytest_asyncio.fixture(scope="module", autouse=True)
async def sample(clinic: Handle) -> None:
    """Patients, places, observations in several units."""
    typed = {"type": {"coding": [{"system": "urn:t", "code": "MR"}], "text": "Medical record"}, "system": "urn:i"}
    div = '<div xmlns="http://www.w3.org/1999/xhtml">Asthma since <b>birth</b></div>'
    narrative = {"status": "generated", "div": div}
    await clinic.write(
        [
            made(
                "Patient",
                "anna",
                identifier=[{**typed, "value": "7"}],
                gender="female",
                text=narrative,
                meta={
                    "profile": ["http://x.org/p/one|1.0"],
                    "tag": [{"system": "urn:tag", "code": "a", "display": "Blue"}],
                },
            ),
            made(
                "Patient",
                "bruno",
                identifier=[{"system": "urn:i", "value": "7"}],
                meta={"profile": ["http://x.org/q/two"], "source": "http://source.org/a/b"},
                managingOrganization={"identifier": {"system": "urn:o", "value": "9"}},
            ),
            made("Location", "house", name="House", position={"latitude": 48.85, "longitude": 2.35}),
            made("Location", "floor", name="Floor", partOf={"reference": "Location/house"}),
            made(
                "Location",
                "room",
                name="Room",
                partOf={"reference": "Location/floor"},
                position={"latitude": 48.86, "longitude": 2.35},
            ),
            made("Location", "far", name="Far", position={"latitude": 43.3, "longitude": 5.4}),
            made(
                "Encounter",
                "e1",
                status="finished",
                **{"class": {"code": "AMB"}},
                location=[{"location": {"reference": "Location/room"}}],
            ),
            made(
                "Encounter",
                "e2",
                status="finished",
                **{"class": {"code": "AMB"}},
                location=[{"location": {"reference": "Location/house"}}],
            ),
            made("ValueSet", "v1", status="active", url="http://acme.org/fhir/ValueSet/123"),
            made("ValueSet", "v2", status="active", url="http://acme.org/fhir/ValueSet/123/history/5"),
            made(
                "List",
                "l1",
                status="current",
                mode="working",
                entry=[{"item": {"reference": "Observation/o1"}}, {"item": {"reference": "Patient/anna"}}],
            ),
        ]
    )
    await clinic.write(
        [
            seen("o1", "1", "2024-01-01", valueQuantity=amount("5.4", "mg")),
            seen("o2", "1", "2024-01-02", valueQuantity=amount("0.0054", "g")),
            seen("o3", "2", "2024-01-03", valueQuantity=amount("5.44", "mg"), who="bruno"),
            seen("o4", "1", "2024-01-04", valueQuantity=amount("5.4", "mg/dL")),
            seen("o5", "1", "2024-01-05", valueQuantity=amount("5", "mg", comparator="<")),
            seen(
                "o6", "3", "2024-01-06", valueQuantity={"value": 120, "unit": "mmHg", "system": UCUM, "code": "mm[Hg]"}
            ),
            seen(
                "o7",
                "4",
                "2024-01-07",
                valueCodeableConcept={"coding": [{"system": "urn:s", "code": "yes"}], "text": "Yes indeed"},
            ),
            seen("o8", "5", "2024-01-08", component=[part("6", 1, "mg"), part("7", 2, "mg")], text="Panel of things"),
            seen("o9", "8", "2024-01-09", valueString="Positive"),
            seen("o10", "9", "2024-01-10", valueDateTime="2024-01-10T10:00:00Z"),
            made(
                "RiskAssessment",
                "r1",
                status="final",
                subject={"reference": "Patient/anna"},
                prediction=[{"probabilityDecimal": 0.8}],
            ),
            made(
                "RiskAssessment",
                "r2",
                status="final",
                subject={"reference": "Patient/anna"},
                prediction=[
                    {"probabilityRange": {"low": {"value": 10}, "high": {"value": 20}}},
                    {"probabilityRange": {"low": {"value": 60}, "high": {"value": 70}}},
                ],
            ),
            made(
                "Condition",
                "c1",
                subject={"reference": "Patient/anna"},
                onsetRange={"low": amount(40, "a"), "high": amount(50, "a")},
            ),
        ]
    )


async def found(handle: Handle, search: str) -> set[str]:
    kind, _, query = search.partition("?")
    return {stored.id for stored in (await handle.search(kind, query)).matches}


CASES = {
    # the modifier :text
    "Observation?code:text=test 1": "o1 o2 o4 o5",
    "Observation?code:text=element 2": "o3",
    "Observation?code:text=panel": "o8",
    "Observation?code:text=nothing": "",
    "Observation?combo-code:text=panel": "o8",
    "Observation?value-concept:text=YES": "o7",
    "Observation?subject:text=anna petrova": "",
    "Observation?subject:text=anna пет&code=9": "o10",
    "Patient?identifier:text=medical": "anna",
    "Patient?_tag:text=blu": "anna",
    # identifiers by type, references by identifier and by type
    "Patient?identifier=urn:i|7": "anna bruno",
    "Patient?identifier:of-type=urn:t|MR|7": "anna",
    "Patient?identifier:of-type=urn:t|MR|8": "",
    "Patient?organization:identifier=urn:o|9": "bruno",
    "Observation?subject:Patient=bruno": "o3",
    # hierarchies
    "Encounter?location:below=Location/house": "e1 e2",
    "Encounter?location:below=floor": "e1",
    "Encounter?location:above=Location/room": "e1 e2",
    "Encounter?location:above=Location/house": "e2",
    "Location?partof:below=Location/house": "floor room",
    "ValueSet?url:below=http://acme.org/fhir/ValueSet/123": "v1 v2",
    "ValueSet?url:below=http://acme.org/fhir/ValueSet/123/": "v2",
    "ValueSet?url:above=http://acme.org/fhir/ValueSet/123/history/5/7": "v1 v2",
    # meta
    "Patient?_profile=http://x.org/p/one|1.0": "anna",
    "Patient?_profile=http://x.org/p/one": "anna",
    "Patient?_profile:below=http://x.org/p": "anna",
    "Patient?_source=http://source.org/a/b": "bruno",
    "Patient?_source:below=http://source.org/a": "bruno",
    "Patient?_source:above=http://source.org/a/b/c": "bruno",
    "Patient?_source:missing=true": "anna",
    "Patient?_tag:not=urn:tag|a": "bruno",
    "Patient?_id:not=anna": "bruno",
    "Patient?_id=anna,bruno": "anna bruno",
    # quantities
    "Observation?value-quantity=5.4|http://unitsofmeasure.org|mg": "o1 o2 o3",
    "Observation?value-quantity=5.40|http://unitsofmeasure.org|mg": "o1 o2",
    "Observation?value-quantity=0.0054|http://unitsofmeasure.org|g": "o1 o2 o3",
    "Observation?value-quantity=5.4||mg": "o1 o3",
    "Observation?value-quantity=5.4|http://unitsofmeasure.org|": "o1 o3 o4",
    "Observation?value-quantity=5.4": "o1 o3 o4",
    "Observation?value-quantity=gt5.4|http://unitsofmeasure.org|mg": "o3",
    "Observation?value-quantity=ge5.4|http://unitsofmeasure.org|mg": "o1 o2 o3",
    "Observation?value-quantity=lt5.4|http://unitsofmeasure.org|mg": "o5",
    "Observation?value-quantity=lt3|http://unitsofmeasure.org|mg": "o5",
    "Observation?value-quantity=eb5.4|http://unitsofmeasure.org|mg": "o5",
    "Observation?value-quantity=sa5.4|http://unitsofmeasure.org|mg": "o3",
    "Observation?value-quantity=le5.4|http://unitsofmeasure.org|mg": "o1 o2 o5",
    "Observation?value-quantity=ap5.6|http://unitsofmeasure.org|mg": "o1 o2 o3",
    "Observation?value-quantity=ne5.40|http://unitsofmeasure.org|mg": "o3 o5",
    "Observation?value-quantity=16|http://unitsofmeasure.org|kPa": "o6",
    "Observation?value-quantity=120||mmHg": "o6",
    "Observation?value-quantity=120||mm[Hg]": "o6",
    "Observation?value-quantity=54|http://unitsofmeasure.org|mg/L": "o4",
    "Observation?combo-value-quantity=lt3|http://unitsofmeasure.org|mg": "o5 o8",
    "Observation?component-value-quantity=0.002|http://unitsofmeasure.org|g": "o8",
    "Condition?onset-age=45|http://unitsofmeasure.org|a": "",
    "Condition?onset-age=gt45|http://unitsofmeasure.org|a": "c1",
    "Condition?onset-age=gt51|http://unitsofmeasure.org|a": "",
    "Condition?onset-age=sa39|http://unitsofmeasure.org|a": "c1",
    "Condition?onset-age=lt500|http://unitsofmeasure.org|mo": "c1",
    # numbers and ranges of numbers
    "RiskAssessment?probability=0.8": "r1",
    "RiskAssessment?probability=gt0.8": "r2",
    "RiskAssessment?probability=ap65": "r2",
    "RiskAssessment?probability=eb25": "r1 r2",
    "RiskAssessment?probability=sa65": "",
    # composites
    "Observation?code-value-quantity=http://loinc.org|1$5.4|http://unitsofmeasure.org|mg": "o1 o2",
    "Observation?code-value-quantity=1$5.4": "o1 o4",
    "Observation?code-value-quantity=urn:other|1$5.4": "",
    "Observation?code-value-quantity=1$lt4|http://unitsofmeasure.org|mg": "o5",
    "Observation?code-value-quantity=2$gt5||mg,3$gt100": "o3 o6",
    "Observation?component-code-value-quantity=6$lt1.5|http://unitsofmeasure.org|mg": "o8",
    "Observation?component-code-value-quantity=7$lt1.5|http://unitsofmeasure.org|mg": "",
    "Observation?combo-code-value-quantity=7$2,2$gt5": "o8 o3",
    "Observation?code-value-concept=http://loinc.org|4$urn:s|yes": "o7",
    "Observation?code-value-concept=4$no": "",
    "Observation?code-value-string=8$pos": "o9",
    "Observation?code-value-date=9$2024-01-10": "o10",
    "Observation?code-value-date=9$gt2024-01-11": "",
    "Observation?code-value-quantity:missing=false&code=http://loinc.org|1": "o1 o2 o4 o5",
    # places
    "Location?near=48.85|2.35|100|m": "house",
    "Location?near=48.85|2.35|2|km": "house room",
    "Location?near=48.85|2.35|2000": "house room far",
    "Location?near=48.85|2.35": "house room",
    "Location?near=48.85|2.35|1|[mi_us]": "house room",
    # missing
    "Observation?value-quantity:missing=true": "o7 o8 o9 o10",
    "Observation?combo-value-quantity:missing=true": "o7 o9 o10",
    "Observation?value-quantity:missing=true&code=9": "o10",
    "Observation?encounter:missing=true&value-quantity:missing=false&patient=bruno": "o3",
    "Location?near:missing=true": "floor",
    "Patient?gender:missing=true": "bruno",
    # words and lists
    "Patient?_text=asthma": "anna",
    "Patient?_text=birth asthma": "anna",
    "Patient?_text=asthma death": "",
    "Patient?_text=div": "",
    "Observation?_content=positive": "o9",
    "Observation?_content=element panel": "",
    "Observation?_content=PANEL things": "o8",
    "Observation?_content=status": "",
    "Observation?_content=petrova": "",
    "Observation?_content=петрова&code=9": "o10",
    "Observation?_list=l1": "o1",
    "Patient?_list=l1": "anna",
    # not
    "Observation?code:not=http://loinc.org|1&status=final": "o3 o6 o7 o8 o9 o10",
    # terminology: value sets and hierarchies of R4 itself
    "Patient?gender:in=http://hl7.org/fhir/ValueSet/administrative-gender": "anna",
    "Patient?gender:not-in=http://hl7.org/fhir/ValueSet/administrative-gender": "bruno",
    "Observation?status:in=http://hl7.org/fhir/ValueSet/observation-status&code=9": "o10",
    "Observation?status:below=http://hl7.org/fhir/observation-status|amended": "",
    "Observation?status:above=http://hl7.org/fhir/observation-status|final&code=9": "o10",
    "Encounter?subject:Patient.gender:in=http://hl7.org/fhir/ValueSet/administrative-gender": "",
    "Observation?subject:Patient.gender:in=http://hl7.org/fhir/ValueSet/administrative-gender&code=2": "",
    "Observation?patient.gender:in=http://hl7.org/fhir/ValueSet/administrative-gender&code=9": "o10",
    # filters
    "Observation?_filter=code eq http://loinc.org|1 and date ge 2024-01-04": "o4 o5",
    "Observation?_filter=not (code eq 1) and value-quantity gt 5": "o3 o6",
    "Observation?_filter=(code eq 8 or code eq 9) and subject.gender eq female": "o9 o10",
    "Observation?_filter=value-quantity pr false and not (code eq 4)": "o8 o9 o10",
    'Observation?_filter=subject[gender eq female]._id eq anna and code eq "9"': "o10",
    'Observation?_filter=value-string ew "TIVE"': "o9",
    'Observation?_filter=value-string eq "positive" or value-string co "xx"': "o9",
    "Observation?_filter=date po 2024-01-10": "o10",
    "Patient?_filter=_has:Observation:patient:code eq 2": "bruno",
    "Patient?_filter=id eq anna": "anna",
}


@pytest.mark.parametrize(("search", "ids"), CASES.items())
async def test_conditions(clinic: Handle, search: str, ids: str) -> None:
    assert await found(clinic, search) == set(ids.split())


@pytest.mark.parametrize(("search", "ids"), CASES.items())
async def test_counted_alike(clinic: Handle, search: str, ids: str) -> None:
    kind, _, query = search.partition("?")
    assert (await clinic.search(kind, f"{query}&_summary=count")).total == len(ids.split())


@pytest.mark.parametrize(
    ("search", "kind"),
    [
        ("Observation?code-value-quantity=1", Kind.MALFORMED),
        ("Observation?code-value-quantity=http://loinc.org|$gt5", Kind.UNSUPPORTED),
        ("Location?near=1|2|3|mg", Kind.MALFORMED),
        ("Location?near=100|2", Kind.MALFORMED),
        ("Observation?_filter=code", Kind.MALFORMED),
        ("Observation?_filter=code xx 1", Kind.MALFORMED),
        ("Observation?_filter=(code eq 1", Kind.MALFORMED),
        ("Observation?_filter=date co 1", Kind.UNSUPPORTED),
        ("Observation?_list=$current-problems", Kind.MALFORMED),
        ("Observation?code:in=http://vs", Kind.NOT_FOUND),
        ("Observation?code:below=1", Kind.MALFORMED),
        ("Observation?subject:below=Patient/1", Kind.UNSUPPORTED),
        ("Observation?code-value-quantity=1$5|http://unitsofmeasure.org|", Kind.UNSUPPORTED),
    ],
)
async def test_refused_by_name(clinic: Handle, search: str, kind: Kind) -> None:
    with pytest.raises(Refusal) as caught:
        await found(clinic, search)
    assert caught.value.kind is kind
