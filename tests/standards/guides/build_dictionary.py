"""Write the 005010 dictionary from pyx12's facts: `python -m tests.standards.guides.build_dictionary`.

pyx12 (BSD) gives types, lengths, the order of elements and the relational notes. What the standard holds to
be mandatory and how often an element repeats it does not tell: those two are the tables below. What it lacks altogether
stands in `further/`, in the same form; a row there wins. Codes that our own guides use are known codes, too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from xml.etree import ElementTree as ET

import pyx12

from clearlane.standards.x12.guide import RowSpec
from clearlane.standards.x12.parse_guide import parse_guide

FURTHER = Path(__file__).parent / "further"
DICTIONARY = Path(__file__).parents[3] / "clearlane/standards/x12/dictionary"
GUIDES = DICTIONARY.parent / "guides"
MAPS = Path(pyx12.__file__).parent / "map"
SCRIPT = "tests/standards/guides/build_dictionary.py"
MADE_BY = f"# 005010 dictionary, made by {SCRIPT} from pyx12 {version('pyx12')}; see docs/guides/readings.md.\n"

# Positions that the standard itself holds to be mandatory. Public reading of the 005010 segment directory.
MANDATORY = {
    "ACT": (1,), "BGN": (1, 2, 3), "DSB": (1,), "HD": (1,), "ICM": (1, 2), "IDC": (1, 2), "INS": (1, 2),
    "ISA": tuple(range(1, 17)), "PLA": (1, 2, 3), "ADX": (1, 2), "N2": (1,), "SAC": (1,), "SLN": (1, 3),
    "AK1": (1, 2), "AK2": (1, 2), "AK9": (1, 2, 3, 4), "AMT": (1, 2), "BHT": (1, 2), "BPR": (1, 2, 3, 4),
    "CAS": (1, 2, 3), "CLM": (1,), "CLP": (1, 2, 3, 4), "CN1": (1,), "CRC": (1, 2, 3), "CTX": (1,), "CUR": (1, 2),
    "DTM": (1,), "DTP": (1, 2, 3), "FRM": (1,), "GE": (1, 2), "GS": (1, 2, 3, 4, 5, 6, 7, 8), "HI": (1,),
    "HL": (1, 3), "IEA": (1, 2), "IK3": (1, 2), "IK4": (1, 3), "IK5": (1,), "K3": (1,), "LE": (1,), "LIN": (2, 3),
    "LS": (1,), "LX": (1,), "MIA": (1,), "N1": (1,), "N3": (1,), "NM1": (1, 2), "NTE": (2,), "PER": (1,),
    "PLB": (1, 2, 3, 4), "PRV": (1,), "PS1": (1, 2), "PWK": (1,), "QTY": (1,), "RDM": (1,), "REF": (1,), "SBR": (1,),
    "SE": (1, 2), "ST": (1, 2), "STC": (1,), "SV1": (1,), "SV5": (1, 2, 3), "SVC": (1, 2), "SVD": (1, 2),
    "TA1": (1, 2, 3, 4, 5), "TRN": (1, 2), "TS3": (1, 2, 3, 4, 5),
    "C001": (1,), "C002": (1,), "C003": (1, 2), "C004": (1,), "C022": (1, 2), "C023": (1,), "C024": (1,),
    "C030": (1,), "C035": (1,), "C040": (1, 2), "C042": (1,), "C043": (1, 2), "C052": (1,), "C998": (1,), "C999": (1,),
}  # fmt: skip
REPEATS = {("CTX", 1): 10, ("DMG", 5): 10}
NOTES = {"C022": "P0304 E0809", "C040": "P0304 P0506", "C056": "P0203"}
BY_HAND = {"C002": ("704",) * 5, "C035": ("1222", "559", "1073")}
NAMES = {
    "C001": "Unit of measure", "C002": "Actions indicated", "C003": "Procedure", "C004": "Diagnosis pointers",
    "C022": "Health care code", "C023": "Place and frequency", "C024": "Related causes", "C030": "Position in segment",
    "C035": "Provider specialty", "C040": "Reference", "C042": "Adjustment", "C043": "Claim status", "C056": "Race",
    "C052": "Medicare status", "C998": "Context", "C999": "Reference in segment",
}  # fmt: skip
LONGER = {"719": "10"}
"""Elements that pyx12 still holds at their 004010 length."""
Order = dict[int, str]


def _text(node: ET.Element, key: str) -> str:
    """A fact of a map node; the maps keep it either as an attribute or as a child."""
    return (node.get(key) or node.findtext(key) or "").strip()


def _maps() -> Iterator[ET.Element]:
    """The root of each 005010 map and of the envelope's."""
    for path in sorted(MAPS.glob("*5010*.xml")):
        yield ET.parse(path).getroot()
    yield ET.parse(MAPS / "x12.control.00501.xml").getroot()


def _order(node: ET.Element) -> Order:
    """Element numbers of a segment or composite by position."""
    fields = [child for child in node if child.tag in ("element", "composite")]
    return {int(_text(child, "seq") or n): _text(child, "data_ele") for n, child in enumerate(fields, 1)}


def _majority(seen: Iterable[Order]) -> tuple[str, ...]:
    """The element of each position that most maps name."""
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for order in seen:
        for position, element in order.items():
            votes[position][element] += 1
    return tuple(votes[n].most_common(1)[0][0] for n in range(1, max(votes) + 1))


def _row(name: str, title: str, elements: tuple[str, ...], notes: str) -> str:
    """One line of segments.txt or composites.txt."""
    tokens = []
    for position, element in enumerate(elements, 1):
        mandatory = ":M" if position in MANDATORY.get(name, ()) else ""
        repeat = f"^{REPEATS[name, position]}" if (name, position) in REPEATS else ""
        tokens.append(f"{element}{mandatory}{repeat}")
    return f"{name} | {title} | {' '.join(tokens)} | {notes}".rstrip()


def _segments() -> Iterator[str]:
    """Lines of segments.txt: every segment that a 005010 map knows."""
    orders: dict[str, list[Order]] = defaultdict(list)
    notes: dict[str, Counter[str]] = defaultdict(Counter)
    for root in _maps():
        for node in root.iter("segment"):
            orders[node.get("xid", "")].append(_order(node))
            notes[node.get("xid", "")][" ".join(note.text or "" for note in node.findall("syntax"))] += 1
    for name in sorted(orders):
        known = Counter({text: count for text, count in notes[name].items() if text})
        yield _row(name, name, _majority(orders[name]), known.most_common(1)[0][0] if known else "")


def _composites() -> Iterator[str]:
    """Lines of composites.txt."""
    orders: dict[str, list[Order]] = defaultdict(list)
    for root in _maps():
        for node in root.iter("composite"):
            orders[_text(node, "data_ele")].append(_order(node))
    shapes = {name: _majority(seen) for name, seen in orders.items() if any(seen)} | BY_HAND
    for name in sorted(shapes):
        yield _row(name, NAMES[name], shapes[name], NOTES.get(name, ""))


def _elements() -> Iterator[str]:
    """Lines of elements.txt, by number."""
    rows = {}
    for node in ET.parse(MAPS / "dataele.xml").getroot():
        name = re.sub(r"\s+", " ", node.get("name") or "")
        number = node.get("ele_num", "")
        longest = LONGER.get(number, node.get("max_len", ""))
        rows[number] = " | ".join([number, name, node.get("data_type", ""), node.get("min_len", ""), longest])
    yield from (rows[number] for number in sorted(rows, key=lambda number: (not number.isdigit(), number.zfill(4))))


def _codes() -> Iterator[str]:
    """Lines of codes.txt: every code that a map names for an element, in whatever guide."""
    known: dict[str, set[str]] = defaultdict(set)
    for root in _maps():
        for node in root.iter("element"):
            for code in node.iter("code"):
                known[_text(node, "data_ele")].add((code.text or "").strip().replace(" ", "_"))
    for number, codes in _codes_of_ours():
        if codes:
            known[number].update(code.replace(" ", "_") for code in codes)
    for line in _further("codes.txt"):
        number, more = line.split(" | ")
        known[number].update(more.split())
    for element in sorted(known, key=lambda number: number.zfill(4)):
        yield f"{element} | {' '.join(sorted(known[element] - {''}))}"


def _codes_of_ours() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The codes that our guide texts name, by element number."""
    segments = {line.split(" | ")[0]: line.split(" | ")[2].split() for line in _merged("segments.txt", _segments())}
    composites = {
        line.split(" | ")[0]: line.split(" | ")[2].split() for line in _merged("composites.txt", _composites())
    }
    for path in sorted(GUIDES.glob("*.txt")):
        if path.read_text("ascii").lstrip("#").startswith("guide") or "\nguide " in path.read_text("ascii"):
            for row in parse_guide(path.read_text("ascii"), file=path.name).root.rows():
                yield from _codes_of_row(row, segments, composites)


def _codes_of_row(
    row: RowSpec, segments: dict[str, list[str]], composites: dict[str, list[str]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for element in row.elements:
        number = _number(segments[row.id][element.position - 1])
        yield number, element.codes
        for part in element.parts or ():
            yield _number(composites[number][part.position - 1]), part.codes


def _number(token: str) -> str:
    return re.split("[:^]", token)[0]


def _further(name: str) -> list[str]:
    lines = (FURTHER / name).read_text("ascii").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _merged(name: str, lines: Iterable[str]) -> list[str]:
    """The lines of a table with those that were written by hand."""
    rows = {line.split(" | ")[0]: line for line in lines} | {line.split(" | ")[0]: line for line in _further(name)}
    return [rows[key] for key in sorted(rows, key=lambda key: key.zfill(4) if key.isdigit() else f"~{key}")]


def build_dictionary() -> dict[str, str]:
    """The texts of all generated tables of the dictionary by file name."""
    tables = {
        "elements.txt": ("number | name | type | shortest | longest", _merged("elements.txt", _elements())),
        "segments.txt": (
            "id | name | elements (:M mandatory, ^N repeats) | relational notes",
            _merged("segments.txt", _segments()),
        ),
        "composites.txt": ("id | name | components | relational notes", _merged("composites.txt", _composites())),
        "codes.txt": ("element | codes that some guide uses; tells an unknown code from an unused one", _codes()),
    }
    return {name: MADE_BY + f"# {columns}\n" + "\n".join(lines) + "\n" for name, (columns, lines) in tables.items()}


if __name__ == "__main__":
    for name, text in build_dictionary().items():
        (DICTIONARY / name).write_text(text, encoding="ascii")
