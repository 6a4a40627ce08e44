"""Our answers to any file: what the 999 and the TA1 say follows from the report, and from nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.acknowledge import MOST_CODES
from clearlane.standards.x12.ta1 import NO_ERROR, ta1_note, way_back
from clearlane.vocabulary.finding import Disposition
from tests.standards.x12.small_files import AT, FILES
from tests.standards.x12.test_any_answer import spoiled
from tests.standards.x12.x12_texts import PAYMENT, check, counted, join, lines

CLEAN = join(lines())


def groups(data: bytes) -> Iterator[tuple[x12.GroupReport, list[list[str]]]]:
    """Each group of a file that is answered, with the segments of its 999."""
    for interchange in check(data).interchanges:
        written = x12.acknowledge(interchange, control=1, at=AT)
        if written is None:
            continue
        segments = [raw.split("*") for raw in written.decode().split("~")]
        starts = [n for n, one in enumerate(segments) if one[0] == "AK1"]
        ends = [n for n, one in enumerate(segments) if one[0] == "AK9"]
        for group, start, end in zip(interchange.groups, starts, ends, strict=True):
            yield group, segments[start : end + 1]


def is_refused(group: x12.GroupReport) -> bool:
    """Whether it is refused as a group: by its own fault, whatever its sets are."""
    return any(one.unit == "group" for one in group.findings)


def named(group: x12.GroupReport) -> list[x12.SetReport]:
    """The sets that an answer names: of a refused group those with a fault of their own."""
    return [one for one in group.sets if not is_refused(group) or one.verdict != "accepted"]


def sets_of(said: list[list[str]]) -> list[list[list[str]]]:
    """AK2..IK5 of each set."""
    found: list[list[list[str]]] = []
    for one in said:
        if one[0] == "AK2":
            found.append([])
        if found and one[0] not in ("AK1", "AK9"):
            found[-1].append(one)
    return found


@pytest.mark.parametrize("seed", range(80))
def test_a_group_is_answered_by_what_became_of_its_sets(seed: int) -> None:
    for group, said in groups(spoiled(seed)):
        verdict, received, accepted = said[-1][1], int(said[-1][3]), int(said[-1][4])
        lives = sum(one.verdict in ("accepted", "partly") for one in group.sets)
        assert received == len(group.sets)
        if is_refused(group):
            assert (verdict, accepted) == ("R", 0)
        else:
            expected = "R" if not lives else "P" if lives < received else "AE"
            assert accepted == lives
            assert verdict in expected or (received == 0 and verdict == "A")


@pytest.mark.parametrize("seed", range(80))
def test_a_set_is_answered_by_its_verdict_and_its_findings(seed: int) -> None:
    letters = {"accepted": "A", "partly": "E", "rejected": "R", "unsupported": "R"}
    for group, said in groups(spoiled(seed)):
        for one, answer in zip(named(group), sets_of(said), strict=False):
            assert answer[-1][:2] == ["IK5", "R" if is_refused(group) else letters[one.verdict]]
            assert len(answer[-1]) - 2 <= MOST_CODES
            rejecting = [each for each in one.findings if each.disposition is Disposition.REJECT]
            elements = [each for each in rejecting if "IK403" in dict(each.answer)]
            assert sum(each[0] == "IK4" for each in answer) == len(elements)
            if one.verdict == "accepted":
                assert len(answer) == 2


@pytest.mark.parametrize("seed", range(80))
def test_each_named_segment_stands_in_the_file_where_the_answer_says(seed: int) -> None:
    data = spoiled(seed)
    for group, said in groups(data):
        for one, answer in zip(named(group), sets_of(said), strict=False):
            text = data[one.offset : one.offset + one.length]
            count = sum(1 for _ in x12.segments(text, x12.Delimiters()))
            numbers = [int(each[2]) for each in answer if each[0] == "IK3"]
            assert numbers == sorted(numbers)
            assert all(1 <= number <= count + 1 for number in numbers)


@pytest.mark.parametrize("seed", range(40))
def test_a_claims_number_stands_beside_the_segments_in_it(seed: int) -> None:
    rng = random.Random(seed)
    segments = lines()
    inside = [n for n, one in enumerate(segments) if one.split("*")[0] in ("HI", "SV1", "LX", "NM1") and n > 19]
    at = rng.choice([n for n in inside if not segments[n].startswith(("NM1*IL", "NM1*PR", "NM1*QC"))])
    claim = next(one.split("*")[1] for one in reversed(segments[:at]) if one.startswith("CLM*"))
    segments[at] += "*" * 30 + "X"
    ((_, said),) = groups(join(counted(segments)))
    assert [one for one in said if one[0] == "CTX"] == [["CTX", f"CLM01:{claim}"]]


WAYS = {
    "as it came": (CLEAN, ("CLEARLANE", "SUBMITTER", "ZZ", "ZZ")),
    "other qualifiers": (
        CLEAN.replace(b"*ZZ*SUBMITTER", b"*30*SUBMITTER").replace(b"*ZZ*CLEARLANE", b"*01*CLEARLANE"),
        ("CLEARLANE", "SUBMITTER", "01", "30"),
    ),
    "no qualifier that is one": (
        CLEAN.replace(b"*ZZ*SUBMITTER", b"*XX*SUBMITTER"),
        ("CLEARLANE", "SUBMITTER", "ZZ", "ZZ"),
    ),
    "no sender": (
        CLEAN.replace(b"*ZZ*SUBMITTER      *", b"*ZZ*               *"),
        ("CLEARLANE", "UNKNOWN", "ZZ", "ZZ"),
    ),
    "a sender that cannot be written": (
        CLEAN.replace(b"*ZZ*SUBMITTER      *", b"*ZZ*S\xe9ND^R        *"),
        ("CLEARLANE", "SNDR", "ZZ", "ZZ"),
    ),
}


@pytest.mark.parametrize("what", WAYS)
def test_an_answer_goes_back_the_way_the_file_came(what: str) -> None:
    data, expected = WAYS[what]
    back = way_back(check(data).interchanges[0])
    assert (back.sender, back.receiver, back.sender_qualifier, back.receiver_qualifier) == expected


@pytest.mark.parametrize("kind", FILES)
def test_acknowledgments_and_notes_are_never_acknowledged(kind: str) -> None:
    for interchange in check(FILES[kind]).interchanges:
        written = x12.acknowledge(interchange, control=1, at=AT)
        kinds = {group.functional_id for group in interchange.groups}
        assert (written is None) == (kinds <= {"FA"})


@pytest.mark.parametrize("kind", FILES)
def test_a_clean_interchange_has_no_note_and_a_ta1_only_where_it_is_asked_for(kind: str) -> None:
    for interchange in check(FILES[kind]).interchanges:
        assert ta1_note(interchange) == NO_ERROR
        assert x12.ta1(interchange, control=1, at=AT) is None
        assert x12.ta1(interchange, control=1, at=AT, always=True) is not None


def test_a_ta1_that_is_asked_for_is_given() -> None:
    (interchange,) = check(CLEAN.replace(b"*0*P*:", b"*1*P*:", 1)).interchanges
    written = x12.ta1(interchange, control=1, at=AT)
    assert written is not None
    assert b"TA1*000000101*261124*0930*A*000~" in written


MIXED = {
    "clean and clean": (b"", b"", "A", "2"),
    "clean and partly": (b"CLM*A1*150", b"CLM*A1*15O", "E", "2"),
    "clean and rejected": (b"BHT*0019", b"BHT*0020", "P", "1"),
}


@pytest.mark.parametrize("what", MIXED)
def test_two_sets_of_a_group_are_summed_up(what: str) -> None:
    old, new, verdict, accepted = MIXED[what]
    body = CLEAN[CLEAN.index(b"ST*") : CLEAN.index(b"GE*")]
    second = body.replace(b"837*0001", b"837*0002").replace(b"SE*48*0001", b"SE*48*0002")
    data = CLEAN.replace(body, body + second.replace(old, new, 1)).replace(b"GE*1*", b"GE*2*")
    ((_, said),) = groups(data)
    assert said[-1] == ["AK9", verdict, "2", "2", accepted]


def test_a_payment_is_acknowledged_without_an_st03() -> None:
    ((_, said),) = groups(join(lines(PAYMENT)))
    assert said == [
        ["AK1", "HP", "101", "005010X221A1"],
        ["AK2", "835", "0001"],
        ["IK5", "A"],
        ["AK9", "A", "1", "1", "1"],
    ]


def test_an_answer_has_the_number_and_instant_that_it_was_given() -> None:
    written = x12.acknowledge(check(CLEAN).interchanges[0], control=123456789, at=AT)
    assert written is not None
    (interchange,) = check(written).interchanges
    assert (interchange.control, interchange.elements[8:10]) == ("123456789", ("261124", "1015"))


def test_an_answer_may_be_given_an_identity() -> None:
    who = x12.Identity("HOUSE", "CLINIC", "30", "01", "HOUSEAPP", "CLINICAPP")
    written = x12.acknowledge(check(CLEAN).interchanges[0], control=1, at=AT, identity=who)
    assert written is not None
    (interchange,) = check(written).interchanges
    assert (interchange.sender, interchange.receiver) == ("HOUSE", "CLINIC")
    assert (interchange.groups[0].sender, interchange.groups[0].receiver) == ("HOUSEAPP", "CLINICAPP")
