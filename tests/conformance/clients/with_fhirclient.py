"""PyPI fhirclient (SMART): its models, built from the specification, read and write what the server answers."""

from __future__ import annotations

from fhirclient.models.bundle import Bundle
from fhirclient.models.capabilitystatement import CapabilityStatement
from fhirclient.models.fhirdate import FHIRDate
from fhirclient.models.observation import Observation
from fhirclient.models.patient import Patient
from fhirclient.server import FHIRNotFoundException, FHIRServer
from reporting import BASE, MANY, MARK, SYSTEM, TOKEN, observation, patient, same, transaction, tried

server = FHIRServer(None, base_uri=BASE)
server.session.headers["Authorization"] = f"Bearer {TOKEN}"
made: dict[str, str] = {}


@tried("CapabilityStatement")
def _() -> None:
    said = CapabilityStatement.read_from("metadata", server)
    same((said.fhirVersion, said.kind), ("4.0.1", "instance"))
    assert len(said.rest[0].resource) > 140
    server.get_capability()


@tried("create")
def _() -> None:
    answered = Patient(patient(identifier=[{"system": SYSTEM, "value": f"{MARK}-1"}])).create(server)
    made["anna"] = Patient(answered).id


@tried("read")
def _() -> None:
    found = Patient.read(made["anna"], server)
    same((found.name[0].family, found.meta.versionId), (MARK, "1"))


@tried("update")
def _() -> None:
    found = Patient.read(made["anna"], server)
    found.birthDate = FHIRDate("1970-02-03")
    same(Patient(found.update(server)).meta.versionId, "2")


@tried("transaction")
def _() -> None:
    people = [patient(given=f"P{number:02d}") for number in range(MANY)]
    weights = [observation(f"Patient/{made['anna']}", 70.5 + day, day) for day in (1, 2, 3)]
    answered = Bundle(Bundle(transaction(people + weights)).create(server))
    same({one.response.status[:3] for one in answered.entry}, {"201"})


@tried("search with paging")
def _() -> None:
    found = list(Patient.where({"family:exact": MARK, "_count": "5"}).perform_resources_iter(server))
    same((len(found), len({one.id for one in found})), (MANY + 1, MANY + 1))
    pages = list(Patient.where({"family:exact": MARK, "_count": "5"}).perform_iter(server))
    same(len(pages), 5)


@tried("search: chain, date, include")
def _() -> None:
    asked = Observation.where({"subject:Patient.family": MARK, "date": "ge2026-03-02"}).include("subject")
    found = list(asked.perform_resources_iter(server))
    same(sorted(one.resource_type for one in found), ["Observation", "Observation", "Patient"])
    same(sorted(one.valueQuantity.value for one in found if one.resource_type == "Observation"), [72.5, 73.5])


@tried("history")
def _() -> None:
    found = Bundle.read_from(f"Patient/{made['anna']}/_history", server)
    same((found.type, [one.resource.meta.versionId for one in found.entry]), ("history", ["2", "1"]))


@tried("operation $everything")
def _() -> None:
    found = Bundle.read_from(f"Patient/{made['anna']}/$everything", server)
    same(sum(one.resource.resource_type == "Observation" for one in found.entry), 3)


@tried("reference resolved")
def _() -> None:
    weight = next(Observation.where({"patient": made["anna"]}).perform_resources_iter(server))
    same(weight.subject.resolved(Patient).id, made["anna"])


@tried("delete")
def _() -> None:
    gone = Patient(Patient(patient(family=f"{MARK}-gone")).create(server))
    gone.delete(server)
    try:
        Patient.read(gone.id, server)
    except FHIRNotFoundException:
        raise AssertionError("404 where 410 says that it was there") from None
    except Exception as fault:
        assert "410" in str(fault), fault
