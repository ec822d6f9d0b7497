"""Our validator beside the Java one: where do they disagree, and why?

`python -m tests.conformance.java_compare` runs 300 valid and 400 mutated resources and writes every disagreement with
its explanation into java_disagreements.tsv. Compared are the errors by element, without indices: an error of one side
counts as said by the other at the same element, its parent or its child, since the two place what is missing
differently. Where the structure is at fault we look no further, and it is enough that the other finds an error too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conformance import java_oracle
from tests.conformance.java_oracle import Finding, element
from tests.conformance.judged import errors
from tests.conformance.validation_cases import Case, cases

TABLE = Path(__file__).with_name("java_disagreements.tsv")
SEED, VALID, MUTATED = 1, 300, 400
BROKEN = ("error", "fatal")
EXPLAINED = (  # who says it, a pattern of what is said, why the other does not
    (
        "ours",
        r"the code is not in http://hl7\.org/fhir/ValueSet/mimetypes",
        "R4 binds to BCP-13, where a type has a slash: `json` and `xml` are none. The Java validator takes any text.",
    ),
    (
        "ours",
        r"refers to a \w+, and may to ",
        "The type in a literal reference is none of the targets that the element names (targetProfile). The Java "
        "validator looks at targets only when it can fetch the resource.",
    ),
    (
        "ours",
        r"a list must have something in it|an object must have something in it|null says nothing",
        "FHIR JSON has no empty lists and objects (json.html); the parser of the Java validator drops them.",
    ),
    (
        "java",
        r"CONCEPTMAP_GROUP_|VALUESET_|VALIDATION_HL7_|TYPE_SPECIFIC_CHECKS_DT_ATT_HASH|Type_Specific_Checks_DT_XHTML_Resol",
        "A rule of the Java validator for definitions, attachments and links in narratives, in no definition of R4.",
    ),
    (
        "java",
        r"\S*Period#per-1 ",
        "Between 2013-03 and 2013-03-11 no order can be told: R4's expression comes out empty.",
    ),
    (
        "java",
        r"_DT_Fixed_Wrong ",
        "A CodeableConcept that is fixed as a whole: ours tells it once, where it is fixed.",
    ),
    (
        "java",
        r"exception ",
        "The Java validator fails on it itself.",
    ),
    (
        "java",
        r"TYPE_SPECIFIC_CHECKS_CANONICAL_ABSOLUTE",
        "The text of R4 wants absolute canonicals, its definitions do not say so, and its own examples break it.",
    ),
    (
        "java",
        r"Terminology_PassThrough_TX_Message",
        "A code that no binding speaks about, looked up in its code system: ours judges bound codes alone.",
    ),
)


@dataclass(frozen=True)
class Disagreement:
    """What one of the two says and the other does not."""

    case: str
    who: str
    where: str
    said: str

    @property
    def why(self) -> str:
        """The explanation, "" when there is none."""
        return next((why for who, said, why in EXPLAINED if who == self.who and re.match(said, self.said)), "")


def compared(these: Sequence[Case]) -> Iterator[Disagreement]:
    """Every disagreement."""
    for case, theirs in zip(these, java_oracle.asked([case.content for case in these]), strict=True):
        yield from _of(case, [one for one in theirs if one.severity in BROKEN])


def _of(case: Case, theirs: list[Finding]) -> Iterator[Disagreement]:
    ours, structural = errors(case.content)
    if structural:
        if not theirs:
            yield Disagreement(case.name, "ours", element(ours[0].where), ours[0].text)
        return
    mine, other = {element(one.where) for one in ours}, {element(one.where) for one in theirs}
    for found in theirs:
        if not _said(element(found.where), mine):
            yield Disagreement(case.name, "java", element(found.where), f"{found.message} {found.text}")
    for issue in ours:
        if not _said(element(issue.where), other):
            yield Disagreement(case.name, "ours", element(issue.where), issue.text)


def _said(where: str, others: set[str]) -> bool:
    return any(where in (one, one.rpartition(".")[0]) or one == where.rpartition(".")[0] for one in others)


def main() -> None:
    """Run all of it, and write the table."""
    reason = java_oracle.ready(fetch=True)
    if reason:
        raise SystemExit(reason)
    these = cases(SEED, valid=VALID, mutated=MUTATED)
    found = list(compared(these))
    rows = ["\t".join((one.case, one.who, one.where, " ".join(one.said.split())[:160], one.why)) for one in found]
    head = "case\twho says it\telement\twhat\twhy the other does not"
    TABLE.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    at_odds = len({one.case for one in found})
    print(
        f"{len(these) - at_odds} of {len(these)} agree, {at_odds} do not; {sum(not o.why for o in found)} unexplained"
    )


if __name__ == "__main__":
    main()
