"""A whole interchange made from a guide text alone: every loop, every row and every element once, with plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.guide import ElementSpec, LoopSpec, RowSpec
from clearlane.standards.x12.library import Entry, entries, load_guide
from clearlane.standards.x12.read_dictionary import Dictionary, read_dictionary

LISTED = {
    "npi": "1234567893", "tin": "123456789", "zip": "123450001", "state": "FL", "country": "US", "currency": "USD",
    "aba": "021000021", "zip9": "123450001", "phone": "8005550100",
    "taxonomy": "207Q00000X", "pos": "11", "frequency": "7", "rarc": "MA01", "status_category": "A1",
    "status_code": "20", "carc": "45", "diagnosis": "J069", "procedure": "99213", "modifier": "25",
    "inpatient_procedure": "0DTJ4ZZ",
    "drg": "470", "point_of_origin": "1", "icd10pcs": "0DTJ4ZZ", "unit": "UN", "aaa_reject": "72", "aaa_follow_up": "C",
    "remark": "MA01", "relationship": "18", "claim_filing": "CI",
    "review_reject": "15", "review_relationship": "19", "review_condition": "04", "review_service_id": "HC",
    "inquiry_purpose": "28", "notification_purpose": "14",
    "attachment_reference": "EJ", "attachment_date": "472", "request_date": "472", "attachment_form": "HL",
    "service_type": "30", "entity": "1P",
    "bill_type": "11", "revenue": "0450", "patient_status": "01", "condition": "77", "occurrence": "11",
    "occurrence_span": "70", "value_code": "80", "oral_cavity": "10",
    "advice_purpose": "11", "advice_action": "WQ", "advice_verdict": "TA",
}  # fmt: skip
FORMATTED = {"TM": "1200", "RD8": "20260101-20260102", "DT": "202601021200"}
"""Values by the format that the element beside them names; 20260102 where it is another, D8 as a rule."""
TYPED = {"DT": "20260102", "TM": "1200", "R": "1", "ID": "A"}
CHOSEN = {"479": "HC", "143": "837", "98": "36"}
"""Values of elements that a guide leaves open, where any text will not do."""
ENTRIES: dict[str, Entry] = {}
"""Each guide by its files, as sets.txt writes them, with its first line there."""
for _entry in entries():
    ENTRIES.setdefault("+".join(_entry.files), _entry)
VERSIONS = {name: entry.version for name, entry in ENTRIES.items() if len(entry.files) == 1}
"""Each guide that is no overlay, with its version."""
ENVELOPE = "envelope.txt"
"""The guide of what stands around the sets."""
HEAD = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260102*1200*^*00501*000000001*0*T*:~"
LEFT_OUT = {("N4", 7)}
"""A country subdivision may not stand beside a state."""


@dataclass(slots=True)
class _Making:
    dictionary: Dictionary
    lines: list[Line] = field(default_factory=list)
    levels: int = 0


@cache
def guide_of(name: str) -> LoopSpec:
    """The tree of one of our guides, named by its files."""
    return load_guide(ENTRIES[name].files).root


def dictionary_of(name: str) -> Dictionary:
    """The standard that a guide leans on."""
    return read_dictionary(standard=load_guide(ENTRIES[name].files).standard)


def full_set(name: str) -> list[Line]:
    """The lines of one set from ST to SE, each row of the guide once for each place where its loop stands."""
    making = _Making(dictionary_of(name))
    _loop(guide_of(name), making, "", ())
    making.lines[-1].values[1] = str(len(making.lines))
    return making.lines


def interchange(lines: list[Line], name: str) -> bytes:
    """The set in an envelope; SE01 counts what is there. Lines of the envelope's own guide stand without a group."""
    if name == ENVELOPE:
        return "".join([HEAD, *(line.text() for line in lines), "IEA*0*000000001~"]).encode("ascii")
    version, kind = ENTRIES[name].version, ENTRIES[name].functional_id
    body = [line.text() for line in lines]
    if body and body[-1].startswith("SE*"):
        body[-1] = f"SE*{len(body)}*0001~"
    group = f"GS*{kind}*SENDER*RECEIVER*20260102*1200*1*X*{version}~"
    return "".join([HEAD, group, *body, "GE*1*1~", "IEA*1*000000001~"]).encode("ascii")


def _loop(spec: LoopSpec, making: _Making, parent: str, path: tuple[str, ...]) -> None:
    here = (*path, spec.id)
    number = parent
    for child in spec.children:
        if isinstance(child, LoopSpec):
            _loop(child, making, number, here)
            continue
        line = Line([child.id, *_values(child, making.dictionary)], spec.id, child, here)
        if child.id == "HL":
            making.levels += 1
            number = str(making.levels)
            _number(line, number, parent, spec)
        making.lines.append(line)


def _number(line: Line, number: str, parent: str, spec: LoopSpec) -> None:
    """HL01, HL02 and HL04 of a level."""
    has_child = any(isinstance(child, LoopSpec) and child.children[0].id == "HL" for child in spec.children)
    listed = {element.position for element in line.spec.elements} if line.spec else set()
    line.values[1:5] = [number, parent, line.values[3], ("1" if has_child else "0") if 4 in listed else ""]


def _values(row: RowSpec, dictionary: Dictionary) -> list[str]:
    known = dictionary.segments[row.id]
    values = [""] * len(known.parts)
    for spec in row.elements:
        if (row.id, spec.position) not in LEFT_OUT or spec.required:
            number = known.parts[spec.position - 1].number
            values[spec.position - 1] = _value(spec, number, row.elements, dictionary)
    return values


def _value(spec: ElementSpec, number: str, beside: tuple[ElementSpec, ...], dictionary: Dictionary) -> str:
    composite = dictionary.composites.get(number)
    if composite is None:
        return _dated(spec, beside) if spec.format_by else _simple(spec, number, dictionary)
    if spec.parts is None:
        return ":".join(_simple(ElementSpec(1), part.number, dictionary) for part in composite.parts)
    parts = [""] * max(part.position for part in spec.parts)
    for part in spec.parts:
        inner = composite.parts[part.position - 1].number
        parts[part.position - 1] = _value(part, inner, spec.parts, dictionary)
    return ":".join(parts)


def _dated(spec: ElementSpec, beside: tuple[ElementSpec, ...]) -> str:
    """A value in the first format that the element beside allows."""
    qualifier = next(one for one in beside if one.position == spec.format_by)
    return FORMATTED.get(qualifier.codes[0] if qualifier.codes else "", "20260102")


def _simple(spec: ElementSpec, number: str, dictionary: Dictionary) -> str:
    if spec.codes:
        return "CH" if "CH" in spec.codes[:2] else spec.codes[0].replace("_", " ")
    if spec.list in LISTED:
        return LISTED[spec.list]
    if spec.list:
        return {"yes": "Y", "yes_no": "Y"}.get(spec.list, "1")
    element = dictionary.elements[number]
    if element.number in CHOSEN:
        return CHOSEN[element.number]
    if element.number == "329":
        return "0001"
    text = TYPED.get(element.type, "1" if element.type.startswith("N") else "X")
    return text if element.type in ("DT", "TM", "R") else (text * element.least)[: element.most]
