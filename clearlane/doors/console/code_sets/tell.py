"""What lists are here: as values for JSON, and as lines for a person."""

from __future__ import annotations

from typing import Any

from clearlane.doors.console.x12_actions.tell import in_words
from clearlane.standards.codes.code_set import CodeSet, say_period
from clearlane.standards.codes.identifiers import IDENTIFIERS
from clearlane.standards.codes.kinds import ALIASES, KINDS, RECORDS
from clearlane.standards.codes.library import find_records, find_set, imported
from clearlane.standards.codes.shapes import SHAPES

NOT_HERE = "not here"


def list_kinds() -> list[dict[str, Any]]:
    """Every kind: how many codes are here, which days they cover, and whence they come; then the numbers."""
    return [*(_row(name) for name in KINDS), *(_number(name) for name in IDENTIFIERS)]


def _number(name: str) -> dict[str, Any]:
    """A kind of number that is no list: it is judged by its digits."""
    return {"kind": name, "title": IDENTIFIERS[name][0], "is_number": True, "codes": 0, "imported": []}


def _row(name: str) -> dict[str, Any]:
    kind = KINDS[name]
    row = {"kind": name, "title": kind.title, "publisher": kind.publisher, "licence": kind.licence, "codes": 0}
    row |= {"covers": "", "source": "", "shipped": kind.shipped, "imported": [str(path) for path in imported(name)]}
    row |= {"also": [other for other, called in ALIASES.items() if called == name]}
    if name in RECORDS:
        records = find_records(name)
        found = {"codes": records.count, "covers": say_period(records.covers)} if records else {}
        return row | found | ({"source": records.source} if records else {})
    codes = find_set(name)
    return row if codes is None else row | _here(codes)


def _here(codes: CodeSet) -> dict[str, Any]:
    newest = codes.editions[-1]
    return {"codes": len(newest.codes), "covers": codes.covered(), "source": newest.source}


def list_lines(rows: list[dict[str, Any]]) -> list[str]:
    """A line a kind."""
    return [_line(row) for row in rows]


def _line(row: dict[str, Any]) -> str:
    if "is_number" in row:
        return f"{row['kind']:17} {'number':>8}  {row['title']}"
    if row["codes"]:
        line = f"{row['kind']:17} {row['codes']:>8}  {row['covers']:24}  {row['source']}"
        return line + (f"; brought in: {row['imported'][-1]}" if row["imported"] else "")
    shape = "; its shape is checked" if row["kind"] in SHAPES else ""
    return f"{row['kind']:17} {NOT_HERE:>8}  {row['licence']}{shape}; clearlane codes import {row['kind']} FILE"


def show_kind(name: str) -> dict[str, Any]:
    """One kind with its editions: from when to when each is in force, and how many codes it has."""
    codes = find_set(name)
    editions = [] if codes is None else codes.editions
    told = [{"days": say_period(one.period), "codes": len(one.codes), "source": one.source} for one in editions]
    return _row(name) | {"imports": KINDS[name].imports, "editions": told}


def show_lines(told: dict[str, Any]) -> list[str]:
    """A kind for a person."""
    names = f" (also {', '.join(told['also'])})" if told["also"] else ""
    head = [
        f"{told['kind']}: {told['title']}{names}",
        f"publisher  {told['publisher']}",
        f"licence    {told['licence']}",
    ]
    here = f"{in_words(told['codes'], 'code')}, {told['covers']}" if told["codes"] else NOT_HERE
    lines = [*head, f"here       {here}", *([f"source     {told['source']}"] if told["source"] else [])]
    lines += [f"brought in {path}" for path in told["imported"]]
    lines += [f"  {one['days']:24} {one['codes']:>8} code{'s' * (one['codes'] != 1)}" for one in told["editions"]]
    if told["imports"]:
        lines.append(f"a later one: clearlane codes import {told['kind']} FILE --from DATE")
    if told["imported"]:
        lines.append(f"out again:   clearlane codes forget {told['kind']}")
    return lines
