"""ICD-10-CM: the diagnosis codes of the United States, by edition (CDC/NCHS; public domain), codes and dates only.

One file an edition in ``editions/``, one line a category: its three characters, then what follows them for each code
beneath, ``.`` for the category itself, ``*`` behind a code that may be billed. ``clearlane codes build`` writes them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from clearlane.standards.codes.code_set import CodeSet, Edition
from clearlane.standards.codes.edition_text import read_head, write_head
from clearlane.vocabulary.period import Period

NAME = "icd10cm"
TITLE = "ICD-10-CM diagnosis codes"


@cache
def icd10cm() -> CodeSet:
    """All editions that are here, read once when first asked for (some 40 ms)."""
    folder = files(__package__) / "editions"
    texts = [path.read_text("ascii") for path in folder.iterdir() if path.name.startswith(f"{NAME}-")]
    return CodeSet(NAME, [read_edition(text) for text in texts])


def read_edition(text: str) -> Edition:
    """Read one edition's file. Raises ValueError where it is malformed."""
    period, source, lines = read_head(text)
    codes: list[str] = []
    headings: list[str] = []
    for line in lines:
        category, *rests = line.split(" ")
        for rest in rests:
            code = category + rest.rstrip("*").replace(".", "")
            (codes if rest.endswith("*") else headings).append(code)
    return Edition(period, frozenset(codes), frozenset(headings), source)


def write_edition(*, billable: Mapping[str, bool], period: Period, source: str) -> str:
    """The text of one edition's file. billable: each code without its dot, and whether it may be billed."""
    categories: dict[str, list[str]] = {}
    for code in sorted(billable):
        rest = (code[3:] or ".") + ("*" if billable[code] else "")
        categories.setdefault(code[:3], []).append(rest)
    lines: Iterable[str] = (f"{category} {' '.join(rests)}" for category, rests in categories.items())
    return write_head(title=TITLE, period=period, source=source) + "\n".join(lines) + "\n"
