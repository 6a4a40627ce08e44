"""Tabulate a file: a row a claim, a line, an adjustment, as they are read. Memory holds one claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from clearlane.standards.x12.binary import split_elements
from clearlane.standards.x12.name_keys import member_of
from clearlane.standards.x12.place_file import Placed, path_of, place_file
from clearlane.standards.x12.read_values import Row
from clearlane.standards.x12.see_whole import Wholeness
from clearlane.standards.x12.table_columns import TABLES
from clearlane.standards.x12.table_places import PAID, SUBMITTED
from clearlane.standards.x12.tabulate_claims import ClaimTables, Told
from clearlane.standards.x12.text import decode

_PLACES = {"837": SUBMITTED, "835": PAID}


def tabulate(
    source: Iterable[bytes], *, file: str = "", wholeness: Wholeness | None = None
) -> Iterator[tuple[str, Row]]:
    """The rows of a file, each with its table: claims, lines and adjustments of 837 and 835, segments of other sets.

    file: what the column of that name says. wholeness: sees the pieces of the file, and knows at the end whether all of
    it is in the tables. A row has every column of its table; no bytes make it raise.
    """
    for table, row in _rows(source, wholeness or Wholeness()):
        yield table, {column.name: row.get(column.name) for column in TABLES[table]} | {"file": file}


def _rows(source: Iterable[bytes], wholeness: Wholeness) -> Iterator[Told]:
    open_set: ClaimTables | None = None
    control = ""
    head: Any = None
    for placed in place_file(source):
        wholeness.see(placed.piece)
        if placed.piece.kind == "isa" and placed.piece.isa is not None:
            control = decode(placed.piece.isa.elements[12]).strip()
        if placed.set is not head:
            if open_set is not None:
                yield from open_set.end()
            head, open_set = placed.set, _tables(placed, control)
        if open_set is not None:
            yield from open_set.take(placed)
        elif placed.set is not None:
            yield "segments", _segment(placed, control)
    if open_set is not None:
        yield from open_set.end()


def _tables(placed: Placed, control: str) -> ClaimTables | None:
    """What tabulates the claims of a set; None for a set without claims, or without a guide."""
    if placed.set is None or placed.step is None or placed.set.id not in _PLACES:
        return None
    return ClaimTables(where(placed, control), _PLACES[placed.set.id])


def where(placed: Placed, control: str) -> Row:
    """Where a set stands."""
    head = placed.set
    assert head is not None
    return {
        "set_id": head.id,
        "version": head.version,
        "interchange_control": control,
        "group_control": head.group,
        "set_control": head.control,
    }


def _segment(placed: Placed, control: str) -> Row:
    piece, step = placed.piece, placed.step
    assert piece.isa is not None
    id, *elements = split_elements(piece.data, piece.isa.delimiters.element)
    member = member_of(step.loop, [id, *elements]) if step else None
    return where(placed, control) | {
        "offset": piece.offset,
        "segment": placed.number,
        "loop": path_of(step.loop) if step else None,
        "id": decode(id),
        "name": member.row.spec.name if member else None,
        "elements": [decode(one) for one in elements],
    }
