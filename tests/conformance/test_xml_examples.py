"""Do the examples of the specification survive the way to XML and back, value for value?

Every twentieth of them in a usual run, all of them with MEDCLUSTER_EVERY_EXAMPLE=1. Narratives are compared as
canonical XML, everything else as written, decimals by their digits.
"""

from __future__ import annotations

import json
import os
from typing import Any

from lxml import etree

from medcluster.fhir import types, xml
from tests.conformance.examples import KNOWN_BAD, examples

EVERY = 1 if os.environ.get("MEDCLUSTER_EVERY_EXAMPLE") else 20


class _Digits(str):
    """A decimal as it is written."""


def _comparable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _narrative(one) if key == "div" else _comparable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_comparable(one) for one in value]
    return (type(value).__name__, value)


def _narrative(div: Any) -> Any:
    return etree.tostring(etree.fromstring(div.encode()), method="c14n") if isinstance(div, str) else _comparable(div)


def _read(data: bytes) -> Any:
    return _comparable(json.loads(data, parse_float=_Digits))


def test_the_examples_survive_xml() -> None:
    seen = 0
    for name, data in examples(every=EVERY):
        if name in KNOWN_BAD:
            continue
        resource = types.decode(data)
        document = xml.encode(resource, pretty=seen % 2 == 0)
        assert _read(types.encode(xml.decode(document))) == _read(data), name
        seen += 1
    assert seen >= 5291 // EVERY - 5
