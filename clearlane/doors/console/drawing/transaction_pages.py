"""The pages of the transactions: one a guide, and one that lists them; drawn from guides, dictionary and readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from clearlane.doors.console.drawing.draw_codes import draw_codes
from clearlane.doors.console.drawing.draw_lists import draw_lists
from clearlane.doors.console.drawing.draw_transaction import draw_transaction
from clearlane.doors.console.drawing.page import WRITTEN
from clearlane.doors.console.drawing.transaction_words import WHAT
from clearlane.exchange.interchanges.taken import TAKEN
from clearlane.standards.x12.library import FOLDER, Entry, entries, load_guide

PLACE = "docs/transactions"
_SOURCE = "clearlane/standards/x12/guides"
_READINGS = "docs/guides/readings.md"
_LINK_WITHIN = re.compile(r"\]\((?!\.\./)")
_FROM = {"in": "from submitters", "payer": "from payers"}
_INDEX = """\
# Transactions

Every transaction that Clearlane reads, from the table of guides. Each page is drawn from the guide's own text and the
dictionary, the same that checks and explains files: what a page says is what `clearlane x12 check` does. The names are
our own; the implementation guides (TR3) are X12's, and where a doubt remains they decide. How sure we are of each fact,
and of whom we have it: [../guides/readings.md](../guides/readings.md).

"""
_HOW = """\

## How to read a page

- **Loops** stand as a tree; a loop begins with its first segment. *Unit of rejection* names what an error within it
  takes down: a claim, a level with all its claims, else the whole set.
- **Segments** follow in the order of the guide; those with one position may come in any order. *Mandatory* is what the
  standard itself demands, *required* what the guide does, *situational* may be left out.
- **Elements**: `R` required, `S` situational; what is not listed is not used. What only the sender can know is never
  enforced; a condition that the file itself can prove is told, with the name of its rule. Types: `AN` text, `ID` code,
  `N0` whole number, `R` decimal, `DT` date, `TM` time, `B` bytes, with the least and most characters.
- **Notes** such as `P0506` are the standard's, by the positions named: P all or none, R one at least, E one at most,
  C the first demands the others, L the first demands one of the others.
- **Codes** are all that may stand there, another one is an error. Long lists stand at the end of the page, each code
  with what it means in our words where we have them. A value that is off its *list* (below) is warned about.

"""


def transaction_pages(*, top: Path) -> dict[str, str]:
    """Each page by its path in the checkout."""
    told = _read_readings((top / _READINGS).read_text(encoding="utf-8"))
    families = _families()
    pages = {f"{PLACE}/{_stem(file)}.md": _page(family, told, top) for file, family in families.items()}
    rows = "".join(_index_row(family, told) for family in families.values())
    head = "| page | what | version (GS08) | GS01 | confirmed by |\n|---|---|---|---|---|\n"
    return {f"{PLACE}/README.md": f"{WRITTEN}\n{_INDEX}{head}{rows}{_HOW}{draw_lists()}"} | pages


def _families() -> dict[str, list[Entry]]:
    """The entries of each guide text, those of its overlays with it; every combination of files once a version."""
    found: dict[str, list[Entry]] = {}
    for entry in entries():
        found.setdefault(entry.files[0], []).append(entry)
    return found


def _stem(file: str) -> str:
    return file.removesuffix(".txt")


def _read_readings(text: str) -> dict[str, tuple[str, str]]:
    """For each guide text: of which lineages its facts are, and what no two of them confirm."""
    found = {}
    for line in text.splitlines():
        columns = [column.strip() for column in line.strip().strip("|").split(" | ")]
        if len(columns) == 4:
            lineages, open_points = (_LINK_WITHIN.sub("](../guides/", column) for column in columns[2:])
            for file in re.findall(r"`(\w+\.txt)`", columns[1].partition(" on ")[0]):
                found[file] = (lineages, open_points)
    return found


def _page(family: list[Entry], told: dict[str, tuple[str, str]], top: Path) -> str:
    first = family[0]
    guide = load_guide(first.files[:1])
    title = f"# {first.set_id}: {guide.name}\n\n"
    what = WHAT.get(_stem(first.files[0]), "")
    notes = "".join(f"{note}\n" for note in _notes(first.files[0]))
    facts = "".join(f"| {name} | {said} |\n" for name, said in _facts(family, told, top))
    head = (
        f"{WRITTEN}\n{title}{what}\n\n| | |\n|---|---|\n{facts}\n{notes}How to read this: [README.md](README.md).\n\n"
    )
    whole = draw_transaction(first.files[:1]) + "".join(_overlays(family, told)) + draw_codes(first.files[:1])
    return head + whole.rstrip("\n") + "\n"


def _facts(family: list[Entry], told: dict[str, tuple[str, str]], top: Path) -> Iterator[tuple[str, str]]:
    first = family[0]
    of_text = [one for one in family if len(one.files) == 1]
    yield "version", ", ".join(f"`{one.version}`" for one in of_text)
    st03 = "none" if not first.st03 else "the same as GS08"
    yield (
        "chosen by",
        f"GS01 `{first.functional_id}`, GS08 as above, ST01 `{first.set_id}`, ST03 {st03}{_purpose(first)}",
    )
    yield "guide", f"[{first.files[0]}](../../{_SOURCE}/{first.files[0]})"
    lineages, open_points = told.get(first.files[0], ("not said", "not said"))
    yield "facts taken from", lineages
    yield "not confirmed by two", open_points
    yield "decisions", _decisions(first.files[0], top)
    yield "in the clearinghouse", _taken(family)


def _purpose(entry: Entry) -> str:
    return f", BHT02 {' or '.join(f'`{one}`' for one in entry.purposes)}" if entry.purposes else ""


def _decisions(file: str, top: Path) -> str:
    own = f"guides/disagreements/{_stem(file)}.md"
    path = own if (top / "docs" / own).is_file() else "guides/disagreements.md"
    return f"where readings differ: [{path}](../{path})"


def _taken(family: list[Entry]) -> str:
    versions = {(one.version, one.set_id) for one in family}
    by_side = {_FROM[one.direction] for one in TAKEN if (one.version, one.set_id) in versions}
    if not by_side:
        return "not taken in: checked and explained by `clearlane x12` alone"
    return f"taken {' and '.join(sorted(by_side))}"


def _notes(file: str) -> list[str]:
    """What the text says of itself beside where its facts are from."""
    lines = (FOLDER / file).read_text("ascii").splitlines()
    comments = [line[2:] for line in lines if line.startswith("# ") and "docs/guides" not in line]
    return [f"{' '.join(comments)}\n"] if comments else []


def _overlays(family: list[Entry], told: dict[str, tuple[str, str]]) -> Iterator[str]:
    for entry in (one for one in family if len(one.files) > 1):
        lineages, open_points = told.get(entry.files[-1], ("not said", "not said"))
        source = ", ".join(f"[{file}](../../{_SOURCE}/{file})" for file in entry.files[1:])
        changes = [line for file in entry.files[1:] for line in (FOLDER / file).read_text("ascii").splitlines()]
        kept = [line for line in changes if line.startswith(("in ", "- ", "+ "))]
        changed = "```diff\n" + "\n".join(kept) + "\n```\n" if kept else "The version alone differs.\n"
        standard = load_guide(entry.files).standard
        by = f" with the dictionary of {standard}" if standard != load_guide(entry.files[:1]).standard else ""
        yield f"## Version {entry.version}\n\nMade by {source} on the guide above{by}. Facts taken from: {lineages}. "
        yield f"Not confirmed by two: {open_points}.\n\n{changed}\n"


def _index_row(family: list[Entry], told: dict[str, tuple[str, str]]) -> str:
    first = family[0]
    stem = _stem(first.files[0])
    versions = ", ".join(dict.fromkeys(f"`{one.version}`" for one in family))
    lineages = told.get(first.files[0], ("not said", ""))[0]
    name = load_guide(first.files[:1]).name
    return f"| [{stem}]({stem}.md) | {first.set_id}: {name} | {versions} | `{first.functional_id}` | {lineages} |\n"
