"""The values of made files: names, addresses, dates and numbers fit together; what is drawn from a list is on it."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest

from clearlane.standards.codes.library import find_set
from clearlane.standards.x12.generate import pools
from clearlane.standards.x12.generate.balance import cents
from clearlane.standards.x12.generate.cast import Party
from clearlane.standards.x12.generate.from_guide import TODAY, GuideOrder, kinds, set_lines
from clearlane.standards.x12.generate.likely import OLD, often, sent, usual
from clearlane.standards.x12.generate.line import Line
from clearlane.standards.x12.generate.lists import COMMON, draw_listed
from clearlane.standards.x12.guide import ElementSpec
from clearlane.standards.x12.library import load_guide
from clearlane.standards.x12.read_dictionary import read_list
from clearlane.standards.x12.values import CHECKS, is_npi

KINDS = tuple(kinds())


def lines(kind: str, seed: int = 1, density: float = 0.1) -> list[Line]:
    """The lines of a made set."""
    return set_lines(GuideOrder(kind=kind, seed=seed, units=6, density=density))


@pytest.mark.parametrize("kind", KINDS)
def test_every_npi_has_its_check_digit(kind: str) -> None:
    for line in lines(kind):
        for before, value in zip(line.values, line.values[1:], strict=False):
            if before == "XX" and line.values[0] in ("NM1", "N1"):
                assert is_npi(value.encode())


@pytest.mark.parametrize("kind", KINDS)
def test_a_city_lies_in_its_state_with_its_zip(kind: str) -> None:
    towns = {town.city: town for town in pools.TOWNS}
    for line in lines(kind):
        if line.values[0] == "N4":
            _, city, state, zip_code, *_ = [*line.values, "", "", ""]
            assert state in ("", towns[city].state)
            assert not zip_code or (zip_code.startswith(towns[city].zip) and len(zip_code) == 9)


@pytest.mark.parametrize("kind", KINDS)
def test_organizations_have_one_name_and_persons_none_of_a_payer(kind: str) -> None:
    for line in lines(kind, seed=3):
        if line.values[0] == "NM1" and line.values[2] == "2":
            assert "".join(line.values[4:8]) == ""
        elif line.values[0] == "NM1" and len(line.values) > 3 and line.values[3]:
            assert line.values[3] in pools.LAST


@pytest.mark.parametrize("kind", KINDS)
def test_dates_of_what_was_done_lie_before_the_day_of_the_file(kind: str) -> None:
    for line in lines(kind, seed=2):
        if line.values[0] == "DTP" and line.values[1] in ("472", "431", "454", "439", "050"):
            days = re.findall(r"\d{8}", line.values[3])
            assert days
            assert days == sorted(days)
            assert all(day <= f"{TODAY:%Y%m%d}" for day in days)


def test_numbers_of_claims_are_given_once() -> None:
    numbers = [line.values[1] for line in lines("837p") if line.values[0] == "CLM"]
    assert len(set(numbers)) == len(numbers) == 6


def test_lines_of_a_claim_are_counted_from_one() -> None:
    expected = 0
    for line in lines("837p", seed=5):
        expected = 0 if line.values[0] == "CLM" else expected
        if line.values[0] == "LX":
            expected += 1
            assert line.values[1] == str(expected)


def test_a_line_points_to_diagnoses_of_its_claim() -> None:
    has = 0
    for line in lines("837p", seed=6):
        if line.values[0] == "HI" and line.values[1].startswith(("ABK", "BK")):
            has = sum(bool(value) for value in line.values[1:])
        elif line.values[0] == "SV1":
            pointers = [int(one) for one in line.values[7].split(":")]
            assert pointers == list(range(1, len(pointers) + 1))
            assert len(pointers) <= has


@pytest.mark.parametrize("kind", ["837p", "837i"])
def test_conditions_stand_once_and_a_referral_of_nobody_says_so_alone(kind: str) -> None:
    told = [line.values for seed in range(8) for line in lines(kind, seed, 0.5) if line.values[0] == "CRC"]
    for values in told:
        codes = [one for one in values[3:] if one]
        assert len(set(codes)) == len(codes) > 0
        if values[1] == "ZZ":
            assert (codes == ["NU"]) is (values[2] == "N")
            assert ("NU" in codes) is (values[2] == "N")
    assert {values[2] for values in told if values[1] == "ZZ"} == {"Y", "N"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_level_says_whether_others_hang_beneath_it(kind: str) -> None:
    levels = [line.values for line in lines(kind, seed=4) if line.values[0] == "HL"]
    parents = {values[2] for values in levels}
    assert [values[1] for values in levels] == [str(number) for number in range(1, len(levels) + 1)]
    for values in levels:
        assert values[4] in ("", "1" if values[1] in parents else "0")


@pytest.mark.parametrize("name", sorted(COMMON))
def test_a_common_code_stands_on_its_list(name: str) -> None:
    listed, known = read_list(name), find_set("place_of_service" if name == "pos" else name)
    for code in COMMON[name]:
        if listed is not None:
            assert code.encode() in listed
        elif known is not None:
            assert code in known.ever
        elif name in CHECKS:
            assert CHECKS[name](code.encode())


def test_a_list_of_which_nothing_is_common_is_drawn_from_as_a_whole() -> None:
    drawn = {draw_listed(random.Random(seed), "entity", before="") for seed in range(60)}
    assert len(drawn) > 20
    assert drawn <= {code.decode() for code in read_list("entity") or ()}
    assert draw_listed(random.Random(1), "procedure", before="AD").startswith("D")


def test_a_party_is_the_same_whenever_it_is_asked() -> None:
    party = Party(random.Random(3), TODAY)
    assert (party.npi, party.street, party.payer) == (party.npi, party.street, party.payer)
    assert is_npi(party.npi.encode())
    assert TODAY - dt.timedelta(days=90 * 365) < party.birth < TODAY
    assert party.first in (pools.FIRST_F if party.gender == "F" else pools.FIRST_M)
    assert party.organization("PR") == party.payer.name
    assert party.organization("85") in pools.PRACTICES


def test_chance_is_that_of_the_order_where_no_table_says_otherwise() -> None:
    root = load_guide(("837p.txt",)).root
    row = next(one for one in root.rows() if one.id == "K3")
    assert often(row, loop="2300", density=0.3) == 0.3
    assert often(row, loop="2300", density=1.0) == 1.0
    assert sent("NM1", ElementSpec(3), density=0.1) == 1.0
    assert sent("NM1", ElementSpec(3), density=0.0) == 0.0
    assert sent("XYZ", ElementSpec(3), density=0.1) == 0.1


def test_usual_codes_are_preferred_and_old_ones_are_left_out() -> None:
    assert usual(("A", "P", "S"), id="SBR", position=1, number="1138", entity="") == ("P",)
    assert usual(("1", "2"), id="NM1", position=2, number="1065", entity="QC") == ("1",)
    assert usual(("1", "2"), id="NM1", position=2, number="1065", entity="PR") == ("2",)
    assert usual(("BK", "QQ"), id="", position=1, number="0", entity="") == ("QQ",)
    assert usual(("BK",), id="", position=1, number="0", entity="") == ("BK",)
    assert "BF" in OLD


def test_without_chance_the_shortest_file_is_made_and_with_all_of_it_the_longest() -> None:
    sizes = [sum(len(lines(kind, 1, density)) for kind in KINDS) for density in (0.0, 0.1, 1.0)]
    assert sizes[0] < sizes[1] < sizes[2]


@pytest.mark.parametrize(("text", "amount"), [("0", 0), ("12", 1200), ("12.5", 1250), ("0.05", 5), (".5", 50), ("", 0)])
def test_amounts_are_read_in_cents(text: str, amount: int) -> None:
    assert cents(text) == amount
