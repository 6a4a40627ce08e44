"""Made claims and payments are settled (`generate.settle`): days follow one another, deciders are named."""

from __future__ import annotations

import datetime as dt

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import TODAY, GuideOrder, from_guide, set_lines
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.settle import settle

DAY = dt.date(2026, 11, 20)
LOOPS = {"SVD": "2430", "CAS": "2430", "LX": "2400", "SBR": "2320", "NM1": "2330B"}


def settled(*segments: str, place: str = "11", above: tuple[str, ...] = ("HL*2*1*22*0",)) -> list[str]:
    """A claim of these segments, and the levels above it, as they come out."""
    given = [Line(one.split("*")) for one in above]
    given += [
        Line(one.split("*"), LOOPS.get(one.split("*")[0], "2300")) for one in (f"CLM*A1*80***{place}:B:1", *segments)
    ]
    return [line.text().rstrip("~") for line in settle([*given, Line(["SE", "9", "0001"])], DAY)][:-1]


CLAIMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "an onset after the service lies as far before": (
        ("DTP*431*D8*20261014", "LX*1", "SV1*HC:99213*80*UN*1", "DTP*472*D8*20261010"),
        ("DTP*431*D8*20261006", "LX*1", "SV1*HC:99213*80*UN*1", "DTP*472*D8*20261010"),
    ),
    "services of a visit are of one day": (
        ("LX*1", "DTP*472*D8*20261010", "LX*2", "DTP*472*D8*20261030"),
        ("LX*1", "DTP*472*D8*20261010", "LX*2", "DTP*472*D8*20261010"),
    ),
    "a span stays as long": (
        ("LX*1", "DTP*472*D8*20261010", "LX*2", "DTP*472*RD8*20261030-20261101"),
        ("LX*1", "DTP*472*D8*20261010", "LX*2", "DTP*472*RD8*20261010-20261012"),
    ),
    "nobody returns to work before, nor tomorrow": (
        ("DTP*296*D8*20260801", "LX*1", "DTP*472*D8*20261119"),
        ("DTP*296*D8*20261120", "LX*1", "DTP*472*D8*20261119"),
    ),
    "no admission to an office": (
        ("DTP*435*D8*20261001", "LX*1", "SV1*HC:99213*80*UN*1", "DTP*472*D8*20261010"),
        ("LX*1", "SV1*HC:99213*80*UN*1", "DTP*472*D8*20261010"),
    ),
    "nobody decided where no other payer is": (
        ("LX*1", "SV1*HC:99213*80*UN*1", "SVD*X*60*HC:99213**1", "CAS*CO*45*20"),
        ("LX*1", "SV1*HC:99213*80*UN*1"),
    ),
    "as many decided as there are": (
        ("SBR*S*18", "NM1*PR*2*P*****PI*P1", "LX*1", "SVD*X*60*HC:99213**1", "SVD*Y*60*HC:99213**1"),
        ("SBR*P*18", "AMT*D*0", "NM1*PR*2*P*****PI*P1", "LX*1", "SVD*X*60*HC:99213**1"),
    ),
    "what was paid stands behind the adjustments": (
        ("SBR*S*18", "CAS*CO*45*20", "NM1*PR*2*P*****PI*P1", "LX*1", "SVD*X*60*HC:99213**1"),
        ("SBR*P*18", "CAS*CO*45*20", "AMT*D*0", "NM1*PR*2*P*****PI*P1", "LX*1", "SVD*X*60*HC:99213**1"),
    ),
    "nothing to do without a day": (("DTP*431*D8*20261014", "LX*1"), ("DTP*431*D8*20261014", "LX*1")),
}


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_is_settled(name: str) -> None:
    given, expected = CLAIMS[name]
    assert settled(*given)[2:] == list(expected)


def test_a_stay_in_a_hospital_keeps_its_admission_and_takes_days() -> None:
    told = settled("DTP*435*D8*20261012", "LX*1", "SV1*X*1*UN*1", "DTP*472*D8*20261010", "LX*2", "DTP*472*D8*20261015",
                   place="21")  # fmt: skip
    assert told[2] == "DTP*435*D8*20261008"
    assert told[-1] == "DTP*472*D8*20261012"


def test_ours_is_the_second_payer_where_another_has_paid() -> None:
    told = settled("SBR*P*18", "NM1*PR*2*P*****PI*P1", above=("HL*2*1*22*0", "SBR*P*18*******CI"))
    assert told[1] == "SBR*S*18*******CI"
    assert told[3] == "SBR*P*18"


@pytest.mark.parametrize(("gender", "count"), [("F", 1), ("M", 0)])
def test_only_a_woman_has_a_cycle(gender: str, count: int) -> None:
    told = settled("DTP*484*D8*20261001", above=("HL*2*1*22*0", f"DMG*D8*19900101*{gender}"))
    assert sum(one.startswith("DTP*484") for one in told) == count


@pytest.mark.parametrize(
    ("relation", "born", "told"),
    [("19", "19520101", "01"), ("01", "20200101", "19"), ("19", "20200101", "19"), ("G8", "19520101", "G8")],
)
def test_a_relation_goes_with_an_age(relation: str, born: str, told: str) -> None:
    assert settled(above=("HL*3*2*23*0", f"PAT*{relation}", f"DMG*D8*{born}*F"))[1] == f"PAT*{told}"


def test_a_dentist_treats_in_an_office() -> None:
    assert settled("LX*1", "SV3*AD:D0120*80", place="02")[1] == "CLM*A1*80***11:B:1"


def test_days_of_a_payment_are_of_its_claim() -> None:
    given = ["ST*835*0001", "DTM*405*20261001", "CLP*A1*1*80*80", "DTM*232*20261110", "DTM*050*20261001",
             "SVC*HC:99213*80*80", "DTM*472*20261015", "SE*8*0001"]  # fmt: skip
    told = [line.text() for line in settle([Line(one.split("*")) for one in given], DAY)]
    assert [one for one in told if one.startswith("DTM")] == [
        "DTM*405*20261120~", "DTM*232*20261110~", "DTM*050*20261113~", "DTM*472*20261110~",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["837p", "837i", "837d"])
def test_in_made_files_nobody_decides_before_the_service_or_is_born_after_it(kind: str) -> None:
    born = day = ""
    decided = 0
    for line in set_lines(GuideOrder(kind=kind, seed=4, units=40, density=0.3)):
        if line.values[0] == "DMG":
            born = line.values[2]
        elif line.values[0] == "CLM":
            day = ""
        elif line.values[:2] in (["DTP", "472"], ["DTP", "434"]):
            day = day or line.values[3][:8]
            assert born < line.values[3][:8] <= f"{TODAY:%Y%m%d}"
        elif line.values[:2] == ["DTP", "573"] and day:
            decided += 1
            assert day <= line.values[3][:8] <= f"{TODAY:%Y%m%d}"
    assert decided


def test_who_decided_a_line_is_a_payer_that_the_claim_names() -> None:
    payers: set[str] = set()
    decided = 0
    for line in set_lines(GuideOrder(kind="837p", seed=4, units=40, density=0.3)):
        if line.values[0] == "CLM":
            payers = set()
        elif line.loop == "2330B" and line.values[0] == "NM1":
            payers.add(line.values[9])
        elif line.values[0] == "SVD":
            decided += 1
            assert line.values[1] in payers
    assert decided


@pytest.mark.parametrize(("kind", "seed"), [("837p", 38), ("835", 11), ("835", 15)])
def test_days_and_ways_of_payment_fit_where_all_is_sent(kind: str, seed: int) -> None:
    """No service ends behind the file, and no money comes by no way."""
    data = from_guide(GuideOrder(kind=kind, seed=seed, units=4, density=1.0))
    assert [one.what for one in x12.report([data]).findings] == []
