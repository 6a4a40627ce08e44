"""Moved values: a segment with a separator less, one more, or one of the other kind, so that each value has its place.

Only what leaves nothing else wrong with it is taken for it. Free text takes any value: that one has a place there says
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from clearlane.standards.x12.element_rules import ELEMENTS
from clearlane.standards.x12.explain_row import Fault, explain_row, is_clean
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.mend_component import MARK, marked, slips
from clearlane.standards.x12.mended import SLIP, Mended, one_too_many
from clearlane.standards.x12.text import decode

LOOKED_BACK = 4
"""A place that moved may still fit where it stands: so far before the first fault the separator may be."""
LEVEL = b"HL"
_BEYOND = ("too_many_elements", "not_used")


@dataclass(frozen=True)
class Sent:
    """A segment with faults; frame: the loop it was taken into; parts, back: as of `explain_row`."""

    row: Row
    parts: list[bytes]
    faults: Sequence[Fault]
    frame: Frame
    back: bytes | None

    @cached_property
    def only_warns(self) -> bool:
        """Whether nothing of it is refused."""
        return all(ELEMENTS[one.rule].is_warning for one in self.faults)

    @cached_property
    def may_have_moved(self) -> bool:
        """Whether a separator may explain the faults: several, a value where none may be or that is wrong where it
        stands the second time, or a level without its code. Of warnings only what codes prove is one."""
        first, only = self.faults[0], len(self.faults) == 1
        if self.only_warns:
            return bool(self._codes_again) or (not only and self._is_in_one)
        is_again = bool(first.found) and self.parts[first.element] == self.parts[first.element - 1]
        is_behind = bool(first.found) and not self.parts[first.element - 1]
        place = self.row.first_code[0]
        is_code = self.row.id == LEVEL and first.rule == "missing" and place == (first.element, first.component)
        return not only or first.rule in _BEYOND or is_again or is_behind or is_code

    def moved(self) -> Mended | None:
        """As it was meant, if one separator at the first fault or before it explains all of them."""
        before = range(min(self.first, len(self.parts) - 1), 0, -1)
        if self.only_warns:
            return self._by_codes()
        if len(self.faults) == 1 and self.faults[0].rule in _BEYOND:
            return self._without_one_beyond(before)
        if len(self.faults) == 1 and self.faults[0].found:
            is_known = _is_telling(self.row.field(self.first - 1))
            return self._twice(self.first) or (self._doubled(self.first - 1) if is_known else None)
        places = [at for at in before if at > self.first - LOOKED_BACK]
        wrong = [one.element for one in self.faults if one.element > self.first and one.found][:LOOKED_BACK]
        guesses = chain(
            map(self._twice, (at for at in before if self._is_misplaced(at))),
            map(self._doubled, self._doubtful(before)),
            map(self._twice, before),
            map(self._glued, places),
            map(self._slipped, (at for at in (*places, *wrong) if at < len(self.parts))),
        )
        mended = next(filter(None, guesses), None) or self._lost([*places, *([0] if self.first == 1 else [])])
        return mended or next(filter(None, (self._slipped(at, weakly=True) for at in places)), None)

    def moved_again(self, before: Mended) -> Mended | None:
        """As it was meant, if the separator slipped where and as one did in a segment with the same faults."""
        at = before.at
        if self.only_warns:
            return self._by_codes()
        if before.fault.rule == SLIP:
            return self._slipped(at)
        return self._twice(at) or self._doubled(at) or self._glued(at) or self._lost((at,))

    def _by_codes(self) -> Mended | None:
        """Without a code that stands again where it is none, or with a separator within the one value doubted."""
        slipped = [self.first] if self._is_in_one and len(self.faults) > 1 else []
        return next(filter(None, chain(map(self._twice, self._codes_again), map(self._slipped, slipped))), None)

    @property
    def _is_in_one(self) -> bool:
        """Whether all faults are of components of one value."""
        return all(one.component and one.element == self.first for one in self.faults)

    @cached_property
    def _codes_again(self) -> list[int]:
        """Where a code of the element before stands again, and is none."""
        values = range(1, len(self.parts))
        again = (at for at in values if self.parts[at] and self.parts[at] == self.parts[at - 1])
        return [at for at in again if self._has_code(at - 1, at) and not self._has_code(at, at)]

    @cached_property
    def first(self) -> int:
        """The element of the first fault."""
        return min(one.element for one in self.faults)

    def _is_clean(self, parts: list[bytes]) -> bool:
        return is_clean(self.row, parts, self.frame, self.back)

    def _without(self, at: int) -> Mended | None:
        parts = [*self.parts[:at], *self.parts[at + 1 :]]
        if len(self.parts) > 2 and self._is_clean(parts):
            return Mended(parts, one_too_many(self.parts[at], at), at=at)
        return None

    def _is_misplaced(self, at: int) -> bool:
        """Whether a value is wrong where it stands, or a code of the element before and none of its own."""
        return at in self._codes_again or any(one.element == at and one.found for one in self.faults)

    def _twice(self, at: int) -> Mended | None:
        """Without the second of two values that are equal."""
        return self._without(at) if self.parts[at] and self.parts[at] == self.parts[at - 1] else None

    def _doubled(self, at: int) -> Mended | None:
        """Without an empty element, if what stands behind it is then in a place that knows it, or lacks it."""
        lacking = [one.element for one in self.faults if one.rule.startswith("missing")]
        return self._without(at) if not self.parts[at] and self._in_its_place(at, lacking) else None

    def _doubtful(self, places: Sequence[int]) -> list[int]:
        """The empty elements of these, one of those side by side; first without which most behind it has its place."""
        empty = (at for at in places if not self.parts[at] and self.parts[at + 1 : at + 2] != [b""])
        return sorted(empty, key=lambda at: -self._in_its_place(at, ()))

    def _in_its_place(self, at: int, lacking: Sequence[int]) -> int:
        """How many values behind an element are in a place that knows them, or lacks them, if that is left out."""
        moved = enumerate(self.parts[at + 1 :], at)
        return sum(bool(value) and (n in lacking or _is_telling(self.row.field(n))) for n, value in moved)

    def _without_one_beyond(self, places: Sequence[int]) -> Mended | None:
        """Without a code that stands again behind its place, or an empty element before what then has one.

        Nothing else is wrong with it: what stands behind may be right where it is, and the last value one too many.
        """
        twice = (at for at in self._codes_again if at in places)
        known = (at for at in self._doubtful(places) if self._known(at, at + 1) > self._known(at + 1, at + 1))
        return next(filter(None, chain(map(self._twice, twice), map(self._without, known))), None)

    def _has_code(self, at: int, place: int) -> bool:
        """Whether the value at a place is a code of an element."""
        field = self.row.field(at)
        return field is not None and self.parts[place] in field.codes

    def _known(self, at: int, place: int) -> int:
        """How many values from a place on stand where codes or a list are, if the first of them is this element."""
        fields = ((self.row.field(n), value) for n, value in enumerate(self.parts[place:], at))
        return sum(bool(value and field and (field.codes or field.list)) for field, value in fields)

    def _glued(self, at: int) -> Mended | None:
        """With the value of an element as two, where its codes or lengths, or those of the next, part it."""
        value = self.parts[at]
        for end in sorted({*_ends_of(value, self.row.field(at), self.row.field(at + 1))}):
            if 0 < end < len(value) and not MARK.match(value, end):
                parts = [*self.parts[:at], value[:end], value[end:], *self.parts[at + 1 :]]
                if self._is_clean(parts):
                    return Mended(parts, Fault("separator_lost", at, found=value), at=at)
        return None

    def _slipped(self, at: int, *, weakly: bool = False) -> Mended | None:
        """With a separator within a value taken out, put in, or of the other kind. weakly: it may be a mark of text."""
        for slip in marked(self.row, self.parts, at) if weakly else slips(self.row, self.parts, at, self.first):
            if self._is_clean(slip.parts):
                expected = decode(slip.meant.translate(self.back) if self.back else slip.meant)
                return Mended(slip.parts, Fault(SLIP, at, found=slip.sent, expected=expected), at=at)
        return None

    def _lost(self, places: Sequence[int]) -> Mended | None:
        """With one more empty element behind one of these places, where that leaves least."""
        if len(self.faults) == 1 and not self.faults[0].rule.startswith("missing"):
            return None
        likely = [at for at in places if not self._leaves_its_place(at)]
        tried = {at: list(explain_row(self.row, self._with_one(at), self.frame, self.back)) for at in likely}
        for at in sorted(likely, key=lambda at: len(tried[at])):
            fault = self._of_lost(at, tried[at])
            if fault is not None:
                return Mended(self._with_one(at), fault, at=at)
        return None

    def _leaves_its_place(self, at: int) -> bool:
        """Whether a value behind an element is right where it stands, and one place further on only free text is.

        Where the first of them cannot be meant for its place, by its length, it moved all the same.
        """
        field, value = self.row.field(at + 1), self.parts[at + 1 : at + 2]
        if field is not None and value and not field.least <= len(value[0]) <= field.most:
            return False
        wrong = {one.element for one in self.faults}
        right = [n for n in range(at + 1, len(self.parts)) if self.parts[n] and n not in wrong]
        return any(_is_telling(self.row.field(n)) and not _is_telling(self.row.field(n + 1)) for n in right)

    def _with_one(self, at: int) -> list[bytes]:
        return [*self.parts[: at + 1], b"", *self.parts[at + 1 :]]

    def _of_lost(self, at: int, left: Sequence[Fault]) -> Fault | None:
        """The one fault if a separator is lost behind an element, by those that are left with one more.

        A value that lacks with its separator is told as missing. Where two are glued, or it is the value by which the
        row is known, the separator is lost.
        """
        beside, value = (at, at + 1), self.parts[at]
        if all(one.element in beside for one in self.faults) or any(one.element not in beside for one in left):
            return None
        field, is_known_by = self.row.field(at), self.row.first_code[0] == (at + 1, 0)
        is_long = field is not None and len(value) > field.most and any(one.element == at for one in left)
        is_glued = bool(at and value) and (is_known_by or is_long)
        if not left or is_glued:
            return Fault("separator_lost", at, found=value)
        return left[0] if len(left) == 1 and left[0].rule.startswith("missing") else None


def _is_telling(field: Field | None) -> bool:
    """Whether that a value stands in a field says anything: one that need not come and is free text takes each."""
    return field is not None and (field.required or not field.is_free_text)


def _ends_of(value: bytes, own: Field | None, behind: Field | None) -> Iterator[int]:
    """Where a value of a field may end in which that of the field behind it stands besides."""
    if own is not None:
        codes = own.codes or (own.parts and own.parts[0] and own.parts[0].codes) or ()
        yield from (len(code) for code in codes if value.startswith(code))
        yield own.most
        if own.type[:1] in ("R", "N") and not MARK.search(value):
            yield from range(1, min(len(value), own.most + 1))
    if behind is not None:
        yield from (len(value) - len(code) for code in behind.codes if value.endswith(code))
        yield len(value) - behind.most if behind.least == behind.most else 0
