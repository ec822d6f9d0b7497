"""In an emergency her page names the cluster's number; where it says none, her hospital, and no made-up number."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from medcluster import app
from medcluster.cluster import Role, demonstration_text, load_description
from tests.integration.app.stage import Stage
from tests.integration.web.conftest import HERE, Visitor

WRITTEN = '  emergency-number: "103"\n'
_URGENT = re.compile(r'<a class="btn sos" href="tel:([^"]+)">(.*?)</a>', re.DOTALL)


@pytest_asyncio.fixture(scope="module")
async def patient(stage: Stage) -> AsyncIterator[Visitor]:
    """Somebody with a plan at the orthopaedic clinic, signed in."""
    who, _ = await stage.enrolled("Зимина", "77 6101")
    accounts = stage.platform.accounts
    await accounts.add("zimina", "a long enough secret", role=Role.PATIENT, participant="saint-charles", patient=who)
    session = await accounts.sign_in("zimina", "a long enough secret")
    transport = httpx.ASGITransport(app.build(stage.platform), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=HERE, headers={"Origin": HERE}) as client:
        client.cookies.set("medcluster_session", session.token)
        client.cookies.set("medcluster_language", "en")
        yield Visitor(client)


async def urgent(patient: Visitor) -> tuple[str, str]:
    """The number behind the button for emergencies, and what it says."""
    page = await patient.see("/me")
    assert page.status_code == 200, page.text
    (found,) = _URGENT.findall(page.text)
    return found[0], re.sub(r"<[^>]+>", " ", found[1])


async def test_the_clusters_number_is_named(patient: Visitor) -> None:
    number, said = await urgent(patient)
    assert number == "103"
    assert said.split() == ["Urgent", "103"]


async def test_another_clusters_number_is_its_own(stage: Stage, patient: Visitor) -> None:
    await install(stage, demonstration_text().replace(WRITTEN, "  emergency-number: 112\n"))
    assert (await urgent(patient))[0] == "112"


async def test_without_a_number_she_is_told_to_call_her_hospital(stage: Stage, patient: Visitor) -> None:
    await install(stage, demonstration_text().replace(WRITTEN, ""))
    platform = stage.platform
    services = await platform.directory.services(await stage.everything())
    phones = {one.phone for one in services if one.participant == "saint-charles" and one.phone}
    number, said = await urgent(patient)
    assert number in {phone.replace(" ", "").replace("-", "") for phone in phones}
    assert any(phone in said for phone in phones)
    assert "Clinique Saint Charles" in said
    assert "103" not in said and "112" not in said


async def install(stage: Stage, text: str) -> None:
    """Describe the cluster anew."""
    assert text != demonstration_text()
    await stage.platform.directory.install(await stage.everything(), load_description(text))
    assert WRITTEN in demonstration_text()
