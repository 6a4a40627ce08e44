"""Draw long lists of codes: each once at the end of a page, folded, with what every code means in our words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clearlane.doors.console.drawing.guide_words import is_long, link_to, mean_codes
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.guide import ElementSpec
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.read_meanings import name


def draw_codes(files: tuple[str, ...]) -> str:
    """The section of the codes to which the elements of a guide lead; "" where it has no long list."""
    found: dict[str, str] = {}
    for spec, field in _long(files):
        title, _ = link_to(spec.codes, field=field)
        called, folded = name(field.number, given=field.name), fold_codes(mean_codes(spec.codes, field=field))
        found[title] = f"### {title}\n\n{called}\n\n{folded}"
    return "## Codes\n\n" + "\n".join(found[title] for title in sorted(found)) if found else ""


def _long(files: tuple[str, ...]) -> Iterator[tuple[ElementSpec, Field]]:
    members = (member for loop in load_machine(files).loops() for member in loop.members)
    for row in {id(member.row): member.row for member in members}.values():
        yield from _of(row.spec.elements, row.fields)


def _of(specs: Sequence[ElementSpec], fields: Sequence[Field | None]) -> Iterator[tuple[ElementSpec, Field]]:
    for spec in specs:
        field = fields[spec.position - 1]
        if field is None:
            continue
        if is_long(spec.codes, field=field):
            yield spec, field
        if spec.parts and field.parts:
            yield from _of(spec.parts, field.parts)


def fold_codes(meant: Mapping[str, str]) -> str:
    """Codes with their meanings as a table that is folded away; of a code without a word of ours the code alone."""
    rows = "".join(f"| `{code}` | {words} |\n" for code, words in meant.items())
    many = "1 code" if len(meant) == 1 else f"{len(meant)} codes"
    return f"<details><summary>{many}</summary>\n\n| code | meaning |\n|---|---|\n{rows}\n</details>\n"
