"""What holds of every made file, whatever its kind and seed: numbers, levels, dates and parties fit together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import TODAY, GuideOrder, from_guide, kinds
from clearlane.vocabulary.npi import is_npi

KINDS = tuple(kinds())
SEEDS = (1, 2, 3)
CLAIMS = ("837p", "837i", "837d")
CHARGE = {"837p": ("SV1", 2), "837i": ("SV2", 3), "837d": ("SV3", 2)}


def parts(kind: str, seed: int, *, density: float = 0.15, units: int = 5) -> list[list[str]]:
    """The segments of a made file, split."""
    data = from_guide(GuideOrder(kind=kind, seed=seed, density=density, units=units))
    return [one.strip().split("*") for one in data.decode("latin-1").split("~") if one.strip()]


def every() -> Iterator[tuple[str, list[list[str]]]]:
    for kind in KINDS:
        for seed in SEEDS:
            yield kind, parts(kind, seed)


@pytest.fixture(scope="module")
def files() -> list[tuple[str, list[list[str]]]]:
    """Each kind with each seed, made once."""
    return list(every())


def test_every_national_number_has_its_check_digit(files: list[tuple[str, list[list[str]]]]) -> None:
    numbers = {one[9] for _, file in files for one in file if one[0] == "NM1" and one[8:9] == ["XX"]}
    assert len(numbers) > 50
    assert [number for number in numbers if not is_npi(number)] == []


def test_levels_count_up_and_hang_beneath_one_that_is_there(files: list[tuple[str, list[list[str]]]]) -> None:
    for kind, file in files:
        seen: list[str] = []
        for level in (one for one in file if one[0] == "HL"):
            assert level[1] == str(len(seen) + 1), kind
            assert not level[2] or level[2] in seen, kind
            seen.append(level[1])


def test_a_level_says_whether_others_hang_beneath_it(files: list[tuple[str, list[list[str]]]]) -> None:
    for kind, file in files:
        levels = [one for one in file if one[0] == "HL"]
        parents = {one[2] for one in levels}
        said = [one for one in levels if len(one) > 4 and one[4]]
        assert all((one[4] == "1") == (one[1] in parents) for one in said), kind


def test_the_trailer_counts_the_segments(files: list[tuple[str, list[list[str]]]]) -> None:
    for kind, file in files:
        first = next(at for at, one in enumerate(file) if one[0] == "ST")
        last = next(at for at, one in enumerate(file) if one[0] == "SE")
        assert file[last][1] == str(last - first + 1), kind
        assert file[last][2] == file[first][2], kind


def test_envelopes_say_the_same_number_twice(files: list[tuple[str, list[list[str]]]]) -> None:
    for kind, file in files:
        by_id = {one[0]: one for one in file}
        assert by_id["ISA"][13] == by_id["IEA"][2], kind
        assert by_id["GS"][6] == by_id["GE"][2], kind
        assert (by_id["GE"][1], by_id["IEA"][1]) == ("1", "1"), kind


def test_the_group_says_the_version_of_the_guide(files: list[tuple[str, list[list[str]]]]) -> None:
    for kind, file in files:
        entry = kinds()[kind]
        group = next(one for one in file if one[0] == "GS")
        start = next(one for one in file if one[0] == "ST")
        assert (group[1], group[8], start[1]) == (entry.functional_id, entry.version, entry.set_id)
        assert start[3:4] in ([], [entry.version])


def test_nobody_was_treated_tomorrow(files: list[tuple[str, list[list[str]]]]) -> None:
    served = (one for _, file in files for one in file if one[:2] == ["DTP", "472"] and one[2] == "D8")
    days = [dt.datetime.strptime(one[3], "%Y%m%d").replace(tzinfo=dt.UTC).date() for one in served]
    assert days
    assert max(days) <= TODAY


def test_nobody_was_born_tomorrow(files: list[tuple[str, list[list[str]]]]) -> None:
    born = [one[2] for _, file in files for one in file if one[0] == "DMG" and one[1:2] == ["D8"]]
    assert born
    assert max(born) < f"{TODAY:%Y%m%d}"


def test_a_span_of_days_ends_where_it_begins_or_later(files: list[tuple[str, list[list[str]]]]) -> None:
    spans = [one[3] for _, file in files for one in file if one[0] == "DTP" and one[2] == "RD8"]
    assert spans
    assert [span for span in spans if span[:8] > span[9:]] == []


def test_telephones_are_of_the_block_that_is_never_given_out(files: list[tuple[str, list[list[str]]]]) -> None:
    told = [
        one[at + 1]
        for _, file in files
        for one in file
        if one[0] == "PER"
        for at in (3, 5, 7)
        if one[at : at + 1] == ["TE"]
    ]
    assert told
    assert [number for number in told if not number.startswith("800555")] == []


def test_social_security_numbers_are_of_the_range_that_nobody_has(files: list[tuple[str, list[list[str]]]]) -> None:
    told = [one[2] for _, file in files for one in file if one[:2] == ["REF", "SY"]]
    assert [number for number in told if not re.fullmatch("9[0-9]{8}", number)] == []


def test_mail_goes_to_nobody(files: list[tuple[str, list[list[str]]]]) -> None:
    told = [
        one[at + 1]
        for _, file in files
        for one in file
        if one[0] == "PER"
        for at in (3, 5, 7)
        if one[at : at + 1] == ["EM"]
    ]
    assert [address for address in told if not address.endswith("@EXAMPLE.COM")] == []


@pytest.mark.parametrize("kind", CLAIMS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_claim_is_the_sum_of_its_lines(kind: str, seed: int) -> None:
    id, at = CHARGE[kind]
    claims: list[tuple[Decimal, Decimal]] = []
    for one in parts(kind, seed, density=0.05, units=12):
        if one[0] == "CLM":
            claims.append((Decimal(one[2]), Decimal(0)))
        elif one[0] == id:
            claims[-1] = (claims[-1][0], claims[-1][1] + Decimal(one[at]))
    assert len(claims) == 12
    assert [pair for pair in claims if pair[0] != pair[1]] == []


@pytest.mark.parametrize("kind", CLAIMS)
def test_lines_are_numbered_within_their_claim(kind: str) -> None:
    expected = 0
    for one in parts(kind, 4, units=8):
        if one[0] == "CLM":
            expected = 0
        elif one[0] == "LX":
            expected += 1
            assert one[1] == str(expected)


@pytest.mark.parametrize("kind", ["837p", "837d"])
def test_a_line_points_to_diagnoses_that_are_there(kind: str) -> None:
    at, known = {"837p": 7, "837d": 11}[kind], 0
    id = CHARGE[kind][0]
    for one in parts(kind, 5, units=10):
        if one[0] == "CLM":
            known = 0
        elif one[0] == "HI" and one[1].startswith(("ABK", "BK")):
            known = len([code for code in one[1:] if code])
        elif one[0] == id and len(one) > at and one[at]:
            pointers = [int(pointer) for pointer in one[at].split(":")]
            assert max(pointers) <= known
            assert len(set(pointers)) == len(pointers)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_order_gives_the_same_bytes(kind: str) -> None:
    one, again = (from_guide(GuideOrder(kind=kind, seed=8, units=3)) for _ in range(2))
    other = from_guide(GuideOrder(kind=kind, seed=9, units=3))
    assert one == again != other


@pytest.mark.parametrize("units", [1, 2, 30])
def test_as_many_claims_are_made_as_are_asked_for(units: int) -> None:
    data = from_guide(GuideOrder(kind="837p", seed=2, units=units))
    assert sum(isinstance(event, x12.ClaimSeen) for event in x12.check([data])) == units


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "999999"}, "is none of"),
        ({"units": 0}, "1 to 100,000 claims"),
        ({"density": 1.5}, "a chance, 0 to 1"),
        ({"density": -0.1}, "a chance, 0 to 1"),
        ({"control": 0}, "from 1; 0 is none"),
    ],
)
def test_what_cannot_be_made_is_refused(wrong: dict[str, object], said: str) -> None:
    given: dict[str, object] = {"kind": "837p", "seed": 1, **wrong}
    with pytest.raises(ValueError, match=said):
        GuideOrder(**given)  # type: ignore[arg-type]


def test_a_file_can_be_for_a_test() -> None:
    data = from_guide(GuideOrder(kind="270", seed=1, usage="T", sender="OFFICE", receiver="HOUSE", control=77))
    isa = data[:106].decode()
    assert (isa[102:103], isa[35:41], isa[54:59], isa[90:99]) == ("T", "OFFICE", "HOUSE", "000000077")
