"""Draw the lists that guides name: what a value of each is, and who judges it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from clearlane.doors.console.drawing.draw_codes import fold_codes
from clearlane.standards.codes.library import find_set
from clearlane.standards.x12.guide import ElementSpec
from clearlane.standards.x12.library import entries, load_guide, load_machine
from clearlane.standards.x12.list_tests import kinds_of
from clearlane.standards.x12.list_words import LISTS
from clearlane.standards.x12.read_dictionary import read_list, read_unchecked
from clearlane.standards.x12.read_meanings import meaning
from clearlane.standards.x12.values import CHECKS

_OWN_WORDS = {
    "authorization_exception": "Why a service began before it was authorized.",
    "diagnosis": "A code of ICD-10-CM, or of ICD-9-CM where the qualifier beside it says so.",
    "inpatient_procedure": "A code of ICD-10-PCS, or of an older list where the qualifier beside it says so.",
    "procedure": "A code of HCPCS, CPT or CDT, as the qualifier beside it says.",
    "treatment": "A treatment of a home health plan of care.",
}


def draw_lists() -> str:
    """A table of all lists that some guide names."""
    head = "## Lists\n\n| list | a value | judged |\n|---|---|---|\n"
    named = sorted(_named())
    rows = "".join(f"| *{name}* | {_words(name)} | {_judged(name)} |\n" for name in named)
    return head + rows + "".join(_codes(name) for name in named)


def _codes(name: str) -> str:
    """The codes of a list with what they mean, folded; nothing where no word of ours is there for any of them."""
    listed = read_list(name)
    here = find_set(kinds_of(name)[0]) if listed is None else None
    codes = sorted(code.decode() for code in listed or ()) or sorted(here.ever if here else ())
    numbers = _numbers()[name]
    meant = {code: _meaning(code, name, numbers) for code in codes}
    if not any(meant.values()):
        return ""
    return f"\n### {name}\n\n{fold_codes(meant)}"


def _meaning(code: str, name: str, numbers: set[str]) -> str:
    said = (meaning(code, number=number, list=name) for number in sorted(numbers))
    return next((one for one in said if one), "")


@cache
def _numbers() -> dict[str, set[str]]:
    """Of which elements the values of each list are."""
    found: dict[str, set[str]] = {}
    rows = (member.row for entry in entries() for loop in load_machine(entry.files).loops() for member in loop.members)
    for row in rows:
        for field in (one for outer in row.fields if outer for one in (outer, *(outer.parts or ()))):
            if field and field.list:
                found.setdefault(field.list, set()).add(field.number)
    return found


def _named() -> set[str]:
    guides = [load_guide(entry.files) for entry in entries()]
    return {name for guide in guides for row in guide.root.rows() for one in row.elements for name in _lists(one)}


def _lists(spec: ElementSpec) -> Iterator[str]:
    if spec.list:
        yield spec.list
    for part in spec.parts or ():
        yield from _lists(part)


def _words(name: str) -> str:
    if name in _OWN_WORDS:
        return _OWN_WORDS[name]
    noun, why, _ = LISTS[name]
    noun = noun.removesuffix(" here")
    return f"{noun[:1].upper()}{noun[1:]}. {why}."


def _judged(name: str) -> str:
    if reason := read_unchecked().get(name):
        return f"not here: {reason}"
    if codes := read_list(name):
        return f"by its {len(codes)} codes" if len(codes) > 1 else "by its one code"
    if name in CHECKS:
        return "by its form; by the list itself where it was brought in"
    return f"by the code set `{kinds_of(name)[0]}`: [codes.md](../codes.md)"
