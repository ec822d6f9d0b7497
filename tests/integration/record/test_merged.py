"""A patient's record that replaces others: which they are, and how a search is widened to them."""

from __future__ import annotations

from medcluster.fhir import types
from medcluster.fhir.search import parse
from medcluster.record import Handle
from medcluster.record.merged import replaced, with_replaced


def linked(name: str, *links: tuple[str, str]) -> types.Resource:
    """A patient with links: kind and whom."""
    plain = [{"type": kind, "other": {"reference": f"Patient/{other}"}} for kind, other in links]
    return types.from_plain({"resourceType": "Patient", "id": name, "link": plain} if plain else {
        "resourceType": "Patient", "id": name
    })  # fmt: skip


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
        query = parse("Observation", [("patient", "last"), ("encounter.patient", "middle"), ("code", "1")])
        (widened,) = await with_replaced(connection, [query])
    text = str(widened.conditions)
    assert "('Patient/last', 'Patient/first', 'Patient/middle')" in text
    assert "('Patient/middle', 'Patient/first')" in text


async def test_who_does_not_see_a_record_does_not_learn_of_it(interface: Handle, other: Handle) -> None:
    await interface.write([linked("stays", ("replaces", "goes")), linked("goes", ("replaced-by", "stays"))])
    async with other.opened() as connection:
        assert await replaced(connection, ["stays"]) == {}


async def test_a_search_that_names_nobody_is_left_as_it_is(interface: Handle) -> None:
    queries = [parse("Observation", [("code", "1")])]
    async with interface.opened() as connection:
        assert await with_replaced(connection, queries) is queries
