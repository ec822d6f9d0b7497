"""FHIR XML: what is read, what is refused with its place, and that nothing is lost on the way."""

from __future__ import annotations

import pytest

from medcluster.fhir import types, xml
from medcluster.foundation import Kind, Refusal

NS = 'xmlns="http://hl7.org/fhir"'
DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Anna &amp; <b>co</b><br/>second line</p></div>'


def _patient(content: str, attributes: str = "") -> bytes:
    return f"<Patient {NS}{attributes}>{content}</Patient>".encode()


def _refused(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        xml.decode(data)
    return caught.value


def _findings(data: bytes) -> list[tuple[str, str]]:
    return [(issue.where, issue.text) for issue in _refused(data).issues]


def test_a_resource_is_read_with_ids_extensions_narrative_and_contained() -> None:
    read = xml.decode(
        _patient(
            '<!-- said by nobody --><id value="a1"/><text><status value="generated"/>' + DIV + "</text>"
            '<contained><Organization><id value="o"/><name value="O &#10;&lt;x&gt;"/></Organization></contained>'
            '<extension url="urn:x"><valueDecimal value="1.50"/></extension><active value="true"/>'
            '<name id="n"><given value="Anna"/><given><extension url="urn:y"><valueBoolean value="false"/></extension>'
            '</given></name><birthDate id="b" value="1950-02"/><multipleBirthInteger value="2"/>'
        )
    )
    assert types.encode(read).decode() == (
        '{"resourceType":"Patient","id":"a1","text":{"status":"generated","div":"'
        + DIV.replace('"', '\\"')
        + '"},"contained":[{"resourceType":"Organization","id":"o","name":"O \\n<x>"}],"extension":[{"url":"urn:x",'
        '"valueDecimal":1.50}],"active":true,"name":[{"id":"n","given":["Anna",null],"_given":[null,{"extension":'
        '[{"url":"urn:y","valueBoolean":false}]}]}],"birthDate":"1950-02","_birthDate":{"id":"b"},'
        '"multipleBirthInteger":2}'
    )
    assert types.encode(xml.decode(xml.encode(read))) == types.encode(read)
    assert types.encode(xml.decode(xml.encode(read, pretty=True))) == types.encode(read)


def test_elements_are_written_in_the_order_of_the_definitions() -> None:
    written = xml.from_json(b'{"resourceType":"Patient","birthDate":"1950","name":[{"family":"P"}],"id":"1"}').decode()
    assert written.endswith(
        f'<Patient {NS}><id value="1"/><name><family value="P"/></name><birthDate value="1950"/></Patient>'
    )


@pytest.mark.parametrize(
    ("content", "where", "word"),
    [
        ('<nam value="x"/>', "Patient.nam", "'nam' is no element of Patient"),
        ('<name><family value="x" lang="en"/></name>', "Patient.name[0].family", "the attribute 'lang' is unknown"),
        ('<name value="x"/>', "Patient.name[0]", "the attribute 'value' is unknown"),
        ('<birthDate value="1950"/><name/>', "Patient.name[0]", "stands too late"),
        ('<birthDate value="1950"/><birthDate value="1951"/>', "Patient.birthDate", "more than once"),
        ("<birthDate>1950</birthDate>", "Patient.birthDate", "text stands between elements"),
        ("<birthDate/>", "Patient.birthDate", "has a value, extensions, or both"),
        ('<active value="yes"/>', "Patient.active", ""),
        ('<birthDate value="1950-13"/>', "Patient.birthDate", ""),
        ('<x:name xmlns:x="urn:other"/>', "Patient", "namespace"),
        ("<contained><Nobody/></contained>", "Patient.contained[0]", "no FHIR R4 resource type"),
        ("<contained/>", "Patient.contained[0]", "there are 0"),
        ("<name>text</name>", "Patient.name[0]", "text stands between"),
    ],
)
def test_what_is_wrong_is_refused_with_its_place(content: str, where: str, word: str) -> None:
    found = _findings(_patient(content))
    assert [text for place, text in found if place == where and word in text], found


def test_unknown_attributes_of_the_root_are_refused_but_the_schema_location_is_not() -> None:
    instance = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://hl7.org/fhir x.xsd"'
    assert isinstance(xml.decode(_patient('<active value="true"/>', instance)), types.Patient)
    assert "'id'" in _findings(_patient('<active value="true"/>', ' id="1"'))[0][1]


@pytest.mark.parametrize(
    "document",
    [
        f'<!DOCTYPE x [<!ENTITY a "b">]><Patient {NS}/>',
        f"<!doctype x><Patient {NS}/>",
        f'<!DOCTYPE Patient SYSTEM "file:///etc/passwd"><Patient {NS}/>',
        f'<Patient {NS}><id value="&other;"/></Patient>',
        f"<Patient {NS}>",
        "",
    ],
)
def test_document_types_entities_and_broken_documents_are_malformed(document: str) -> None:
    refusal = _refused(document.encode())
    assert refusal.kind is Kind.MALFORMED
    assert refusal.issues[0].severity == "fatal"


def test_only_utf_8_is_read() -> None:
    assert _refused(f'<?xml version="1.0" encoding="UTF-16"?><Patient {NS}/>'.encode("utf-16")).kind is Kind.MALFORMED
    said = f'<?xml version="1.0" encoding="ISO-8859-1"?><Patient {NS}><name><family value="Pétrova"/></name></Patient>'
    assert b"P\xc3\xa9trova" in types.encode(xml.decode(said.encode()))


def test_a_document_of_very_many_levels_is_refused() -> None:
    depth = 1500
    nested = '<extension url="urn:x">' * depth + "</extension>" * depth
    assert any("deep" in text for _, text in _findings(_patient(nested)))


def test_a_narrative_that_is_no_xhtml_does_not_break_the_document() -> None:
    for div in ("<div>open", "no div & more", '<!DOCTYPE x [<!ENTITY a "b">]><div>&a;</div>'):
        resource = types.Patient(text=types.Narrative(status="generated", div=div))
        again = xml.decode(xml.encode(resource))
        assert isinstance(again, types.Patient) and again.text is not None
        assert again.text.div.startswith('<div xmlns="http://www.w3.org/1999/xhtml">')
    named = types.Patient(text=types.Narrative(status="generated", div=DIV.replace("Anna", "Anna&nbsp;&eacute;")))
    assert "Anna\u00a0é" in xml.encode(named).decode()


def test_a_prefix_on_the_narrative_is_no_matter() -> None:
    prefixed = (
        '<f:Patient xmlns:f="http://hl7.org/fhir" xmlns:h="http://www.w3.org/1999/xhtml"><f:text><f:status value='
        '"generated"/><h:div><h:p class="a">x</h:p>y</h:div></f:text></f:Patient>'
    )
    read = xml.decode(prefixed.encode())
    assert isinstance(read, types.Patient) and read.text is not None
    assert read.text.div == '<div xmlns="http://www.w3.org/1999/xhtml"><p class="a">x</p>y</div>'
