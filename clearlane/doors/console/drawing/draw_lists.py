"""Draw the lists that guides name: what a value of each is, and who judges it."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.guide import ElementSpec
from clearlane.standards.x12.library import entries, load_guide
from clearlane.standards.x12.list_words import LISTS
from clearlane.standards.x12.read_dictionary import read_list, read_unchecked
from clearlane.standards.x12.values import CHECKS

_OWN_WORDS = {
    "authorization_exception": "Why a service began before it was authorized.",
    "diagnosis": "A code of ICD-10-CM, or of ICD-9-CM where the qualifier beside it says so.",
    "procedure": "A code of HCPCS, CPT or CDT, as the qualifier beside it says.",
    "treatment": "A treatment of a home health plan of care.",
}


def draw_lists() -> str:
    """A table of all lists that some guide names."""
    head = "## Lists\n\n| list | a value | judged |\n|---|---|---|\n"
    return head + "".join(f"| *{name}* | {_words(name)} | {_judged(name)} |\n" for name in sorted(_named()))


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
    return "by the code set: [codes.md](../codes.md)"
