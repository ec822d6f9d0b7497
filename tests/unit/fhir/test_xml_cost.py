"""XML that is short and would be long to read."""

from __future__ import annotations

import json
import time

import pytest

from medcluster.fhir import xml
from medcluster.foundation import Kind, Refusal

_ATTRIBUTES = " ".join(f'a{number}="x"' for number in range(60_000))
_DIV = 'xmlns="http://www.w3.org/1999/xhtml"'


@pytest.mark.parametrize(
    "inside",
    [
        f"<active {_ATTRIBUTES}/>",
        f'<text><status value="generated"/><div {_DIV}><p {_ATTRIBUTES}>x</p></div></text>',
        f'<text><status value="generated"/><h:div xmlns:h="http://www.w3.org/1999/xhtml" {_ATTRIBUTES}/></text>',
    ],
)
def test_an_element_of_thousands_of_attributes_is_refused_at_once(inside: str) -> None:
    began = time.process_time()
    with pytest.raises(Refusal) as refused:
        xml.to_json(f'<Patient xmlns="http://hl7.org/fhir">{inside}</Patient>'.encode())
    assert refused.value.kind is Kind.MALFORMED
    assert time.process_time() - began < 1.5  # reading them one by one takes quarter of a minute


def test_a_stored_narrative_of_thousands_of_attributes_is_written_at_once_as_its_text() -> None:
    text = {"status": "generated", "div": f"<x {_ATTRIBUTES}/>"}
    body = json.dumps({"resourceType": "Patient", "text": text}).encode()
    began = time.process_time()
    assert b"&lt;x a0=" in xml.from_json(body)
    assert time.process_time() - began < 1.5
