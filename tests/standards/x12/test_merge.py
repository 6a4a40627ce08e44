from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.answer_claims import Read
from clearlane.standards.x12.merge import CannotMerge, merge, merge_pieces
from tests.standards.x12.x12_texts import PAYMENT, join, lines

CLEAN = join(lines())
PAID = join(lines(PAYMENT))


def of(content: bytes) -> tuple[x12.Report, Read]:
    return x12.report([content]), lambda at, length: content[at : at + length]


def merged(*contents: bytes, control: int = 0) -> x12.Report:
    report = x12.report([merge(map(of, contents), control=control)])
    assert report.accepted
    assert report.findings == ()
    return report


def shape(report: x12.Report) -> list[list[list[str]]]:
    return [[[one.control for one in group.sets] for group in each.groups] for each in report.interchanges]


def test_like_sets_come_into_one_group() -> None:
    assert shape(merged(CLEAN, CLEAN, CLEAN)) == [[["0001", "0002", "0003"]]]


def test_other_transactions_stand_in_a_group_of_their_own() -> None:
    report = merged(CLEAN, PAID.replace(b"HARBOR*CLEARLANE", b"SUBMITTER*CLEARLANE"), CLEAN)
    assert shape(report) == [[["0001", "0002"], ["0001"]]]
    assert [group.control for group in report.interchanges[0].groups] == ["1", "2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"SUBMITTER      *ZZ", b"ANOTHER        *ZZ"), (b"*0*P*:~", b"*0*T*:~"), (b"*0*P*:~", b"*1*P*:~")],
)
def test_other_senders_and_tests_stand_apart(old: bytes, new: bytes) -> None:
    report = merged(CLEAN, CLEAN.replace(old, new, 1))
    assert shape(report) == [[["0001"]], [["0001"]]]
    assert [each.control for each in report.interchanges] == ["000000101", "000000102"]


def test_other_delimiters_stand_apart() -> None:
    assert len(merged(CLEAN, CLEAN.translate(bytes.maketrans(b"*:~^", b"|>\n!"))).interchanges) == 2


def test_the_first_number_can_be_given() -> None:
    assert merged(CLEAN, CLEAN, control=7).interchanges[0].control == "000000007"


def test_sets_keep_every_byte_but_their_number() -> None:
    content = merge(map(of, [join(lines(), end="~\r\n")] * 2))
    first, second = (content[content.index(b"ST*837*" + n) : content.index(b"SE*48*" + n)] for n in (b"0001", b"0002"))
    assert first.replace(b"ST*837*0001", b"ST*837*0002") == second
    assert first.count(b"~\r\n") == 47


@pytest.mark.parametrize(
    ("contents", "said"),
    [
        ([], "no file"),
        ([b"Dear Sirs"], "No interchange"),
        ([CLEAN, CLEAN[: CLEAN.index(b"~SE*") + 1]], "no trailer"),
    ],
)
def test_what_is_not_whole_is_not_merged(contents: list[bytes], said: str) -> None:
    with pytest.raises(CannotMerge, match=said):
        merge(map(of, contents))


def test_pieces_are_what_merge_gives_and_hold_one_set_each() -> None:
    content = join(lines())
    given = of(content)
    pieces = list(merge_pieces([given, given]))
    assert b"".join(pieces) == merge([given, given])
    assert [piece.count(b"ST*") for piece in pieces if b"ST*" in piece] == [1, 1]
