"""Made payments, answers and enrollments do not contradict themselves, nor do claims with other payers."""

from __future__ import annotations

import datetime as dt

import pytest

from clearlane.standards.x12.generate.balance import cents
from clearlane.standards.x12.generate.date_payment import date_payment
from clearlane.standards.x12.generate.enrolled import enroll
from clearlane.standards.x12.generate.from_guide import TODAY, GuideOrder, from_guide, set_lines
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.settle import settle
from clearlane.standards.x12.generate.tell_apart import tell_apart
from tests.standards.x12.generate.made_parts import Segment, made, segments, stretches

DAY = dt.date(2026, 11, 20)
ENDS = ("LX", "PLB", "SE")


def lines(*texts: str, loop: str = "") -> list[Line]:
    """Lines of these segments."""
    return [Line(one.split("*"), loop) for one in texts]


def texts(made: list[Line]) -> list[str]:
    """Lines as segments."""
    return [line.text()[:-1] for line in made]


def test_each_claim_of_a_payment_has_one_day_that_dates_all_of_it() -> None:
    undated = 0
    for file in made("835"):
        for claim in stretches(file, "CLP", ENDS):
            own = [one for one in claim if one[0] == "DTM" and one[1] in ("232", "233")]
            services = [
                [one[1] for one in part if one[0] == "DTM" and one[1] in ("472", "150", "151")]
                for part in stretches(claim, "SVC", ())
            ]
            assert own or (services and all(services))
            assert "233" not in {one[1] for one in own} or len(own) == 2
            assert all(one in ([], ["472"], ["150", "151"], ["151", "150"]) for one in services)
            days = {one[2] for one in claim if one[0] == "DTM" and one[1] in ("232", "233", "472", "150", "151")}
            assert len(days) == 1
            undated += bool(services) and not all(services)
    assert undated


PAYMENTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a claim without a day gets one before its contacts": (
        ("CLP*A*1*80*80", "REF*1L*1", "PER*CX", "SVC*HC:99213*80*80", "SE*9*0001"),
        ("CLP*A*1*80*80", "REF*1L*1", "DTM*232*20261113", "PER*CX", "SVC*HC:99213*80*80", "SE*9*0001"),
    ),
    "one whose lines are dated needs none": (
        ("CLP*A*1*80*80", "SVC*HC:99213*80*80", "DTM*472*20261102", "SE*9*0001"),
        ("CLP*A*1*80*80", "SVC*HC:99213*80*80", "DTM*472*20261102", "SE*9*0001"),
    ),
    "a line is of one day": (
        ("CLP*A*1*80*80", "SVC*HC:99213*80*80", "DTM*150*20261102", "DTM*472*20261103", "SE*9*0001"),
        ("CLP*A*1*80*80", "SVC*HC:99213*80*80", "DTM*472*20261102", "SE*9*0001"),
    ),
    "a claim that ended began": (
        ("CLP*A*1*80*80", "DTM*233*20261102", "SE*9*0001"),
        ("CLP*A*1*80*80", "DTM*232*20261102", "SE*9*0001"),
    ),
}


@pytest.mark.parametrize("name", PAYMENTS)
def test_a_payment_is_dated(name: str) -> None:
    given, expected = PAYMENTS[name]
    assert texts(date_payment(lines(*given), DAY)) == list(expected)


def test_what_is_no_payment_keeps_its_days() -> None:
    given = lines("LX*1", "DTM*472*20261120", "DTM*150*20261120", "SE*9*0001")
    assert date_payment(given, DAY) is given


@pytest.mark.parametrize("kind", ["835", "837p", "837i", "837d"])
def test_a_reason_is_given_once_in_an_adjustment(kind: str) -> None:
    told = 0
    for file in made(kind, seeds=3):
        for reasons in ([one for one in cut[2:20:3] if one] for cut in file if cut[0] == "CAS"):
            assert len(set(reasons)) == len(reasons)
            told += len(reasons) > 1
    assert told


def test_what_is_allowed_is_what_is_paid_and_owed() -> None:
    told = 0
    for file in made("835"):
        for claim in stretches(file, "CLP", ENDS):
            for part in (claim, *stretches(claim, "SVC", ())):
                paid, charge = (part[0][4], part[0][3]) if part is claim else (part[0][3], part[0][2])
                owed = sum(cents(one[3]) for one in part if one[:2] == ["CAS", "PR"] for one in _triples(one))
                for amount in (one for one in part if one[0] == "AMT" and (part is not claim or one[1] == "AU")):
                    told += 1
                    allowed = cents(paid) + owed
                    assert (
                        cents(amount[2]) == allowed if amount[1] in ("AU", "B6") else cents(amount[2]) <= cents(charge)
                    )
    assert told > 50


def _triples(cut: Segment) -> list[Segment]:
    return [["", "", *cut[at : at + 3]] for at in range(2, 20, 3)]


def test_the_summary_of_a_provider_counts_his_claims() -> None:
    told = 0
    for file in made("835"):
        for section in stretches(file, "LX", ("PLB", "SE")):
            charges = [cents(one[3]) for one in section if one[0] == "CLP"]
            for one in section:
                if one[0] == "TS3":
                    told += 1
                    assert (one[4], cents(one[5])) == (str(len(charges)), sum(charges))
    assert told


def test_who_treats_a_patient_is_somebody_else() -> None:
    differ = told = 0
    for file in made("835"):
        for claim in stretches(file, "CLP", ENDS):
            names = {one[1]: tuple(one[3:5]) for one in claim if one[0] == "NM1"}
            if "82" in names:
                told += 1
                differ += names["82"] != names["QC"]
    assert told
    assert differ > 0.9 * told  # two persons may have the same name


@pytest.mark.parametrize("kind", ["837p", "837i", "837d"])
def test_another_payer_is_not_the_one_that_is_asked_and_decides_on_one_day(kind: str) -> None:
    others = decided = 0
    for seed in range(3):
        ours, names, loops = "", list[str](), set[tuple[str, ...]]()
        for line in set_lines(GuideOrder(kind=kind, seed=seed, units=12, density=0.3)):
            where = (line.loop, *line.values[:2])
            if where == ("2010BB", "NM1", "PR"):
                ours = line.values[3]
            elif line.values[0] in ("CLM", "SE"):
                assert len(set(names)) == len(names)
                names, loops = [], set()
            elif where == ("2330B", "NM1", "PR"):
                others += 1
                assert line.values[3] != ours
                names.append(line.values[9])
            elif line.values[:2] == ["DTP", "573"]:
                loops.add((line.loop,))
                decided += 1
                assert len(loops) == 1
    assert others > 10
    assert decided > 3


def test_a_payer_beyond_those_that_there_are_has_a_number() -> None:
    asked = lines("NM1*PR*2*HARBOR MUTUAL*****PI*HARBOR", loop="2010BB")
    claim = lines("CLM*A*1")
    others = lines(*["NM1*PR*2*X*****PI*X"] * 4, loop="2330B")
    tell_apart([*asked, *claim, *others])
    assert [line.values[9] for line in others] == ["SUNRISE", "GRANITE", "MEADOW", "SUNRISE2"]
    assert others[3].values[3] == "SUNRISE HEALTH PLAN 2"


def test_nobody_is_treated_after_his_death() -> None:
    given = lines("HL*2*1*22*0", "PAT*****D8*20261001", "CLM*A1*80***11:B:1", "LX*1", "DTP*472*D8*20261010")
    assert texts(settle([*given, *lines("SE*6*0001")], DAY))[1] == "PAT*****D8*20261010"


def test_a_subscriber_is_himself_and_no_child_and_the_others_are_his() -> None:
    relations = set[str]()
    for file in made("834"):
        numbers = list[str]()
        for member in stretches(file, "INS", ("SE",)):
            own = next(one[2] for one in member if one[:2] == ["REF", "0F"])
            relations.add(member[0][2])
            assert (member[0][1], member[0][2] == "18") in (("Y", True), ("N", False))
            assert member[0][1] == "Y" or not member[0][8]
            numbers += [own] if member[0][1] == "Y" else []
            assert own == numbers[-1]
            assert {one[1] for one in member if one[0] == "HD"} <= {member[0][3]}
            assert member[0][3] == "024" or not member[0][12]
            born = [one[2] for one in member if one[0] == "DMG" and one[2]][:1]
            assert member[0][1] == "N" or all(int(day[:4]) <= TODAY.year - 17 for day in born)
    assert relations == {"18", "01", "19"}


@pytest.mark.parametrize(("born", "told"), [("20160229", "19880229"), ("20081120", "20081120")])
def test_a_child_that_subscribes_is_grown_up(born: str, told: str) -> None:
    given = lines("INS*Y*18*021*20*A", "REF*0F*1", f"DMG*D8*{born}*F", "SE*9*0001")
    assert enroll(given, DAY)[2].values[2] == told


def test_who_is_refused_is_told_no_benefits() -> None:
    refused = 0
    for file in made("271", seeds=12):
        if file[1][0] != "GS" or _is_whole(file):
            continue
        for level in stretches(file, "HL", ("SE",)):
            ids = [one[0] for one in level]
            own = ids[: ids.index("EB")] if "EB" in ids else ids
            if "AAA" in own:
                refused += 1
                assert "EB" not in ids
                assert level[0][4] != "1"
            for benefit in stretches(level, "EB", ()):
                assert "AAA" not in [one[0] for one in benefit] or benefit[0][1] == "V"
    assert refused


@pytest.mark.parametrize("kind", ["278_response", "278_inquiry_response", "278_acknowledgment"])
def test_a_review_that_is_refused_is_not_decided(kind: str) -> None:
    refused = decided = 0
    for seed in range(8):
        levels = [part for part in stretches(segments(kind, seed), "HL", ("SE",)) if part[0][3] in ("EV", "SS")]
        for ids in ({one[0] for one in level} for level in levels):
            refused += "AAA" in ids
            decided += "HCR" in ids
            assert not ids >= {"AAA", "HCR"}
        assert all(level[0][4] != "1" or "AAA" not in {one[0] for one in level} for level in levels)
    assert refused
    assert decided


def _is_whole(file: list[Segment]) -> bool:
    """Whether the file has all that its guide knows: the longest, of density 1."""
    return all(one[0] != "HL" or one[3] not in "2021" or one[4] == "1" for one in file) and any(
        one[0] == "AAA" for one in stretches(file, "HL", ("SE",))[0]
    )


def test_a_claim_of_a_277_is_of_one_category_and_paid_or_not() -> None:
    categories = set[str]()
    for file in made("277"):
        for level in stretches(file, "HL", ("SE",)):
            for claim in stretches(level, "TRN", ()):
                said = [one for one in claim if one[0] == "STC"]
                (category,) = {one[at][:2] for one in said for at in (1, 10, 11) if one[at]}
                categories.add(category)
                paid = [one[5] for one in said if one[5]] + [one[3] for one in claim if one[0] == "SVC"]
                assert category == "F1" or (set(paid) <= {"0"} and not any(one[at] for one in said for at in (6, 8, 9)))
                done = max((one[3][-8:] for one in claim if one[0] == "DTP"), default="")
                assert all(one[2] >= done for one in said)
    assert len(categories) >= 4


@pytest.mark.parametrize("kind", ["837p", "837i", "837d"])
def test_who_bills_works_in_a_street(kind: str) -> None:
    content = from_guide(GuideOrder(kind=kind, seed=1, units=3, density=0.3)).decode("ascii")
    streets = [one.strip().split("*")[1] for one in content.split("~") if one.strip().startswith("N3*")]
    assert streets
    assert all(" " in street and street.split(" ", 1)[0].isdigit() for street in streets)
