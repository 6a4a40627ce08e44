"""Rows that were clean once are remembered by all but their last value: only where nothing looks at what that is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12 import prove_rows as module
from clearlane.standards.x12.explain_row import explain_row
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.machine import Machine, Row
from clearlane.standards.x12.proof.full_set import VERSIONS, full_set
from clearlane.standards.x12.prove_row import prove_row
from clearlane.standards.x12.prove_rows import prove_rows
from tests.standards.x12.small_guide import compiled

HEAD = "0100 BHT  M  1  Begin  01=0019 02=00\n"
FREE: list[tuple[str, list[int]]] = [
    ("N3   S  1  Street     01 02?", [1, 2]),
    ("REF  S  1  Number     01=EI|SY 02", [2]),
    ("AMT  S  1  Amount     01=T 02 03?", [2, 3]),
    ("N4   S  1  Place      01 02:state? 03:zip? 04?", [1, 4]),
    ("DTP  S  1  Day        01=472 02=D8 03@02", []),
    ("NM1  S  1  Name       01=82 02=1 03 08=XX 09:npi", [3]),
    ("NM1  S  1  Name       01=82 02=1 03 04? 05?04", [3, 5]),
    ("NM1  S  1  Name       01=82 02=1 03 04? 05?04=ANN", [3, 5]),
    ("HI   S  1  Diagnoses  01(01=ABK 02) 02(01=ABF 02)?", []),
    ("SVC  S  1  Service    01(01=HC 02) 02 03", [2, 3]),
    ("SV1  S  1  Service    01(01=HC 02) 02 03=UN 04 07(01 02?)", [2, 4]),
    ("CLM  S  1  Claim      01 02 05(01 02=B 03) 06?accident", []),
]
"""A row, and the positions of which only presence and form matter: no code, list, format or rule looks at them."""


def row(text: str) -> Row:
    """A row of a small guide."""
    machine = compiled(f"{HEAD}0200 {text}", predicates="professional")
    return next(member.row for member in machine.root.members if member.row.spec.position == "0200")


@pytest.mark.parametrize(("text", "free"), FREE)
def test_a_position_is_free_where_nothing_looks_at_its_value(text: str, free: list[int]) -> None:
    one = row(text)
    assert [n for n in range(len(one.fields) + 3) if one.is_free(n)] == free


@pytest.mark.parametrize("position", [-1, 0, 3, 99])
def test_a_position_that_the_row_does_not_use_is_not_free(position: int) -> None:
    assert not row("N3  S  1  Street  01").is_free(position)


CASES: list[tuple[str, bytes, bool, set[bytes]]] = [
    ("REF  S  9  Number  01=EI|SY 02", b"REF*EI*1", True, {b"REF*EI"}),
    ("REF  S  9  Number  01=EI|SY 02", b"REF*XX*1", False, set()),
    ("REF  S  9  Number  01=EI|SY 02", b"REF*EI", False, set()),
    ("AMT  S  9  Amount  01=T 02", b"AMT*T*1,5", False, set()),
    ("N3   S  9  Street  01 02?", b"N3*12 ELM ST*ROOM 2", True, {b"N3*12 ELM ST"}),
    ("N3   S  9  Street  01 02?", b"N3*12 ELM ST", True, {b"N3"}),
    ("N4   S  9  Place   01 02:state? 03?", b"N4*BOISE*ID", True, set()),
    ("N4   S  9  Place   01 02:state? 03?", b"N4*BOISE*ID*83702", True, {b"N4*BOISE*ID"}),
    ("N4   S  9  Place   01 02:state? 03?", b"N4*BOISE*QQ*83702", False, set()),
    ("DTP  S  9  Day     01=472 02=D8 03@02", b"DTP*472*D8*20261110", True, set()),
    ("DTP  S  9  Day     01=472 02=D8 03@02", b"DTP*472*D8*20261131", False, set()),
    ("NM1  S  9  Name    01=82 02=1 03 08=XX 09:npi", b"NM1*82*1*HART*****XX*1245319599", True, set()),
    ("NM1  S  9  Name    01=82 02=1 03 08=XX 09:npi", b"NM1*82*1*HART*****XX*1245319598", False, set()),
]


@pytest.mark.parametrize(("text", "segment", "is_clean", "kept"), CASES)
def test_what_is_clean_and_free_at_its_end_is_kept(text: str, segment: bytes, is_clean: bool, kept: set[bytes]) -> None:
    one = row(text)
    frame = Frame(compiled(HEAD).root, None, 1, 0)
    assert prove_rows(one, segment + b"~", frame) is is_clean
    assert one.clean == kept


def test_so_many_are_kept_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_KNOWN", 2)
    one, frame = row("N3  S  9  Street  01 02?"), Frame(compiled(HEAD).root, None, 1, 0)
    for number in range(5):
        assert prove_rows(one, b"N3*%d ELM ST*A~" % number, frame)
    assert one.clean == {b"N3*0 ELM ST", b"N3*1 ELM ST"}


@pytest.mark.parametrize("text", [text for text, _ in FREE])
def test_two_guides_do_not_share_what_they_keep(text: str) -> None:
    one, other = row(text), row(text)
    one.clean.add(b"anything")
    assert other.clean == set()


@cache
def segments(name: str) -> tuple[tuple[Row, bytes], ...]:
    """Each row of a guide with a segment of it that is clean by itself, and ends in a free value."""
    return tuple(_segments(load_machine((name,)), name))


def _segments(machine: Machine, name: str) -> Iterator[tuple[Row, bytes]]:
    frame = Frame(machine.root, None, 1, 0)
    rows = {str(member.row.spec): member.row for loop in machine.loops() for member in loop.members}
    for line in full_set(name):
        one = rows.get(str(line.spec))
        raw = line.text().removesuffix("~").encode("latin-1")
        parts = raw.split(b"*")
        if one is not None and one.is_free(len(parts) - 1) and prove_row(one, raw, parts, frame):
            yield one, raw


NAMES = sorted(VERSIONS)
LAST = st.one_of(
    st.sampled_from([b"1", b"0", b"-5", b"1.5", b"A", b"XX", b"20260230", b"1234", b" ", b"x y", b"A:B", b"1^2"]),
    st.text("ABC019 .-", min_size=1, max_size=12).map(str.encode),
)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=12, deadline=None)
@given(last=LAST)
def test_with_another_last_value_the_form_alone_decides(name: str, last: bytes) -> None:
    frame = Frame(load_machine((name,)).root, None, 1, 0)
    for one, raw in segments(name):
        other = raw[: raw.rfind(b"*") + 1] + last
        fits = one.pattern.fullmatch(other) is not None
        assert prove_row(one, other, other.split(b"*"), frame) is fits, other
        if fits:
            assert list(explain_row(one, other.split(b"*"), frame)) == [], other


def test_many_rows_of_the_guides_end_in_a_free_value() -> None:
    assert sum(len(segments(name)) for name in NAMES) > 20 * len(NAMES)
