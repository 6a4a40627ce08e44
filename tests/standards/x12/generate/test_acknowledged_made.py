"""A made 999 or 277CA agrees with itself: verdicts with faults, counts and sums with what is counted, days in order."""

from __future__ import annotations

import random

import pytest

from clearlane.standards.x12.generate.acknowledged_sets import SEGMENTS, agree_sets
from clearlane.standards.x12.generate.balance import cents
from clearlane.standards.x12.generate.from_guide import TODAY
from clearlane.standards.x12.generate.line import Line
from tests.standards.x12.generate.made_parts import Segment, made, segments, stretches


def test_a_group_counts_its_sets_and_those_it_takes() -> None:
    verdicts = set[str]()
    for file in made("999"):
        told = [one[1] for one in file if one[0] == "IK5"]
        taken = sum(one in "AE" for one in told)
        (group,) = (one for one in file if one[0] == "AK9")
        assert group[2:5] == [str(len(told)), str(len(told)), str(taken)]
        whole = "E" if "E" in told else "A"
        assert group[1] == (whole if taken == len(told) else "P" if taken else "R")
        assert not any(group[5:])
        verdicts.add(group[1])
    assert verdicts == set("AEPR")


def test_a_set_with_faults_is_not_taken_as_it_is_and_another_is() -> None:
    faulty = clean = 0
    for file in made("999"):
        for one in stretches(file, "AK2", ("AK9",)):
            verdict, code = one[-1][1:3]
            if any(part[0] == "IK3" for part in one):
                faulty += 1
                assert (verdict in "ER", code) == (True, "5")
            else:
                clean += 1
                assert (verdict, code) in (("A", ""), ("R", "3"))
    assert faulty > 20
    assert clean > 20


def test_sets_are_numbered_and_each_fault_is_of_its_segment() -> None:
    known = {one.id: one for one in SEGMENTS}
    for file in made("999"):
        sets = stretches(file, "AK2", ("AK9",))
        assert [one[0][2] for one in sets] == [f"{number:04d}" for number in range(1, len(sets) + 1)]
        for faults in (stretches(one, "IK3", ("IK5",)) for one in sets):
            places = [int(fault[0][2]) for fault in faults]
            assert places == sorted(set(places))
            for fault in faults:
                elements = [one for one in fault if one[0] == "IK4"]
                assert fault[0][3:5] == [known[fault[0][1]].loop, "8" if elements else "3"]
                named = {(one.at, one.number, one.code) for one in known[fault[0][1]].elements}
                assert {tuple(one[1:4]) for one in elements} <= named
                assert len({one[1] for one in elements}) == len(elements)


def test_a_group_of_no_set_is_refused_as_empty() -> None:
    lines = [Line(one.split("*")) for one in ("ST*999*0001", "AK1*HC*1", "AK9*A*4*6*5", "SE*4*0001")]
    assert agree_sets(lines, random.Random(1))[2].values == ["AK9", "A", "0", "0", "0"]


def test_a_claim_is_taken_or_refused_in_all_that_is_said_of_it() -> None:
    actions = set[str]()
    for file in made("277ca"):
        for claim in _claims(file):
            said = [one for one in claim if one[0] == "STC"]
            (action,) = {one[3] for one in said}
            actions.add(action)
            categories = {one[at][:2] for one in said for at in (1, 10, 11) if one[at]}
            assert categories <= ({"A1", "A2"} if action == "WQ" else {"A3", "A6", "A7", "A8"})
            own = _own(claim)
            assert len({one[4] for one in own}) == 1
            assert len({one[1] for one in own}) == len(own)
            lines = sum(cents(one[2]) for one in claim if one[0] == "SVC")
            assert cents(own[0][4]) >= lines
    assert actions == {"WQ", "U"}


def _claims(file: list[Segment]) -> list[list[Segment]]:
    patients = [one for one in stretches(file, "HL", ("SE",)) if one[0][3] == "PT"]
    return [claim for one in patients for claim in stretches(one, "TRN", ())]


def _own(claim: list[Segment]) -> list[Segment]:
    """The statuses of a claim, without those of its lines."""
    lines = [id(one) for part in stretches(claim, "SVC", ()) for one in part]
    return [one for one in claim if one[0] == "STC" and id(one) not in lines]


@pytest.mark.parametrize(("level", "kept", "lost"), [("21", "90", "AA"), ("19", "QA", "QC")])
def test_totals_are_those_of_the_claims_beneath(level: str, kept: str, lost: str) -> None:
    told = 0
    for file in made("277ca"):
        for part, claims in _with_claims(file, level):
            figures = {(one[0], one[1]): one[2] for one in part if one[0] in ("QTY", "AMT")}
            charges = {action: [cents(one[4]) for one in claims if one[3] == action] for action in ("WQ", "U")}
            expected = {}
            for action, count, amount in (("WQ", kept, "YU"), ("U", lost, "YY")):
                if charges[action]:
                    expected[("QTY", count)] = len(charges[action])
                    expected[("AMT", amount)] = sum(charges[action])
            read = {key: int(text) if key[0] == "QTY" else cents(text) for key, text in figures.items()}
            assert read == (expected if figures else {})
            arrived = [one for one in part if one[0] == "STC"]
            assert [cents(one[4]) for one in arrived] == [sum(map(sum, charges.values()))] * len(arrived)
            told += bool(figures)
    assert told


def _with_claims(file: list[Segment], code: str) -> list[tuple[list[Segment], list[Segment]]]:
    """Each level of a code with the first status of each claim beneath it."""
    levels = stretches(file, "HL", ("SE",))
    parent = {one[0][1]: one[0][2] for one in levels}
    found = []
    for part in (one for one in levels if one[0][3] == code):
        number = part[0][1]
        beneath = [one for one in levels if number in (parent[one[0][1]], parent.get(parent[one[0][1]]))]
        claims = [_own(claim)[0] for one in beneath if one[0][3] == "PT" for claim in stretches(one, "TRN", ())]
        found.append((part, claims))
    return found


def test_claims_are_answered_on_the_day_on_which_they_came_and_after_the_service() -> None:
    day = f"{TODAY:%Y%m%d}"
    for file in made("277ca"):
        assert {one[3] for one in file if one[0] == "DTP" and one[1] in ("050", "009")} <= {day}
        assert {one[2] for one in file if one[0] == "STC" and one[2]} <= {day}
        for claim in _claims(file):
            assert len({one[3] for one in claim if one[0] == "DTP"}) <= 1


def test_a_277_goes_to_who_sent_the_claims() -> None:
    for kind in ("277", "277ca"):
        (receiver, *_) = (one for one in segments(kind) if one[:2] == ["NM1", "41"])
        assert receiver[9] == "CLEARLANE"
