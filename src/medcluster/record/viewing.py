"""Which part of the resources does an entry of a bundle ask for?

Promise: `_summary` and `_elements` of a read, a version, a history or a search inside a batch or transaction mean what
they mean by themselves; the links of a page say them again. Must not know: how the resources are found. Source:
http://hl7.org/fhir/R4/search.html#summary and #elements.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from msgspec.structs import replace

from medcluster.fhir import types
from medcluster.fhir.views import View, read_view
from medcluster.foundation import Kind, Refusal

_SUMMARY, _ELEMENTS = "_summary", "_elements"
_BESIDE = ("_include", "_revinclude")
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The part, None for all of it; the query without it, and what was said of it."""

    view: View | None
    query: Pairs
    said: Pairs

    def entry(self, answer: types.BundleEntry) -> types.BundleEntry:
        """The answer of an entry with that part alone."""
        if self.view is None or answer.resource is None:
            return answer
        body = types.encode(answer.resource)
        if isinstance(answer.resource, types.Bundle):
            page = types.decode(self.view.of_bundle(body))
            if not isinstance(page, types.Bundle):
                raise TypeError(page)
            return replace(answer, resource=replace(page, link=tuple(self._saying(link) for link in page.link)))
        return replace(answer, resource=types.decode(self.view.of(body)))

    def _saying(self, link: types.BundleLink) -> types.BundleLink:
        joined = "&" if "?" in (link.url or "") else "?"
        return replace(link, url=f"{link.url}{joined}{urlencode(self.said)}")


def wanted(resource_type: str, query: str) -> Wanted:
    """Read the query of an entry; what is wrong with the part is refused by name."""
    if _SUMMARY not in query and _ELEMENTS not in query:
        return Wanted(None, parse_qsl(query, keep_blank_values=True), [])
    pairs = parse_qsl(query, keep_blank_values=True)
    said = [one for one in pairs if one[0] in (_SUMMARY, _ELEMENTS) and one != (_SUMMARY, "count")]
    named = [name for name, _ in pairs if name in (_SUMMARY, _ELEMENTS)]
    if len(set(named)) < len(named):
        raise Refusal(Kind.MALFORMED, "_summary and _elements may be given once each.")
    given = dict(pairs)
    view = read_view(given.get(_SUMMARY, ""), given.get(_ELEMENTS, ""), resource_type)
    if view is not None and view.summary == "text" and any(name.partition(":")[0] in _BESIDE for name, _ in pairs):
        raise Refusal(Kind.MALFORMED, "_summary=text is not asked for together with _include or _revinclude.")
    return Wanted(view, [one for one in pairs if one not in said], said)
