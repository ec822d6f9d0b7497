"""What do identifiers, names, addresses and numbers of people become?

Promise: each as HL7's v2-to-FHIR data type maps say, with every part that was sent; an identifier's system follows from
its assigning authority and the source's table of authorities. Must not know: whose they are.
"""

from __future__ import annotations

from typing import Any

from medcluster.exchange.functions_codes import Context
from medcluster.exchange.message import NULL, Spot
from medcluster.exchange.moments import date_of

V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
Plain = dict[str, Any]
Arguments = tuple[str, ...]
_NAME_USE = {"L": "official", "D": "usual", "M": "maiden", "N": "nickname", "S": "anonymous", "T": "temp", "B": "old"}
_ADDRESS_USE = {"H": "home", "B": "work", "O": "work", "C": "temp", "BA": "old", "P": "home", "BI": "billing"}
_TELECOM_USE = {
    "PRN": "home",
    "ORN": "home",
    "VHN": "temp",
    "WPN": "work",
    "ASN": "work",
    "EMR": "home",
    "PRS": "mobile",
}
_TELECOM_SYSTEM = {"PH": "phone", "CP": "phone", "SAT": "phone", "FX": "fax", "BP": "pager", "X.400": "email"}
_TELECOM_SYSTEM |= {"INTERNET": "email", "TDD": "phone", "TTY": "phone", "MD": "other"}


def _full(found: Plain) -> Plain | None:
    kept = {name: value for name, value in found.items() if value not in ("", None, [], {}) and value != NULL}
    return kept or None


def identifier(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """CX."""
    value = spot.part(1)
    if not value:
        return None
    kind = " ".join(spot.part(5).split())
    period = {
        "start": date_of(spot.part(7), spot.place) if spot.part(7) else "",
        "end": date_of(spot.part(8), spot.place) if spot.part(8) else "",
    }
    return _full(
        {
            "type": {"coding": [{"system": V2_0203, "code": kind}]} if kind else None,
            "system": context.setting.authority(spot.part(4), spot.part(4, 2), spot.part(4, 3)),
            "value": value,
            "period": _full(period),
        }
    )


def entity(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """EI: the number of an order, a specimen, an appointment."""
    value = spot.part(1)
    if not value:
        return None
    return {"system": context.setting.authority(spot.part(2), spot.part(3), spot.part(4)), "value": value}


def name(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """XPN, or PN."""
    found = _named(spot, 1)
    if found is None:
        return None
    use = _NAME_USE.get(spot.part(7))
    text = " ".join([*found.get("prefix", ()), *found.get("given", ()), found.get("family", "")]).strip()
    return _full({"use": use, "text": text, **found}) if text else None


def _named(spot: Spot, first: int) -> Plain | None:
    family = spot.part(first)
    given = [part for part in (spot.part(first + 1), *spot.part(first + 2).split()) if part and part != NULL]
    suffix = [part for part in (spot.part(first + 3), spot.part(first + 5)) if part and part != NULL]
    return _full(
        {"family": family, "given": given, "prefix": [p for p in (spot.part(first + 4),) if p], "suffix": suffix}
    )


def person(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """XCN (or CN) as a reference by number and name to a Practitioner."""
    number, family = spot.part(1), spot.part(2)
    if not number and not family:
        return None
    named = _named(spot, 2) or {}
    display = " ".join([*named.get("prefix", ()), *named.get("given", ()), named.get("family", "")]).strip()
    system = context.setting.authority(spot.part(9), spot.part(9, 2), spot.part(9, 3))
    return _full(
        {
            "type": "Practitioner",
            "identifier": {"system": system, "value": number} if number and number != NULL else None,
            "display": display,
        }
    )


def interpreter(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """NDL, whose first component is the person's number and name as subcomponents."""
    number, family, given = spot.part(1), spot.part(1, 2), spot.part(1, 3)
    if not number and not family:
        return None
    system = context.setting.authority(spot.part(1, 9), spot.part(1, 10), spot.part(1, 11))
    return _full(
        {
            "type": "Practitioner",
            "identifier": {"system": system, "value": number} if number else None,
            "display": " ".join(filter(None, (given, family))),
        }
    )


def address(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """XAD, or AD."""
    found = {
        "line": [part for part in (spot.part(1), spot.part(2), spot.part(8)) if part and part != NULL],
        "city": spot.part(3),
        "state": spot.part(4),
        "postalCode": spot.part(5),
        "country": spot.part(6),
        "district": spot.part(9),
    }
    if not _full(found):
        return None
    kind = spot.part(7)
    return _full({"use": _ADDRESS_USE.get(kind), "type": "postal" if kind == "M" else None, **found})


def telecom(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """XTN, or TN; the argument says the use where the message does not."""
    parts = [spot.part(number) for number in (5, 6, 7)]
    value = spot.part(1) or spot.part(12) or " ".join(part for part in parts if part)
    use, equipment, mail = spot.part(2), spot.part(3), spot.part(4)
    extension = spot.part(8)
    if mail:
        value, system = mail, "email"
    else:
        system = "email" if use == "NET" or "@" in value else _TELECOM_SYSTEM.get(equipment.upper(), "phone")
    if not value or value == NULL:
        return None
    said = "mobile" if equipment == "CP" else _TELECOM_USE.get(use) or (arguments[0] if arguments else "")
    return _full({"system": system, "value": f"{value} ext. {extension}" if extension else value, "use": said})


def place(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """PL as a reference by name to a Location: point of care, room, bed, facility, building, floor."""
    care, room, bed, facility = spot.part(1), spot.part(2), spot.part(3), spot.part(4)
    building, floor, said = spot.part(7), spot.part(8), spot.part(9)
    words = [part for part in (care, room, bed, floor, building, facility) if part and part != NULL]
    if not words:
        return None
    value = "/".join(part for part in (facility, building, floor, care, room, bed) if part and part != NULL)
    number = {"system": context.setting.own("place"), "value": value}
    return {"type": "Location", "identifier": number, "display": said or " ".join(words)}


def organization(spot: Spot, arguments: Arguments, context: Context) -> Plain | None:
    """XON as a reference by number and name to an Organization."""
    shown, number = spot.part(1), spot.part(10) or spot.part(3)
    if not shown and not number:
        return None
    system = context.setting.authority(spot.part(6), spot.part(6, 2), spot.part(6, 3))
    return _full(
        {
            "type": "Organization",
            "identifier": {"system": system, "value": number} if number else None,
            "display": shown,
        }
    )
