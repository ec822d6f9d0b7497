"""How do the tables of the FHIR API become a page of the reference?

Promise: `render()` gives the whole of `docs/reference/fhir.md` from the tables that the CapabilityStatement is made
from, the access table among them; what is not supported is a table of its own, each row of which a test tries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from medcluster import api
from medcluster.api import door, expansions, formats, graphql_query, graphql_run, graphql_values, metadata, patches
from medcluster.api.claims import CONDITIONAL, SYSTEM_INTERACTIONS, TYPE_INTERACTIONS, needed_by, open_types
from medcluster.api.resources import CONDITIONS
from medcluster.exchange import er7
from medcluster.fhir import search, types
from medcluster.fhir.search import resolving as meant
from medcluster.fhir.search.naming import LONGEST_CHAIN, MOST_MET
from medcluster.fhir.search.parse import MOST_CONDITIONS, MOST_VALUES
from medcluster.fhir.terminology import refusals, resolving
from medcluster.fhir.xml import narrative, reading
from medcluster.record import asking, conditions, entries, including, ordering

CONTROLS = (
    ("_count", f"up to {asking.LARGEST_COUNT:,} on a page; 0 counts alone"),
    ("_sort", f"parameters of type {', '.join(sorted(ordering.SORTED))}; several keys, a hyphen turns one round"),
    ("_total", "none, estimate (counted through the caller's rights, up to 10,000), accurate"),
    ("_include, _revinclude", "with :iterate and *"),
    ("_has, chains", f"up to {LONGEST_CHAIN} links"),
    ("_summary", "true, text, data, count, false"),
    ("_elements", "elements of the matches; what is mandatory or changes the meaning stays"),
    ("_format, _pretty", "the looks of the answer"),
)
LIMITS = (
    ("The body of a request", f"{door.LARGEST_BODY_BYTES >> 20} MiB"),
    ("Entries of a batch", f"{entries.MOST_ALONE:,}"),
    (
        "Reads in a batch or transaction; searches and histories among them",
        f"{entries.MOST_READS:,}; {entries.MOST_SEARCHES:,}",
    ),
    ("Resources that one conditional delete takes", f"{conditions.MOST_DELETED:,}"),
    ("Conditions of a search", f"{MOST_CONDITIONS:,}"),
    ("Values of one parameter that are compared one by one", f"{MOST_VALUES:,}"),
    ("Branches that one parameter means, as a chain through any type", f"{MOST_MET:,}"),
    ("Codes that one condition means", f"{meant.MOST_CODES:,}"),
    ("Resources included with a page", f"{including.MOST_INCLUDED:,}"),
    ("Codes of an expansion that is put together", f"{refusals.MOST_CODES:,}"),
    ("Value sets in a value set, each as often as it is named", f"{resolving.MOST_VALUE_SETS:,}"),
    ("Words of `filter` in `$expand`", f"{expansions.MOST_ASKED:,}"),
    ("Tags of an XML document; attributes of one element", f"{reading.MOST_TAGS:,}; {narrative.MOST_ATTRIBUTES:,}"),
    (
        "Fields of a GraphQL query; references followed one after the other",
        f"{graphql_query.MOST_FIELDS:,}; {graphql_run.DEEPEST:,}",
    ),
    ("Values gone through for a GraphQL query", f"{graphql_values.MOST_NODES:,}"),
    ("Delimiters in an HL7 v2 message", f"{er7.LARGEST_PARTS:,}"),
)


FEW = 4  # names that are told one by one


def render() -> str:
    """The text of `docs/reference/fhir.md`."""
    claims = api.claims()
    parts = [_formats(), _interactions(claims), _searches(claims), _operations(claims), _limits(), _absent()]
    head = "# The FHIR API\n\nFHIR R4 (4.0.1) at `/fhir`. The running server says the same at `/fhir/metadata`\n"
    head += "(CapabilityStatement) and `/fhir/openapi.json` (OpenAPI 3.1).\n"
    return head + "\n" + "\n".join(parts)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return (
        "\n".join([*lines, *(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)])
        + "\n"
    )


def _formats() -> str:
    rows = [
        ("Requests and answers", ", ".join(f"`{one}`" for one in formats.FORMATS)),
        ("Patches", ", ".join(f"`{one}`" for one in (*patches.FORMATS, "application/fhir+xml"))),
        ("Packed", "gzip, in and out"),
    ]
    return "## Formats\n\n" + _table(("What", "Which"), rows)


def _interactions(claims: api.Claims) -> str:
    places = {**TYPE_INTERACTIONS, **CONDITIONAL}
    offered = (*claims.interactions, *claims.conditional)
    rows = [(code, *_place(places[code]), _open(code)) for code in offered]
    rows += [(code, *_place(SYSTEM_INTERACTIONS[code]), "") for code in claims.system]
    told = ", ".join(f"{name} {value}" for name, value in CONDITIONS.items())
    words = f"Conditions: {told}. Versions: "
    words += "`If-Match`, `If-None-Match`, `If-Modified-Since`; answers: `Prefer: return`.\n\n"
    some = {", ".join(_closed(code)): _open(code) for code in (*offered, *(one.name for one in claims.operations))}
    left = [(count, names) for names, count in sorted(some.items()) if names]
    closed = _table(("Of types", "All but these, to which no role may do it"), left)
    table = _table(("Interaction", "Method", "Address", "Types"), rows)
    return f"## Interactions\n\n{words}{table}\n{closed}"


def _open(what: str) -> str:
    """To how many types some role may do it."""
    return str(len(open_types(*needed_by(what))))


def _closed(what: str) -> list[str]:
    """To which types no role may do it."""
    return sorted(set(types.RESOURCE_TYPES) - set(open_types(*needed_by(what))))


def _place(place: tuple[str, str]) -> tuple[str, str]:
    return place[0], f"`{place[1]}`"


def _searches(claims: api.Claims) -> str:
    searched = open_types(*needed_by("search-type"))
    every = [one for name in searched for one in search.standard_parameters_of(name).values()]
    rows = _alike(every)
    text = f"All {len(every)} parameters of R4 that are not in the last table, and SearchParameters of one's own. "
    text += f"Compartments: {', '.join(claims.compartments)}. By GET and by POST `_search`. A modifier's name may be "
    text += "a resource type where a reference may lead to several.\n\n"
    controls = [(f"`{name}`" if name[0] == "_" else name, told) for name, told in CONTROLS]
    return (
        "## Search\n\n" + text + _table(("Type", "Parameters", "Modifiers and prefixes"), rows)
        + "\n" + _table(("Beside them", "What it takes"), controls)
    )  # fmt: skip


def _alike(every: Iterable[search.Parameter]) -> list[tuple[str, ...]]:
    """The parameters of each type that take the same; the few that differ from the others of their type by name."""
    count: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], set[str]] = {}
    for one in every:
        group = (one.type, metadata.about(one))
        count[group] += 1
        names.setdefault(group, set()).add(one.name)
    groups = Counter(kind for kind, _ in names)
    rows: list[tuple[str, ...]] = []
    for kind, words in sorted(names, key=lambda group: (group[0], -len(group[1]))):
        found = sorted(names[kind, words])
        told = groups[kind] > 1 and len(found) <= FEW
        which = f" {', '.join(f'`{name}`' for name in found)}" if told else ""
        rows.append((f"{kind}{which}", str(count[kind, words]), words or "No modifier."))
    return rows


def _operations(claims: api.Claims) -> str:
    rows = []
    for one in claims.operations:
        on = ", ".join(one.types) or (f"{_open(one.name)} types" if set(one.levels) - {"system"} else "")
        rows.append((f"`${one.name}`", on, ", ".join(one.levels), one.documentation or one.definition))
    return "## Operations\n\n" + _table(("Operation", "On", "At", "What it does"), rows)


def _limits() -> str:
    return "## Limits\n\nWhat is more than that is refused in words.\n\n" + _table(("What", "At most"), list(LIMITS))


def _absent() -> str:
    rows = [(one.what, one.instead) for one in api.ABSENT]
    return "## Not supported\n\n" + _table(("What", "Instead"), rows)
