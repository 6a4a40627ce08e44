"""The law of the tiers: what the fast tier accepts, the explaining tier finds nothing wrong with."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from clearlane.standards.x12.explain_row import explain_row
from clearlane.standards.x12.fields import Field
from clearlane.standards.x12.frame import Frame
from clearlane.standards.x12.library import load_machine
from clearlane.standards.x12.machine import Loop, Member, Row
from clearlane.standards.x12.prove_row import prove_row

POOL = (
    *(
        b"",
        b" ",
        b"A",
        b"a b",
        b"1",
        b"12",
        b"-1.50",
        b"1.",
        b"1E2",
        b"1230",
        b"2460",
        b"83702",
        b"ID",
        b"XQ",
        b"US",
        b"Y",
    ),
    *(b"20261110", b"20260230", b"20240229", b"20261110-20261112", b"202611101200", b"1234567893", b"1234567890"),
    *(b"AND \xe9", b"TAB\tTAB", b"A" * 36, b"9" * 18, b"9" * 19, b"A:B", b"A^B", b":", b"HC:99213", b"ABK:E119"),
    *(b"11:B:1", b"207Q00000X"),
)


@cache
def members() -> tuple[Member, ...]:
    """A place for each row of the installed guides."""
    found: dict[int, Member] = {}
    for files in (("837p.txt",), ("837i.txt",), ("837d.txt",), ("835.txt",), ("277ca.txt",), ("999.txt",)):
        for member in _within(load_machine(files).root):
            found.setdefault(id(member.row), member)
    return tuple(found.values())


def _within(loop: Loop) -> list[Member]:
    return [one for member in loop.members for one in (member, *(_within(member.loop) if member.loop else []))]


def frame_of(member: Member) -> Frame:
    """An open loop for a row, with the loops around it, all empty."""
    chain, loop = [], member.home
    while True:
        chain.append(loop)
        if loop.parent is None:
            break
        loop = loop.parent
    frame = None
    for one in reversed(chain):
        frame = Frame(one, frame, 1, 0)
    assert frame is not None
    return frame


def values(field: Field | None) -> st.SearchStrategy[bytes]:
    """Likely values of a field: its codes, good and bad ones from the pool; composites part by part."""
    if field is None:
        return st.sampled_from((b"", b"", b"", b"X"))
    if field.parts is not None:
        return st.tuples(*(values(part) for part in field.parts)).map(lambda parts: b":".join(parts).rstrip(b":"))
    pool = (*sorted(field.codes), *sorted(field.codes)) or POOL
    return st.one_of(st.sampled_from(pool), st.sampled_from(pool), st.sampled_from(POOL), st.just(b""))


@st.composite
def segments(draw: st.DrawFn) -> tuple[Member, bytes]:
    member = draw(st.sampled_from(members()))
    parts = [draw(values(field)) for field in member.row.fields]
    segment = b"*".join([member.row.id, *parts])
    return member, segment.rstrip(b"*") if draw(st.integers(0, 9)) else segment


def judge(row: Row, segment: bytes, frame: Frame) -> tuple[bool, list[str]]:
    """Whether the row is proven, and what the explaining tier says."""
    frame.segments[:] = [segment]
    parts = segment.split(b"*")
    proven = prove_row(row, segment, parts, frame)
    return proven, [fault.rule for fault in explain_row(row, parts, frame)]


@given(segments())
@settings(max_examples=500, deadline=None)
def test_a_proven_row_has_no_fault(drawn: tuple[Member, bytes]) -> None:
    member, segment = drawn
    proven, faults = judge(member.row, segment, frame_of(member))
    assert not (proven and faults)


@given(segments(), st.binary(max_size=4), st.integers(0, 60))
@settings(max_examples=300, deadline=None)
def test_nor_has_one_with_bytes_thrown_in(drawn: tuple[Member, bytes], put: bytes, at: int) -> None:
    member, segment = drawn
    changed = segment[:at] + put.replace(b"~", b"") + segment[at:]
    if changed.split(b"*")[0] == member.row.id:
        proven, faults = judge(member.row, changed, frame_of(member))
        assert not (proven and faults)


def test_a_clean_row_is_proven() -> None:
    clean = (b"NM1*IL*1*DOE*JANE****MI*W1", b"SV1*HC:99213*100*UN*1***1:2", b"CLM*A1*150***11:B:1*Y*A*Y*Y")
    for segment in clean:
        row_id = segment.split(b"*")[0]
        found = [one for one in members() if one.row.id == row_id]
        assert any(judge(one.row, segment, frame_of(one)) == (True, []) for one in found)


def test_a_value_that_one_list_has_proves_nothing_for_another() -> None:
    (row,) = {id(one.row): one for one in members() if one.row.id == b"CL1"}.values()
    frame = frame_of(row)
    assert judge(row.row, b"CL1*1*7*01", frame) == (True, [])
    assert judge(row.row, b"CL1*1*7*1", frame) == (False, ["off_list"])
