"""The pieces of a file are the file: no byte is lost, moved or counted twice, whatever it is and however it comes."""

from __future__ import annotations

import pytest

from clearlane.standards.x12.cut_file import LONGEST_GAP, Piece, cut_file
from tests.standards.x12.x12_texts import ISA, join, lines

CLEAN = join(lines())
SHORT = join([ISA, "GS*HC*A*B*20261124*0930*1*X*005010X222A1", "GE*0*1", "IEA*1*000000101"])


def pieces(data: bytes, size: int = 0) -> list[Piece]:
    chunks = [data[at : at + size] for at in range(0, len(data), size)] if size else [data]
    return list(cut_file(chunks))


def together(found: list[Piece]) -> bytes:
    """The file again, each piece checked to stand where it says."""
    data = b""
    for one in found:
        assert one.offset == len(data)
        end = one.isa.delimiters.segment if one.isa and one.kind in ("segment", "binary") else b""
        data += one.data + end + one.after
    return data


def kinds(data: bytes) -> list[tuple[str, bytes]]:
    return [(one.kind, one.data[:3]) for one in pieces(data)]


BODY = [("isa", b"ISA"), ("segment", b"GS*"), ("segment", b"GE*"), ("segment", b"IEA")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"hello", [("gap", b"hel")]),
        (b"ISA", [("gap", b"ISA")]),
        (SHORT, BODY),
        (b"\xef\xbb\xbf" + SHORT, [("gap", b"\xef\xbb\xbf"), *BODY]),
        (b"MAIL\n" + SHORT, [("gap", b"MAI"), *BODY]),
        (SHORT + b"\x1a", [*BODY, ("gap", b"\x1a")]),
        (SHORT + b"\r\n" + SHORT, BODY * 2),
        (SHORT[:-3], [*BODY[:3], ("gap", b"IEA")]),
        (SHORT[:150] + SHORT, [*BODY[:2], ("gap", b"GE*"), *BODY]),
        (SHORT[:130] + SHORT, [BODY[0], ("gap", b"GS*"), *BODY]),
        (SHORT[:147] + SHORT.replace(b"~", b"\n"), [*BODY[:2], *BODY]),
        (SHORT.replace(b"GE*", b"~~GE*"), [*BODY[:2], ("segment", b""), ("segment", b""), *BODY[2:]]),
        (SHORT.replace(b"GE*", b"BIN*4*a~b~~GE*"), [*BODY[:2], ("binary", b"BIN"), *BODY[2:]]),
        (SHORT.replace(b"GE*", b"BDS*ASC*4*a~b~~GE*"), [*BODY[:2], ("binary", b"BDS"), *BODY[2:]]),
        (SHORT.replace(b"GE*", b"BIN*3*ab~GE*"), [*BODY[:2], ("binary", b"BIN"), *BODY[2:]]),
        (SHORT.replace(b"GE*", b"BIN*x*ab~GE*"), [*BODY[:2], ("binary", b"BIN"), *BODY[2:]]),
        (SHORT.replace(b"GE*", b"BIN*999999999*ab~GE*"), [*BODY[:2], ("binary", b"BIN"), *BODY[2:]]),
        (SHORT.replace(b":~", b"*~", 1), [("isa", b"ISA"), ("gap", b"GS*")]),
    ],
)
def test_a_file_is_cut_at_its_segments(data: bytes, expected: list[tuple[str, bytes]]) -> None:
    assert kinds(data) == expected
    assert together(pieces(data)) == data


@pytest.mark.parametrize("size", [1, 2, 3, 7, 105, 106, 107, 1000])
def test_chunks_of_any_size_give_the_same_pieces(size: int) -> None:
    data = b"\xef\xbb\xbfhead ISA*" + CLEAN.replace(b"~", b"~\r\n") + b"tail" + CLEAN.replace(b"LX*1~", b"BIN*3*~~~~")
    assert pieces(data, size) == pieces(data)
    assert together(pieces(data, size)) == data


def test_line_ends_stand_behind_the_terminator_that_they_follow() -> None:
    found = pieces(SHORT.replace(b"~", b"~\r\n", 2))
    assert [one.after for one in found] == [b"\r\n", b"\r\n", b"", b""]


def test_a_line_feed_that_ends_segments_is_no_line_end() -> None:
    found = pieces(SHORT.replace(b"~", b"\n") + b"\n\r\n")
    assert [one.after for one in found if one.kind == "segment"] == [b"", b"", b""]
    assert together(found) == SHORT.replace(b"~", b"\n") + b"\n\r\n"


def test_a_long_stretch_that_is_no_x12_comes_in_pieces() -> None:
    data = b"x" * (3 * LONGEST_GAP + 5) + SHORT
    found = pieces(data, 1 << 16)
    assert [len(one.data) for one in found if one.kind == "gap"] == [LONGEST_GAP] * 3 + [5]
    assert together(found) == data


def test_a_terminator_that_never_comes_makes_a_gap_of_the_rest() -> None:
    data = SHORT[:106] + b"NM1*85" * 500_000
    found = pieces(data, 1 << 18)
    assert {one.kind for one in found[1:]} == {"gap"}
    assert together(found) == data
