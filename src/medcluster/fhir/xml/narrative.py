"""How does a narrative cross between JSON, where it is a text, and XML, where it is a tree?

Promise: what is well-formed XHTML is carried over as it stands; what is not becomes plain text inside a div, so that no
document is broken by it. Named characters of HTML, which XML does not know, become the characters they name. Must not
know: FHIR types. Source: http://hl7.org/fhir/R4/narrative.html.
"""

from __future__ import annotations

import re
from html.entities import html5
from xml.sax.saxutils import escape

from lxml import etree

from medcluster.fhir.xml.shapes import XHTML

_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]*;)")
_OF_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_DOCTYPE = re.compile("<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MOST_ATTRIBUTES = 64
_CROWDED = etree.XPath(f"boolean(//*[@*[{MOST_ATTRIBUTES + 1}]])")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parser() -> etree.XMLParser:
    """A parser that fetches nothing, expands nothing and keeps what it reads."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=True, encoding="utf-8"
    )


def crowded(root: etree._Element) -> bool:
    """Whether an element has more attributes than FHIR and XHTML ever need: reading them is quadratic."""
    return bool(_CROWDED(root))


def allowed(text: str) -> str:
    """The text with what no XML document may hold replaced."""
    return _FORBIDDEN.sub("\ufffd", text)


def as_xml(div: str) -> str:
    """The div of a narrative as it stands in a document."""
    text = allowed(_NAMED.sub(_character, div))
    try:
        if _DOCTYPE.search(text):
            raise ValueError("a narrative has no document type")
        root = etree.fromstring(text.encode(), parser())
        if crowded(root):
            raise ValueError("an element of a narrative has few attributes")
    except (etree.XMLSyntaxError, ValueError):
        return f'<div xmlns="{XHTML}">{escape(text)}</div>'
    if root.tag != f"{{{XHTML}}}div" or text[:1] != "<" or text.startswith("<?"):
        return _written(_in_xhtml(root))
    return text.rstrip()


def _character(found: re.Match[str]) -> str:
    name = found[1]
    return found[0] if name in _OF_XML else html5.get(name, found[0])


def as_text(div: etree._Element) -> str:
    """The div of a document as JSON holds it."""
    plain = all(not isinstance(one.tag, str) or one.prefix is None for one in div.iter())
    if not plain:
        div = _in_xhtml(div)
    tail, div.tail = div.tail, None
    try:
        etree.cleanup_namespaces(div)
        return _written(div)
    finally:
        div.tail = tail


def _written(root: etree._Element) -> str:
    return etree.tostring(root, encoding="unicode", with_tail=False)


def _in_xhtml(root: etree._Element) -> etree._Element:
    """A copy of a tree whose elements are of XHTML, without prefixes."""
    copy = _bare(root)
    pairs = [(root, copy)]
    for old, new in pairs:
        for child in old:
            if not isinstance(child.tag, str):
                continue
            made = etree.SubElement(new, _local(child), dict(child.attrib))
            made.text, made.tail = child.text, child.tail
            pairs.append((child, made))
    return copy


def _bare(root: etree._Element) -> etree._Element:
    made = etree.Element(_local(root), dict(root.attrib), nsmap={None: XHTML})
    made.text = root.text
    return made


def _local(one: etree._Element) -> str:
    return f"{{{XHTML}}}{etree.QName(one).localname}"
