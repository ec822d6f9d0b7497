"""Which enrolments does a search text mean?

Promise: each of its words is the beginning of a word of the patient's names, birth date or numbers. The rarest word is
looked up in the table of words; where even that one is the beginning of very many, the rows themselves are looked
through, for then a page of them is found soon. Must not know: how the board is ordered and counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from medcluster.protocol.projection import fold

if TYPE_CHECKING:
    from medcluster.foundation import Connection

MOST_WORDS = 8
FEW = 2_000  # more enrolments than these are not handed over by name

_FIND = (
    "SELECT CASE WHEN count(*) <= $2 THEN coalesce(array_agg(DISTINCT careplan), '{}') END "
    "FROM (SELECT careplan FROM protocol.word WHERE word ^@ $1 LIMIT $2::bigint + 1) AS found"
)
_SPLIT = (
    "SELECT DISTINCT w.word, e.careplan, e.pat, e.custodian, e.grants "
    "FROM protocol.enrolment AS e, unnest(string_to_array(ltrim(e.words), ' ')) AS w(word) WHERE w.word <> ''"
)
_DIFFERENT = (
    "SELECT careplan, count(s.word) AS stored, count(c.word) AS computed FROM protocol.word AS s "
    f"FULL JOIN ({_SPLIT}) AS c USING (word, careplan, pat, custodian, grants) "
    "WHERE s.word IS NULL OR c.word IS NULL GROUP BY careplan"
)


def words_of(text: str) -> list[str]:
    """The words of a search text, folded as they are stored."""
    return fold(text).replace(",", " ").split()[:MOST_WORDS]


async def find(connection: Connection, text: str) -> list[str] | None:
    """The enrolments that have the rarest of these words; None when those are too many to name, or there is no word."""
    fewest: list[str] | None = None
    for word in sorted(words_of(text), key=len, reverse=True):
        found: list[str] | None = await connection.fetchval(_FIND, word, FEW)
        if found is None:
            continue
        if fewest is None or len(found) < len(fewest):
            fewest = found
        if fewest is not None and len(fewest) < FEW // 10:
            break
    return fewest


async def rewrite(connection: Connection) -> None:
    """The table of words anew."""
    await connection.execute("DELETE FROM protocol.word")
    await connection.execute(f"INSERT INTO protocol.word (word, careplan, pat, custodian, grants) {_SPLIT}")


async def different(connection: Connection) -> Sequence[tuple[str, int, int]]:
    """The enrolments whose words are not those of their rows, with how many words only one side has."""
    return [(each["careplan"], each["stored"], each["computed"]) for each in await connection.fetch(_DIFFERENT)]
