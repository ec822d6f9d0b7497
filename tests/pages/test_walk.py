"""One patient goes through the hip fast-track of a running cluster, told in steps, in English and in Hebrew.

Each test is one step of the way and goes on where the one before stopped. Nothing is prepared behind the pages: whoever
acts has signed in, and a hospital's system speaks FHIR with its own token.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.pages.journey import DAY, LOOKALIKE, QUESTIONS, STEPS, Journey, at, now, opened, send, shown_state
from tests.pages.serving import Server
from tests.pages.visiting import PHONE, Visitors

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["en", "he"])
async def journey(request: pytest.FixtureRequest, server: Server, visitors: Visitors) -> AsyncIterator[Journey]:
    """The same way in two languages, one left to right and one right to left."""
    made = Journey(request.param, server, visitors)
    made.token = server.command("token", "--role", "interface", "--participant", "diagnostic-centre").strip()
    yield made
    await visitors.leave()


async def test_a_polyclinic_doctor_registers_her(journey: Journey) -> None:
    page = await journey.as_("doctor")
    await page.goto("/patients")
    await page.get_by_role("link", name=journey.say("Register a patient")).first.click()
    for name, value in journey.person.items():
        field = page.locator(f"form.register [name={name}]")
        if name in ("gender", "language"):
            await field.select_option(value)
        else:
            await field.fill(value)
    await send(page, "/patients")
    await expect(page.get_by_role("status").first).to_be_visible()
    journey.patient = page.url.split("?")[0].rsplit("/", 1)[1]
    header = page.locator("main")
    await expect(page.get_by_role("heading", level=1)).to_contain_text(journey.person["latin_family"])
    await expect(page.get_by_role("heading", level=1)).to_contain_text(journey.person["family"])
    await expect(header).to_contain_text(journey.person["number"])
    await journey.check(page)


async def test_somebody_alike_is_not_registered_twice(journey: Journey) -> None:
    page = await journey.as_("doctor")
    await page.goto("/patients/new")
    family, given = LOOKALIKE[journey.language]
    for name, value in {"family": family, "given": given, "birth": journey.person["birth"]}.items():
        await page.locator(f"form.register [name={name}]").fill(value)
    await page.locator("form.register [name=gender]").select_option("female")
    await send(page, "/patients")
    warning = page.get_by_role("alert")
    await expect(warning).to_contain_text(journey.say("Is it one of these?"))
    await expect(warning.locator(f'a[href="{journey.home}"]')).to_be_visible()
    await journey.check(page)
    await warning.locator(f'a[href="{journey.home}"]').click()
    await expect(page).to_have_url(re.compile(re.escape(journey.home) + "$"))


@pytest.mark.parametrize("spelling", ["family", "latin_family", "birth", "number"])
async def test_she_is_found_in_any_spelling(journey: Journey, spelling: str) -> None:
    page = await journey.as_("doctor")
    await page.goto("/patients")
    await page.locator("#q").fill(journey.person[spelling])
    await page.locator("#q").press("Enter")
    await expect(page.locator(f'table.people a[href="{journey.home}"]')).to_be_visible()


async def test_the_doctor_refers_her_with_hip_pain(journey: Journey) -> None:
    page = await journey.as_("doctor")
    await page.goto(journey.home)
    await opened(page, 'form[action$="/refer"]')
    await page.locator("#refer-to").select_option("saint-charles")
    await page.locator("#refer-protocol").select_option("hip-fast-track")
    await page.locator("#refer-reason").fill("Hip pain for two years, worse on stairs")
    await send(page, "/refer")
    await expect(page.get_by_role("status").first).to_be_visible()


async def test_the_coordinator_enrols_her_with_a_date_of_surgery(journey: Journey) -> None:
    page = await journey.as_("coordinator")
    await page.goto("/board")
    await page.locator('a[href="/patients#waiting"]').click()
    await page.locator(f'.waiting a[href^="{journey.home}"]').click()
    await expect(page.locator("#enrol form")).to_be_visible()
    await page.locator("#enrol-protocol").select_option("hip-fast-track")
    await page.locator("#enrol-participant").select_option("saint-charles")
    assert await page.locator("#enrol-referral").input_value(), "the referral that she came with is chosen already"
    await page.locator("#enrol-surgery").fill(at(now() + 20 * DAY))
    await send(page, "/enrol")
    await expect(page.get_by_role("status").first).to_be_visible()
    journey.careplan = await page.locator("section.plan").get_attribute("data-enrolment") or ""
    assert {await row.get_attribute("data-step") for row in await page.locator("tr[data-step]").all()} == STEPS
    assert await shown_state(page, "triage") == "due"
    assert await shown_state(page, "bloods") == "due"
    assert await shown_state(page, "surgery") == "upcoming"
    assert await shown_state(page, "anaemia") in ("not-applicable", "upcoming")
    await journey.check(page)


async def test_the_plan_is_told_to_machines_alike(journey: Journey) -> None:
    page = await journey.as_("coordinator")
    for key, told in journey.states().items():
        assert await shown_state(page, key) == told["state"], key
        assert "window" in told or told["state"] in ("not-applicable", "awaiting-date"), key


async def test_the_coordinator_reviews_the_referral(journey: Journey) -> None:
    page = await journey.as_("coordinator")
    await page.goto(journey.step("triage"))
    await send(page, "/triage/complete")
    assert await shown_state(page, "triage") == "done"


async def test_a_nurse_takes_a_step_from_the_list(journey: Journey) -> None:
    page = await journey.as_("nurse")
    assert journey.careplan, "She was never enrolled."
    await page.goto("/work?all=yes")
    task = page.locator(f'li.task[data-enrolment="{journey.careplan}"][data-step="school"]')
    await task.locator("details.other summary").first.click()
    await task.locator('button[formaction$="/claim"]').click()
    await expect(page.get_by_role("status").first).to_be_visible()
    await page.goto("/work?view=mine&all=yes")
    await expect(page.locator(f'[data-enrolment="{journey.careplan}"][data-step="school"] .tag.on')).to_be_visible()
    await journey.check(page)


async def test_the_board_shows_a_change_within_a_second(journey: Journey) -> None:
    assert journey.careplan, "She was never enrolled."
    watcher = await journey.visitors.sign_in("coordinator", journey.language)
    await watcher.goto("/board?protocol=hip-fast-track&state=due")
    row = f'[data-enrolment="{journey.careplan}"]'
    while not await watcher.locator(row).count():
        await watcher.locator("a[rel=next]").click()
    await expect(watcher.locator("#live")).to_have_attribute("data-state", "on")
    before = await watcher.locator(row).inner_html()
    await watcher.evaluate("window.stayed = true")
    nurse = await journey.as_("nurse")
    await nurse.goto(journey.step("school"))
    async with nurse.expect_response(lambda answer: answer.request.method == "POST"):
        await nurse.locator('form[action$="/school/complete"] button.primary').click()
    acted = now()
    await expect(watcher.locator(f'{row} .strip [data-step="school"]')).to_have_attribute("data-state", "done")
    took = (now() - acted).total_seconds()
    assert took < 1, f"the change was seen after {took:.2f} s"
    assert await watcher.locator(row).inner_html() != before
    assert await watcher.evaluate("window.stayed"), "the page was loaded again"
    journey.pages["watcher"] = watcher


async def test_the_second_person_is_told_who_was_first(journey: Journey) -> None:
    nurse, physiotherapist = await journey.as_("nurse"), await journey.as_("physiotherapist")
    await nurse.goto(journey.step("school"))
    await opened(nurse, 'form[action$="/school/undo"]')
    await nurse.locator("#undo-reason").fill("Wrong patient")
    await send(nurse, "/school/undo")
    await physiotherapist.goto(journey.step("school"))
    await nurse.goto(journey.step("school"))
    await send(nurse, "/school/complete")
    await send(physiotherapist, "/school/complete")
    told = physiotherapist.get_by_role("alert")
    await expect(told).to_contain_text("Dubois")
    await expect(told).to_contain_text(re.compile(r"\d{1,2}[:.]\d\d"))
    await journey.check(physiotherapist)


async def test_the_history_of_a_step_is_kept(journey: Journey) -> None:
    page = await journey.as_("nurse")
    await page.goto(journey.step("school"))
    await opened(page, 'form[action$="/school/correct"]')
    happened = now() - timedelta(hours=3)
    await page.locator("#correct-at").fill(at(happened))
    await page.locator("#correct-reason").fill("It was in the morning")
    await send(page, "/school/correct")
    await page.goto(journey.step("school"))
    history = page.locator("section[aria-labelledby=past]")
    await expect(history.locator("li")).to_have_count(5)  # taken, done, undone, done, corrected
    for words in ("Wrong patient", "It was in the morning", "Dubois"):
        await expect(history).to_contain_text(words)
    told = datetime.fromisoformat(journey.states()["school"]["done"])
    assert abs(told - happened) < timedelta(minutes=1)


async def test_nothing_is_done_in_the_future(journey: Journey) -> None:
    page = await journey.as_("surgeon")
    await page.goto(journey.step("decide"))
    field = page.locator('form[action$="/decide/complete"] [name=at]')
    await field.evaluate("(e, value) => { e.removeAttribute('max'); e.value = value }", at(now() + DAY))
    await send(page, "/decide/complete")
    await expect(page.get_by_role("alert")).to_be_visible()
    assert "done" not in journey.states()["decide"]


async def test_the_surgeon_decides(journey: Journey) -> None:
    page = await journey.as_("surgeon")
    await page.goto(journey.step("decide"))
    await page.locator("#done-note").fill("Team agrees")
    await send(page, "/decide/complete")
    assert await shown_state(page, "decide") == "done"


async def test_a_result_completes_its_step_and_takes_the_branch(journey: Journey) -> None:
    watcher = journey.pages["watcher"]
    journey.fhir(
        "POST",
        "Observation",
        {
            "resourceType": "Observation",
            "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "718-7", "display": "Hemoglobin"}]},
            "subject": {"reference": f"Patient/{journey.patient}"},
            "effectiveDateTime": now().isoformat(),
            "valueQuantity": {
                "value": 118,
                "unit": "g/L",
                "system": "http://unitsofmeasure.org",
                "code": "g/L",
            },
        },
    )
    row = f'[data-enrolment="{journey.careplan}"]'
    await expect(watcher.locator(f'{row} .strip [data-step="bloods"]')).to_have_attribute("data-state", "done")
    await expect(watcher.locator(f'{row} .strip [data-step="anaemia"]')).to_have_attribute("data-state", "due")
    page = await journey.as_("coordinator")
    await page.goto(journey.home)
    assert await shown_state(page, "bloods") == "done"
    assert await shown_state(page, "anaemia") == "due"
    await expect(page.locator('tr[data-step="bloods"] .a-ev')).to_contain_text("118")
    await expect(page.locator("#record ~ *, .record").last).to_contain_text("118")


async def test_she_comes_in_by_a_code_that_works_once(journey: Journey) -> None:
    nurse = await journey.as_("nurse")
    await nurse.goto(journey.home)
    await send(nurse, "/invitation")
    code = (await nurse.locator(".invitation .code").inner_text()).strip()
    assert re.fullmatch(r"\d{4}[ -]\d{4}[ -]\d{4}", code)
    phone = await journey.visitors.window(PHONE)
    await phone.goto("/sign-in")
    await phone.locator("#code").fill(code)
    await phone.locator("#code").press("Enter")
    await phone.wait_for_url("**/me")
    await journey.check(phone, journey.person["language"])
    await expect(phone.locator('[data-step="bloods"][data-state="done"]').first).to_be_attached()
    assert not await phone.locator("[data-state=late], [data-state=missing], [data-state=deviated]").count()
    await expect(phone.locator('a[href^="tel:"]').first).to_be_visible()
    journey.pages["phone"] = phone
    other = await journey.visitors.window(PHONE)
    await other.goto("/sign-in")
    await other.locator("#code").fill(code)
    await other.locator("#code").press("Enter")
    await expect(other.get_by_role("alert")).to_be_visible()


async def test_she_sees_nobody_else(journey: Journey) -> None:
    phone = journey.phone
    expected = {"/patients/anna-petrova": (404,), "/board": (403,), "/work": (403,), "/patients": (403,)}
    for path, statuses in expected.items():
        answer = await phone.goto(path)
        assert answer is not None
        assert answer.status in statuses, path


async def test_she_answers_although_the_connection_is_lost(journey: Journey) -> None:
    phone, language = journey.phone, journey.person["language"]
    next_question = journey.say("Next question", language)
    await phone.goto("/me")
    form = phone.locator(f'[data-step="{QUESTIONS}"] form')
    await form.locator('input[name=q-pain-walking][value="2"]').check(force=True)
    await form.get_by_role("button", name=next_question).click()
    await form.locator("input[name=q-distance][value=kilometre]").check(force=True)
    await phone.context.set_offline(True)
    await form.get_by_role("button", name=next_question).click()
    await form.locator("input[name=q-stairs][value=rail]").check(force=True)
    await phone.context.set_offline(False)
    await phone.reload()
    await expect(form.locator("[data-question]:visible input[name=q-stairs][value=rail]")).to_be_checked()
    await phone.context.set_offline(True)
    await form.get_by_role("button", name=next_question).click()
    await form.locator("input[name=q-aid][value=false]").check(force=True)
    await form.get_by_role("button", name=next_question).click()
    await form.locator("textarea").fill("Спасибо / תודה")
    await form.locator("[type=submit]").click()
    await expect(form.locator(".told")).to_be_visible()
    assert "done" not in journey.states()[QUESTIONS]
    await phone.context.set_offline(False)
    await expect(phone.get_by_role("status").first).to_contain_text(
        journey.say("Thank you, your answers have arrived.", language)
    )
    await journey.check(phone, language)


async def test_her_answers_are_in_the_record(journey: Journey) -> None:
    bundle = journey.fhir("GET", f"QuestionnaireResponse?subject=Patient/{journey.patient}")
    assert len(bundle["entry"]) == 1, "sent twice, kept once"
    answers = {item["linkId"]: item["answer"][0] for item in bundle["entry"][0]["resource"]["item"]}
    assert answers["pain-walking"] == {"valueInteger": 2}
    assert answers["distance"]["valueCoding"]["code"] == "kilometre"
    assert answers["stairs"]["valueCoding"]["code"] == "rail"
    assert answers["aid"] == {"valueBoolean": False}
    assert answers["message"] == {"valueString": "Спасибо / תודה"}
    page = await journey.as_("nurse")
    await page.goto(journey.home)
    assert await shown_state(page, QUESTIONS) == "done"


async def test_the_coordinator_moves_the_surgery(journey: Journey) -> None:
    page = await journey.as_("coordinator")
    before = journey.states()
    await page.goto(journey.home)
    await opened(page, 'form[action$="/dates"]')
    await page.locator('form[action$="/dates"] [name=at]').fill(at(now() - 3 * DAY))
    await send(page, "/dates")
    after = journey.states()
    assert await shown_state(page, "surgery") == "late"
    assert after["decide"]["window"] == before["decide"]["window"], "what hangs on the referral stays"
    moved = [_start(after, key) - _start(before, key) for key in ("walk", "physio", "prom12")]
    assert all(abs(each + 23 * DAY) < timedelta(minutes=2) for each in moved)


async def test_a_later_surgery_moves_what_follows(journey: Journey) -> None:
    page, before = await journey.as_("surgeon"), journey.states()
    await page.goto(journey.step("surgery"))
    await page.locator('form[action$="/surgery/complete"] [name=at]').fill(at(now() - DAY))
    await send(page, "/surgery/complete")
    after = journey.states()
    assert after["surgery"]["state"] == "done-late", "by the date that was planned"
    for key in ("walk", "physio", "prom12"):
        assert abs(_start(after, key) - _start(before, key) - 2 * DAY) < timedelta(minutes=2), key
    await page.goto(journey.home)
    assert await shown_state(page, "surgery") == "done-late"
    await journey.check(page)


async def test_a_physiotherapist_says_why_a_step_does_not_happen(journey: Journey) -> None:
    page = await journey.as_("physiotherapist")
    await page.goto(journey.step("walk"))
    await opened(page, 'form[action$="/walk/deviate"]')
    form = page.locator('form[action$="/walk/deviate"]')
    await form.locator("input[name=reason][value=medical-contraindication]").check()
    await form.locator("[name=note]").fill("Low blood pressure")
    await form.locator("input[name=then][value=close]").check()
    await send(page, "/walk/deviate")
    coordinator = await journey.as_("coordinator")
    await coordinator.goto(journey.home)
    assert await shown_state(coordinator, "walk") == "deviated"
    await expect(coordinator.locator('.wrong [data-step="walk"]')).to_contain_text("Low blood pressure")


async def test_the_protocol_reads_as_a_page(journey: Journey) -> None:
    page = await journey.as_("coordinator")
    await page.goto("/protocols")
    await page.locator('a[href^="/protocols/hip-fast-track/2.1.0"]').first.click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    shown = {await each.get_attribute("data-step") for each in await page.locator("main [data-step]").all()}
    assert shown >= STEPS
    await journey.check(page)


async def test_two_versions_differ_readably(journey: Journey) -> None:
    page = await journey.as_("coordinator")
    await page.goto("/protocols/hip-fast-track/difference?from=2.0.0&to=2.1.0")
    for step in ("imaging", "school", "walk", "leave"):
        await expect(page.locator(f'main [data-step="{step}"]').first).to_be_attached()
    assert not await page.locator('main [data-step="decide"]').count(), "what is the same is not listed"
    await journey.check(page)


async def test_the_cluster_says_where_each_participant_stands(journey: Journey) -> None:
    page = await journey.as_("coordinator")
    await page.goto("/cluster")
    await journey.check(page)
    await page.locator('main a[href="/cluster/saint-charles"]').first.click()
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await journey.check(page)


async def test_a_board_view_is_an_address(journey: Journey) -> None:
    """Filters are in the address: by protocol, hospital and the worst state of a plan."""
    page = await journey.as_("coordinator")
    worst = next(one["valueCode"] for one in journey.progress() if one["name"] == "worst")
    await page.goto(f"/board?protocol=hip-fast-track&hospital=saint-charles&state={worst}")
    await expect(page.locator(f'[data-enrolment="{journey.careplan}"]')).to_be_visible()
    await page.locator(f'[data-enrolment="{journey.careplan}"] a').first.click()
    await expect(page).to_have_url(re.compile(re.escape(journey.home)))


async def test_she_leaves_the_protocol_and_comes_back(journey: Journey) -> None:
    page = await journey.as_("coordinator")
    await page.goto(journey.home)
    await opened(page, 'form[action$="/exit"]')
    await page.locator('form[action$="/exit"] select[name=reason]').select_option("patient-choice")
    await page.locator('form[action$="/exit"] [name=note]').fill("Her daughter is ill")
    await send(page, "/exit")
    await page.goto(f"{journey.home}?plan={journey.careplan}")
    left = journey.fhir("GET", f"CarePlan/{journey.careplan}")
    assert left["status"] == "revoked"
    assert "Her daughter is ill" in [note["text"] for note in left["note"]]
    await opened(page, 'form[action$="/resume"]')
    await page.locator('form[action$="/resume"] [name=reason]').fill("She thought again")
    await send(page, "/resume")
    assert journey.fhir("GET", f"CarePlan/{journey.careplan}")["status"] == "active"
    assert await shown_state(page, "surgery") == "done-late", "what was done stays"


async def test_the_board_is_what_the_record_says(journey: Journey) -> None:
    assert journey.server.command("board", "verify")


async def test_nothing_was_complained_about(journey: Journey) -> None:
    assert journey.visitors.complaints == []


def _start(states: dict[str, dict[str, Any]], key: str) -> datetime:
    return datetime.fromisoformat(states[key]["window"]["start"])
