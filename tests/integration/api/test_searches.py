"""Searches over HTTP: links that work when followed, parameters refused by name."""

from __future__ import annotations

import pytest

from tests.integration.api.site import BASE, Json, Site, issues, observation, patient


def link(found: Json, relation: str) -> str:
    """The address of a link, or nothing."""
    return next((one["url"] for one in found["link"] if one["relation"] == relation), "")


async def families(site: Site, path: str) -> list[str]:
    """The family names on all pages of a search, by following its links."""
    doctor = await site.doctor()
    found: list[str] = []
    while path:
        answer = await doctor.get(path.removeprefix(BASE))
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [one["resource"]["name"][0]["family"] for one in page.get("entry", ())]
        path = link(page, "next")
    return found


async def test_pages_are_walked_by_their_links(site: Site) -> None:
    doctor = await site.doctor()
    for number in range(7):
        await doctor.post("/fhir/Patient", json=patient(f"Walker{number}"))
    walked = await families(site, "/fhir/Patient?family=Walker&_sort=family&_count=3")
    assert walked == [f"Walker{number}" for number in range(7)]


async def test_the_self_link_finds_the_same_page_again(site: Site) -> None:
    doctor = await site.doctor()
    for number in range(3):
        await doctor.post("/fhir/Patient", json=patient("Selfsame & Co", f"Given {number}"))
    asked = await doctor.get("/fhir/Patient", params={"family": "Selfsame & Co", "_count": "2", "_format": "json"})
    first = asked.json()
    again = (await doctor.get(link(first, "self").removeprefix(BASE))).json()
    assert [one["fullUrl"] for one in again["entry"]] == [one["fullUrl"] for one in first["entry"]]
    second = (await doctor.get(link(first, "next").removeprefix(BASE))).json()
    same = (await doctor.get(link(second, "self").removeprefix(BASE))).json()
    assert [one["fullUrl"] for one in same["entry"]] == [one["fullUrl"] for one in second["entry"]]


async def test_matches_have_full_addresses_that_can_be_read(site: Site) -> None:
    doctor = await site.doctor()
    await doctor.post("/fhir/Patient", json=patient("Addressed"))
    (one,) = (await doctor.get("/fhir/Patient?family=Addressed")).json()["entry"]
    assert one["search"]["mode"] == "match"
    assert (await doctor.get(one["fullUrl"].removeprefix(BASE))).json() == one["resource"]


async def test_an_unknown_parameter_is_refused_by_name(site: Site) -> None:
    doctor = await site.doctor()
    for path in ("/fhir/Patient?shoesize=43", "/fhir/Patient?name=a&shoesize=43", "/fhir/Patient?_sort=shoesize"):
        answer = await doctor.get(path)
        assert answer.status_code == 400, path
        assert "shoesize" in issues(answer)[0]["diagnostics"]


async def test_a_value_that_cannot_be_read_is_refused(site: Site) -> None:
    doctor = await site.doctor()
    for path in ("/fhir/Patient?birthdate=soon", "/fhir/Patient?_count=many", "/fhir/Patient?name:loud=x"):
        answer = await doctor.get(path)
        assert answer.status_code == 400, path
        issues(answer)


async def test_a_forged_cursor_is_refused(site: Site) -> None:
    doctor = await site.doctor()
    assert (await doctor.get("/fhir/Patient?_cursor=AAAA")).status_code == 400


async def test_the_search_may_be_posted_as_a_form(site: Site) -> None:
    doctor = await site.doctor()
    await doctor.post("/fhir/Patient", json=patient("Posted"))
    answer = await doctor.post("/fhir/Patient/_search", data={"family": "Posted"})
    assert answer.status_code == 200
    assert len(answer.json()["entry"]) == 1


async def test_only_the_count_is_given_when_only_it_is_asked_for(site: Site) -> None:
    doctor = await site.doctor()
    for _ in range(3):
        await doctor.post("/fhir/Patient", json=patient("Counted"))
    found = (await doctor.get("/fhir/Patient?family=Counted&_summary=count")).json()
    assert found["total"] == 3
    assert "entry" not in found


async def test_what_matches_refer_to_comes_along_when_asked(site: Site) -> None:
    doctor = await site.doctor()
    owner = (await doctor.post("/fhir/Patient", json=patient("Included"))).json()["id"]
    await doctor.post("/fhir/Observation", json=observation(f"Patient/{owner}", "included-code"))
    found = (await doctor.get("/fhir/Observation?code=included-code&_include=Observation:subject")).json()
    assert [(one["resource"]["resourceType"], one["search"]["mode"]) for one in found["entry"]] == [
        ("Observation", "match"),
        ("Patient", "include"),
    ]


@pytest.mark.parametrize("script", ["Петрова", "петр", "Лефевр", "בן־דוד", "lefevre"])
async def test_names_are_found_in_any_script(site: Site, script: str) -> None:
    doctor = await site.doctor()
    for family in ("Петрова", "Лефевр", "בן־דוד", "Lefèvre"):
        if not (await doctor.get("/fhir/Patient", params={"family:exact": family})).json().get("entry"):
            await doctor.post("/fhir/Patient", json=patient(family))
    found = (await doctor.get("/fhir/Patient", params={"name": script})).json()
    assert len(found["entry"]) == 1


async def test_birth_dates_and_numbers_find_patients(site: Site) -> None:
    doctor = await site.doctor()
    number = {"system": "urn:oid:1.2", "value": "48 2716"}
    await doctor.post("/fhir/Patient", json=patient("Dated", birthDate="1959-03-14", identifier=[number]))
    for params in ({"birthdate": "1959-03-14"}, {"identifier": "48 2716"}, {"identifier": "urn:oid:1.2|48 2716"}):
        found = (await doctor.get("/fhir/Patient", params={"family": "Dated", **params})).json()
        assert len(found["entry"]) == 1, params


async def test_every_type_and_compartments_are_searched(site: Site) -> None:
    doctor = await site.doctor()
    tag = {"tag": [{"system": "urn:places", "code": "everywhere"}]}
    owner = (await doctor.post("/fhir/Patient", json=patient("Everywhere", meta=tag))).json()["id"]
    seen = (await doctor.post("/fhir/Observation", json=observation(f"Patient/{owner}", meta=tag))).json()["id"]
    both = [f"{BASE}/fhir/Observation/{seen}", f"{BASE}/fhir/Patient/{owner}"]
    for path in ("/fhir?_tag=everywhere", "/fhir/?_tag=everywhere", f"/fhir/Patient/{owner}/*"):
        found = (await doctor.get(path)).json()
        assert sorted(one["fullUrl"] for one in found["entry"]) == both, path
        assert (await doctor.get(link(found, "self").removeprefix(BASE))).json()["entry"] == found["entry"], path
    for path, form in (("/fhir/_search", {"_tag": "everywhere"}), (f"/fhir/Patient/{owner}/*/_search", {})):
        found = (await doctor.post(path, data=form)).json()
        assert sorted(one["fullUrl"] for one in found["entry"]) == both, path
    inside = (await doctor.get(f"/fhir/Patient/{owner}/Observation?code=718-7&_count=1")).json()
    assert [one["fullUrl"] for one in inside["entry"]] == both[:1]
    assert link(inside, "self").startswith(f"{BASE}/fhir/Patient/{owner}/Observation?code=718-7")
    elsewhere = await doctor.get("/fhir/Patient/nobody/Observation")
    assert elsewhere.status_code == 200 and "entry" not in elsewhere.json()
    assert (await doctor.get(f"/fhir/Patient/{owner}/Organization")).status_code == 400
    assert (await doctor.get("/fhir?code=718-7")).status_code == 400


async def test_searches_of_every_type_and_of_compartments_are_dressed_as_others_are(site: Site) -> None:
    doctor = await site.doctor()
    owner = (await doctor.post("/fhir/Patient", json=patient("Dressed", gender="female"))).json()["id"]
    for path in (f"/fhir?_id={owner}", f"/fhir/Patient/{owner}/*?_count=5", f"/fhir/Patient/{owner}/Patient?_count=5"):
        some = (await doctor.get(f"{path}&_elements=gender")).json()
        assert set(some["entry"][0]["resource"]) == {"resourceType", "id", "meta", "gender"}, path
        assert (await doctor.get(f"{path}&_summary=count")).json()["total"] == 1, path
        as_xml = await doctor.get(f"{path}&_format=xml")
        assert as_xml.status_code == 200 and b"<gender value" in as_xml.content, path
    posted = await doctor.post("/fhir/_search", data={"_id": owner, "_summary": "true"})
    assert posted.json()["entry"][0]["resource"]["meta"]["tag"][0]["code"] == "SUBSETTED"
    posted = await doctor.post("/fhir/_search", data={"_id": owner, "_elements": "gender"})
    assert posted.status_code == 200, posted.text


async def test_the_address_of_a_compartment_is_no_version(site: Site) -> None:
    doctor = await site.doctor()
    owner = (await doctor.post("/fhir/Patient", json=patient("Versioned"))).json()["id"]
    assert (await doctor.get(f"/fhir/Patient/{owner}/_history")).json()["type"] == "history"


async def test_what_is_ignored_is_told_in_the_bundle(site: Site) -> None:
    doctor = await site.doctor()
    await doctor.post("/fhir/Patient", json=patient("Lenient"))
    headers = {"Prefer": "respond-async=no, handling=lenient"}
    answer = await doctor.get("/fhir/Patient?family=Lenient&shoesize=43&birthdate=soon", headers=headers)
    found = answer.json()
    match, told = found["entry"]
    assert match["search"]["mode"] == "match"
    assert told["search"]["mode"] == "outcome"
    assert told["resource"]["resourceType"] == "OperationOutcome"
    assert [one["severity"] for one in told["resource"]["issue"]] == ["warning", "warning"]
    assert "shoesize" in told["resource"]["issue"][0]["diagnostics"]
    assert link(found, "self") == f"{BASE}/fhir/Patient?family=Lenient&_count=50&_total=none"
    strict = await doctor.get("/fhir/Patient?family=Lenient&shoesize=43", headers={"Prefer": "handling=strict"})
    assert strict.status_code == 400


async def test_the_links_say_what_was_searched(site: Site) -> None:
    doctor = await site.doctor()
    for number in range(3):
        await doctor.post("/fhir/Patient", json=patient("Linked", str(number)))
    posted = (await doctor.post("/fhir/Patient/_search", data={"family": "Linked", "_count": "2"})).json()
    fetched = (await doctor.get("/fhir/Patient?family=Linked&_count=2")).json()
    assert {one["relation"] for one in fetched["link"]} == {"self", "first", "next"}
    assert link(posted, "self") == link(fetched, "self") == f"{BASE}/fhir/Patient?family=Linked&_count=2&_total=none"
    second = (await doctor.get(link(fetched, "next").removeprefix(BASE))).json()
    assert link(second, "first") == link(fetched, "self")
    capped = (await doctor.get("/fhir/Patient?family=Linked&_count=1000000000&_count=2")).status_code
    assert capped == 400
    zoned = await doctor.get("/fhir/Patient?family=Linked", headers={"Timezone": "Asia/Jerusalem"})
    assert link(zoned.json(), "self").endswith("_timezone=Asia%2FJerusalem")
    assert (await doctor.get("/fhir/Patient", headers={"Timezone": "Mars/Base"})).status_code == 400


async def test_a_cursor_serves_nobody_else(site: Site) -> None:
    doctor, interface = await site.doctor(), await site.interface()
    for number in range(2):
        await doctor.post("/fhir/Patient", json=patient("Mine", str(number)))
    following = link((await doctor.get("/fhir/Patient?family=Mine&_count=1")).json(), "next").removeprefix(BASE)
    assert (await doctor.get(following)).status_code == 200
    assert (await interface.get(following)).status_code == 400


async def test_another_format_is_not_offered(site: Site) -> None:
    doctor = await site.doctor()
    assert (await doctor.get("/fhir/Patient?_format=ttl")).status_code == 406
    assert (await doctor.get("/fhir/Patient?_format=application/fhir%2Bjson")).status_code == 200
