"""A claim's life as a text: each part of it where there is something to tell, its bytes a segment a line."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from clearlane.doors.console.bounds import tenant_number, whole
from clearlane.doors.console.operating import ids
from clearlane.doors.console.problem import Problem
from clearlane.doors.console.trace import _id, _plain, _text
from clearlane.exchange.reading.trace_claim import Bytes, Trace
from clearlane.vocabulary.outcome import Ref

CLAIM = Ref(7, UUID(int=5))
AT = datetime(2026, 9, 30, 10, 20, 30, tzinfo=UTC)


def trace(**more: Any) -> Trace:
    """A claim of which nothing is known but that it is there."""
    said: dict[str, Any] = {
        "claim": CLAIM, "summary": {}, "moves": (), "findings": (), "bytes": (), "decisions": (),
    }  # fmt: skip
    return Trace(**(said | more))


def extract(content: bytes, kind: str = "837P") -> Bytes:
    return Bytes(AT, kind, 10, 24, "ab" * 32, content)


def finding(disposition: str, rule: str) -> str:
    return json.dumps({"disposition": disposition, "rule": rule, "what": "it is wrong.", "remedy": "mend it."})


def lines(one: Trace) -> list[str]:
    return [" ".join(line.split()) for line in _text(one).splitlines() if line.strip()]


def test_a_claim_of_which_nothing_happened_has_no_empty_parts() -> None:
    assert lines(trace()) == [f"claim {CLAIM.id} of tenant 7", "what happened"]


def test_the_summary_stands_under_the_claim_in_its_order() -> None:
    assert lines(trace(summary={"state": "sent", "charge": 100}))[1:3] == ["state sent", "charge 100"]


def test_moves_tell_when_from_where_to_where_and_by_whom() -> None:
    moves = (
        (AT, "born", None, "received", "flow:1", ""),
        (AT, "pass", "received", "ready", "flow:1", "x"),
    )
    assert lines(trace(moves=moves))[2:] == [
        "2026-09-30 10:20:30 born - -> received flow:1",
        "2026-09-30 10:20:30 pass received -> ready flow:1 x",
    ]


def test_findings_tell_what_is_wrong_and_what_mends_it() -> None:
    told = lines(trace(findings=(finding("reject", "billing_npi"), finding("warn", "service_dates"))))
    assert told[2:] == [
        "what the edits say",
        "reject billing_npi: it is wrong. mend it.",
        "warn service_dates: it is wrong. mend it.",
    ]


def test_decisions_tell_money_in_dollars_and_what_is_not_known_as_nothing() -> None:
    decisions = ((AT, "1", 123_456, 100_000, 23_456, "P1"), (AT, "4", 5_000, 0, None, "P2"))
    assert lines(trace(decisions=decisions))[2:] == [
        "what payers decided",
        "2026-09-30 10:20:30 status 1, charged 1,234.56, paid 1,000.00, patient 234.56, number P1",
        "2026-09-30 10:20:30 status 4, charged 50.00, paid 0.00, patient , number P2",
    ]


@pytest.mark.parametrize("line_end", ["", "\n", "\r\n"])
def test_bytes_stand_a_segment_a_line_whatever_their_line_ends(line_end: str) -> None:
    content = "".join(f"{segment}~{line_end}" for segment in ("CLM*A*100", "HI*ABK:I10", "LX*1")).encode()
    assert lines(trace(bytes=(extract(content),)))[2:] == [
        "837P, segments 10 to 24 of file abababababababab, 2026-09-30 10:20:30",
        "CLM*A*100~", "HI*ABK:I10~", "LX*1~",
    ]  # fmt: skip


def test_bytes_that_are_no_text_are_told_all_the_same() -> None:
    assert "NM1*IL*1*MÜLLER~" in _text(trace(bytes=(extract(b"NM1*IL*1*M\xdcLLER~"),)))


def test_each_file_has_a_part_of_its_own_in_order() -> None:
    told = lines(trace(bytes=(extract(b"CLM*A~"), extract(b"CLP*A~", "835"))))
    assert [line.split(",")[0] for line in told if " of file " in line] == ["837P", "835"]


@pytest.mark.parametrize(
    ("value", "plain"),
    [(b"CLM*\xdc~", "CLM*Ü~"), (UUID(int=5), str(UUID(int=5))), (AT, "2026-09-30 10:20:30+00:00")],
)
def test_json_has_a_text_for_whatever_is_no_json(value: object, plain: str) -> None:
    assert _plain(value) == plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (str(UUID(int=5)), UUID(int=5)), (UUID(int=5).hex, UUID(int=5)), ("0000000123-1", None), ("", None),
        (None, None),
    ],
)  # fmt: skip
def test_a_claim_is_named_by_our_id_where_that_is_one(text: str | None, found: UUID | None) -> None:
    assert _id(text) == found


# The least and the most that are allowed, what was given, and what is read (None: it is refused).
WHOLE: list[tuple[int, int, str, int | None]] = [
    (1, 9, "1", 1), (1, 9, "9", 9), (1, 9, "0", None), (1, 9, "10", None), (1, 9, "-5", None), (0, 9, "0", 0),
    (1, 9, "five", None), (1, 9, "", None), (1, 9, "1.0", None), (1, 9, " 5 ", 5), (-3, 3, "-3", -3),
    (-3, 3, "-4", None), (0, 0, "x", None), (1, 9, "9" * 40, None),
]  # fmt: skip


@pytest.mark.parametrize(("least", "most", "given", "read"), WHOLE)
def test_a_number_on_the_command_line_keeps_its_bounds(least: int, most: int, given: str, read: int | None) -> None:
    if read is not None:
        assert whole(least, most)(given) == read
        return
    with pytest.raises(argparse.ArgumentTypeError, match=f"is not a whole number from {least} to {most}"):
        whole(least, most)(given)


@pytest.mark.parametrize(("given", "fits"), [("1", True), ("2147483647", True), ("2147483648", False), ("0", False)])
def test_a_tenants_number_is_one_for_which_the_database_has_room(given: str, fits: bool) -> None:
    if fits:
        assert tenant_number(given) == int(given)
    else:
        with pytest.raises(argparse.ArgumentTypeError):
            tenant_number(given)


def test_ids_are_read_once_each_in_the_order_in_which_they_were_given() -> None:
    first, second = UUID(int=9), UUID(int=3)
    assert ids([str(first), second.hex, str(first).upper(), f"{{{second}}}"]) == [first, second]
    assert ids([]) == []


@pytest.mark.parametrize("wrong", ["", "7", "CLM-1", str(UUID(int=1))[:-1], "g" * 32])
def test_what_is_no_id_is_refused_with_how_one_looks(wrong: str) -> None:
    with pytest.raises(Problem, match="32 hexadecimal digits"):
        ids([str(UUID(int=1)), wrong])
