"""A patient's record that replaces others: which they are, and how what is asked about her is widened to them."""

from __future__ import annotations

from medcluster.fhir import types
from medcluster.record import Asked, Handle, everything
from medcluster.record.asking import read_query
from medcluster.record.merged import replaced, with_replaced
from tests.integration.record.samples import observation


def linked(name: str, *links: tuple[str, str]) -> types.Resource:
    """A patient with links: kind and whom."""
    plain = [{"type": kind, "other": {"reference": f"Patient/{other}"}} for kind, other in links]
    return types.from_plain({"resourceType": "Patient", "id": name, **({"link": plain} if plain else {})})


async def merged(handle: Handle, stays: str, goes: str) -> None:
    """Two patients, the one replaced by the other, each with a result; and one that names both."""
    await handle.write([linked(stays, ("replaces", goes)), linked(goes, ("replaced-by", stays))])
    both = types.Reference(reference=f"Patient/{goes}")
    await handle.write(
        [
            observation(stays, "1-1", "2024-03-01", id=f"of-{stays}"),
            observation(goes, "1-1", "2024-02-01", id=f"of-{goes}"),
            observation(stays, "1-1", "2024-01-01", id=f"both-{stays}", performer=(both,)),
        ]
    )


async def found(handle: Handle, place: str, query: str = "") -> list[str]:
    return [one.reference for one in (await handle.search(place, query)).matches]


async def test_records_that_are_replaced_are_found_through_others_too(interface: Handle) -> None:
    await interface.write(
        [
            linked("last", ("replaces", "middle"), ("seealso", "sister")),
            linked("middle", ("replaced-by", "last"), ("replaces", "first")),
            linked("first", ("replaced-by", "middle")),
            linked("sister", ("seealso", "last")),
        ]
    )
    async with interface.opened() as connection:
        assert await replaced(connection, ["last", "sister"]) == {"last": ("first", "middle")}
        assert await replaced(connection, ["middle"]) == {"middle": ("first",)}
        assert await replaced(connection, ["first"]) == {}
        asked = read_query("Observation", [("patient", "last"), ("encounter.patient", "middle"), ("code", "1")])
        widened = await with_replaced(connection, asked)
    text = str(widened.query.conditions)
    assert "('Patient/last', 'Patient/first', 'Patient/middle')" in text
    assert "('Patient/middle', 'Patient/first')" in text


async def test_who_does_not_see_a_record_does_not_learn_of_it(interface: Handle, other: Handle) -> None:
    await interface.write([linked("stays", ("replaces", "goes")), linked("goes", ("replaced-by", "stays"))])
    async with other.opened() as connection:
        assert await replaced(connection, ["stays"]) == {}


async def test_a_search_that_names_nobody_is_left_as_it_is(interface: Handle) -> None:
    asked = read_query("Observation", [("code", "1")])
    async with interface.opened() as connection:
        assert await with_replaced(connection, asked) is asked


async def test_a_search_by_the_survivor_finds_what_both_records_hold(interface: Handle) -> None:
    await merged(interface, "anna", "anna-old")
    every = ["Observation/of-anna", "Observation/of-anna-old", "Observation/both-anna"]
    assert await found(interface, "Observation", "patient=anna") == every
    assert await found(interface, "Observation", "patient=anna&code=http://loinc.org|1-1") == every
    assert await found(interface, "Observation", "subject=Patient/anna&_sort=date") == every[::-1]
    assert await found(interface, "Observation", "_filter=subject eq Patient/anna") == every
    assert await found(interface, "Observation", "patient=anna-old") == ["Observation/of-anna-old"]
    page = await interface.search("Observation", "patient=anna&_total=accurate&_count=1")
    assert page.total == 3
    seen = [one.reference for one in page.matches]
    while page.next_query:
        page = await interface.search("Observation", page.next_query)
        seen += [one.reference for one in page.matches]
    assert seen == every


async def test_her_compartment_holds_what_lay_in_the_record_that_went(interface: Handle) -> None:
    await merged(interface, "berta", "berta-old")
    every = ["Observation/of-berta", "Observation/of-berta-old", "Observation/both-berta"]
    assert await found(interface, "Patient/berta/Observation") == every
    assert await found(interface, "Patient/berta/Observation", "code=1-1&_sort=date") == every[::-1]
    everywhere = await found(interface, "Patient/berta/*")
    assert sorted(everywhere) == sorted([*every, "Patient/berta", "Patient/berta-old"])
    assert await found(interface, "Patient/berta-old/Observation") == [every[1], every[2]]


async def test_everything_about_her_is_what_both_records_hold(interface: Handle) -> None:
    await merged(interface, "clara", "clara-old")
    seen: list[str] = []
    asked = Asked(count=2)
    while True:
        page = await everything(interface, "Patient", "clara", asked)
        seen += [one.reference for one in page.matches]
        if not page.next_query:
            break
        asked = Asked(count=2, cursor=page.next_query.rpartition("_cursor=")[2])
    every = ["of-clara", "of-clara-old", "both-clara"]
    assert sorted(seen) == sorted([*(f"Observation/{one}" for one in every), "Patient/clara", "Patient/clara-old"])


async def test_rooms_that_read_a_patient_get_both_records_and_one_person(interface: Handle) -> None:
    await merged(interface, "dora", "dora-old")
    every = ["Observation/of-dora", "Observation/of-dora-old", "Observation/both-dora"]
    known = [one.reference for one in await interface.patient_resources("dora")]
    assert sorted(known) == sorted([*every, "Patient/dora"])
    both = await interface.resources_of_patients(["dora", "dora-old"], ["Observation"])
    assert [one.reference for one in both["dora"]] == every
    assert [one.reference for one in both["dora-old"]] == [every[1]]


async def test_undone_it_is_two_records_again(interface: Handle) -> None:
    await merged(interface, "ella", "ella-old")
    await interface.write([linked("ella"), linked("ella-old")])
    assert await found(interface, "Patient/ella/Observation") == ["Observation/of-ella", "Observation/both-ella"]
