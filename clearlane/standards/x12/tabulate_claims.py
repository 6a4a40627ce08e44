"""Tabulate the claims of one set: what stands above a claim is kept, a claim and its line are gathered, then given."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.standards.x12.delimiters import Delimiters
from clearlane.standards.x12.place_file import Placed, path_of
from clearlane.standards.x12.read_values import Row, put_period, put_value
from clearlane.standards.x12.table_columns import KIND_OF
from clearlane.standards.x12.table_places import places
from clearlane.standards.x12.text import decode

Told = tuple[str, Row]
CLAIM, LINE = ("2300", "2100"), ("2400", "2110")
LEVELS = ("2000A", "2000B", "2000C")
MOST_HELD = 1000
"""So many adjustments of another payer wait for the name of that payer, which stands behind them."""
_DIAGNOSES = frozenset(("ABK", "BK", "ABF", "BF"))
_PRINCIPAL = frozenset(("ABK", "BK"))
_CAS_STARTS, _PLB_STARTS = range(2, 20, 3), range(3, 15, 2)


class Texts:
    """The elements of a segment as texts."""

    __slots__ = ("_component", "elements", "id", "number", "offset")

    def __init__(self, placed: Placed, delimiters: Delimiters) -> None:
        self.id, *self.elements = decode(placed.piece.data).split(decode(delimiters.element))
        self._component = delimiters.component_text
        self.offset, self.number = placed.piece.offset, placed.number

    def at(self, element: int, component: int = 0) -> str:
        """A value, "" where there is none."""
        value = self.elements[element - 1] if element <= len(self.elements) else ""
        if not component:
            return value
        parts = value.split(self._component)
        return parts[component - 1] if component <= len(parts) else ""


class ClaimTables:
    """Takes the segments of one set; gives rows of claims, lines and adjustments as they are whole."""

    def __init__(self, where: Row, text: str) -> None:
        self._where, self._places = where, places(text)
        self._levels: list[Row] = [{}, {}, {}]
        self._claim: Row | None = None
        self._line: Row | None = None
        self._payer = ""
        self._held: list[Row] = []

    def take(self, placed: Placed) -> Iterator[Told]:
        """One more segment."""
        if placed.step is None or placed.piece.isa is None:
            return
        loop, path = placed.step.loop, path_of(placed.step.loop)
        texts = Texts(placed, placed.piece.isa.delimiters)
        if placed.step.opens:
            yield from self._open(loop.id, texts)
        elif "/" not in path and loop.id not in LEVELS:
            yield from self._end_claim()
        self._put(loop.id, path, texts)
        if texts.id == "CAS":
            yield from self._adjusted(texts, loop.id)
        elif texts.id == "PLB":
            yield from self._provider_adjusted(texts)
        elif texts.id == "NM1" and loop.id == "2330B":
            yield from self._released(texts.at(9))

    def end(self) -> Iterator[Told]:
        """The set has ended."""
        yield from self._end_claim()

    def _open(self, loop: str, texts: Texts) -> Iterator[Told]:
        if loop in CLAIM or loop in LEVELS or loop in ("2000", "1000A", "1000B"):
            yield from self._end_claim()
        if loop in LEVELS:
            for level in range(LEVELS.index(loop), 3):
                self._levels[level] = {}
        elif loop in CLAIM:
            self._claim, self._payer = self._begun(texts), ""
        elif loop in LINE and self._claim is not None:
            yield from self._end_line()
            self._line = self._begun(texts) | {"claim_offset": self._claim["offset"]}
        elif loop == "2320":
            yield from self._released("")
        elif loop == "2430":
            self._payer = texts.at(1)

    def _begun(self, texts: Texts) -> Row:
        return self._where | {"offset": texts.offset, "segment": texts.number}

    def _put(self, loop: str, path: str, texts: Texts) -> None:
        """Take from a segment what the tables want of it."""
        row, table = self._home(path)
        if row is None:
            return
        kinds = KIND_OF[table]
        for place in self._places.get((loop, texts.id), ()):
            if place.codes and texts.at(1) not in place.codes:
                continue
            for taken in place.taken:
                if taken.where and texts.at(taken.where) != taken.code:
                    continue
                value = texts.at(taken.element, taken.component)
                if taken.column == "service":
                    put_period(row, value, kinds)
                else:
                    put_value(row, taken.column, value, kinds)
        if texts.id == "HI" and loop == "2300":
            _put_diagnoses(row, texts)

    def _home(self, path: str) -> tuple[Row | None, str]:
        """The row that a segment speaks of, and its table: the line, the claim, or the level around it."""
        way = path.split("/")
        if any(one in LINE for one in way):
            return self._line, "lines"
        if any(one in CLAIM for one in way):
            return self._claim, "claims"
        depth = max((LEVELS.index(one) for one in way if one in LEVELS), default=0)
        return self._levels[depth], "claims"

    def _adjusted(self, texts: Texts, loop: str) -> Iterator[Told]:
        rows = [row for start in _CAS_STARTS if (row := self._adjustment(texts, start, loop)) is not None]
        if loop != "2320":
            yield from (("adjustments", row) for row in rows)
            return
        self._held += rows
        if len(self._held) >= MOST_HELD:
            yield from self._released("")

    def _adjustment(self, texts: Texts, start: int, loop: str) -> Row | None:
        reason, amount, quantity = (texts.at(start + n) for n in range(3))
        if self._claim is None or not (reason or amount or quantity):
            return None
        is_line = self._line is not None and loop in ("2430", *LINE)
        row = self._begun(texts) | {
            "claim_offset": self._claim["offset"],
            "line_offset": self._line["offset"] if self._line is not None and is_line else None,
            "patient_control_number": self._claim.get("patient_control_number"),
            "level": "line" if is_line else "claim",
            "payer_id": (self._payer if loop == "2430" else self._levels[0].get("payer_id")) or None,
        }
        put = {"group_code": texts.at(1), "reason_code": reason, "amount": amount, "quantity": quantity}
        return _filled(row, put)

    def _provider_adjusted(self, texts: Texts) -> Iterator[Told]:
        for start in _PLB_STARTS:
            reason, reference, amount = texts.at(start, 1), texts.at(start, 2), texts.at(start + 1)
            if reason or amount:
                row = self._begun(texts) | {"level": "provider", "payer_id": self._levels[0].get("payer_id")}
                put = {"provider_id": texts.at(1), "reason_code": reason, "reference": reference, "amount": amount}
                yield "adjustments", _filled(row, put)

    def _released(self, payer: str) -> Iterator[Told]:
        """Give the adjustments that waited for the name of their payer."""
        held, self._held = self._held, []
        yield from (("adjustments", row | {"payer_id": payer or None}) for row in held)

    def _end_line(self) -> Iterator[Told]:
        if self._line is not None and self._claim is not None:
            control = self._claim.get("patient_control_number")
            yield "lines", self._line | {"patient_control_number": control}
        self._line = None

    def _end_claim(self) -> Iterator[Told]:
        yield from self._released("")
        yield from self._end_line()
        if self._claim is not None:
            row: Row = {}
            for part in (*self._levels, self._claim):
                row |= part
            unreadable = [one for part in (*self._levels, self._claim) for one in part.get("unreadable", ())]
            yield "claims", _with_patient(row) | {"unreadable": unreadable or None}
        self._claim = None


def _filled(row: Row, texts: dict[str, str]) -> Row:
    for column, text in texts.items():
        put_value(row, column, text, KIND_OF["adjustments"])
    return row


def _put_diagnoses(row: Row, texts: Texts) -> None:
    for n in range(1, len(texts.elements) + 1):
        qualifier, code = texts.at(n, 1), texts.at(n, 2)
        if qualifier in _DIAGNOSES and code:
            put_value(row, "diagnoses", code, KIND_OF["claims"])
        if qualifier in _PRINCIPAL and code:
            row.setdefault("principal_diagnosis", code)
        if qualifier == "DR" and code:
            row["drg"] = code


def _with_patient(row: Row) -> Row:
    """Where the patient is the subscriber, his name stands in both places."""
    if row.get("patient_relationship") != "18" or "patient_last_name" in row:
        return row
    names = ("last_name", "first_name", "birth_date", "sex")
    return row | {f"patient_{one}": row.get(f"subscriber_{one}") for one in names}
