"""Which patients may be the same person as the one who is being registered?

Promise: pure and cautious: it only warns. Alike are the same number; or the same birth date with a similar name, in
any script. Must not know: HTTP. Source of the rule: two records of one person are more dangerous than a question.
"""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher

from medcluster.fhir import types

NEAR = 0.75
_CYRILLIC = dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye", strict=True)) | {
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_HEBREW = dict(zip("אבגדהוזחטיכלמנסעפצקרשתךםןףץ", "abgdhvzhtyklmnseptkrstkmnpt", strict=True))


def latin(text: str) -> str:
    """A rough Latin spelling without case and accents: good enough to compare, never to show."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    letters = (_CYRILLIC.get(one, _HEBREW.get(one, one)) for one in bare)
    return "".join(one for one in "".join(letters) if one.isalnum() or one == " ").strip()


def similar(one: str, other: str) -> bool:
    """Whether two names may be one, spelled twice; the order of the words does not matter."""
    left, right = sorted(latin(one).split()), sorted(latin(other).split())
    if not left or not right:
        return False
    shorter, longer = sorted((left, right), key=len)
    best = [max(SequenceMatcher(None, word, each).ratio() for each in longer) for word in shorter]
    return sum(best) / len(best) >= NEAR


def alike(patient: types.Patient, spellings: tuple[str, ...], birth: str, number: str) -> str:
    """What is alike: `number`, `birth`, or nothing."""
    numbers = {(one.value or "").replace(" ", "") for one in patient.identifier}
    if number and number.replace(" ", "") in numbers:
        return "number"
    known = [" ".join(part for part in (*name.given, name.family) if part) for name in patient.name]
    if birth and str(patient.birthDate or "") == birth and any(similar(a, b) for a in known for b in spellings if b):
        return "birth"
    return ""
