"""Each narrowing of the overlays that are shipped: a file that fits it, and one that differs by it alone."""

from __future__ import annotations

from functools import cache

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.load_overlay import SHIPPED
from tests.standards.x12.overlays.overlay_texts import demands, edited
from tests.standards.x12.x12_texts import counted, join, lines

NAMES = [path.stem for path in x12.find_overlays()]
PATIENT_LEVEL = ("HL*4*3*23*0", "PAT*19", "NM1*QC*1*ROE*TIM")


def told_apart(segments: list[str]) -> bytes:
    """The bytes of segments, with the right count."""
    return join(counted(segments))


def claims(filing: str, payer: str) -> bytes:
    """The small file, each patient a subscriber of his own, to one payer."""
    own = [one.replace("*CI", f"*{filing}") if one.startswith("SBR") else one for one in lines()]
    own = [f"NM1*PR*2*{payer}" if one.startswith("NM1*PR*") else one for one in own if one not in PATIENT_LEVEL]
    second = own.index("HL*3*1*22*1")
    own[second : second + 2] = ["HL*3*1*22*0", f"SBR*P*18*******{filing}"]
    paid = own.pop(second + 3)
    behind = next(n for n, one in enumerate(own) if one.startswith("CLM*A2"))
    return told_apart([*own[:behind], paid, *own[behind:]])


MEDICARE = claims("MB", "MEDICARE*****PI*00882")
COLORADO = claims("MC", "COLORADO MEDICAL ASSISTANCE*****PI*CO_TXIX")
VETERANS = claims("VA", "PGBA VACCN*****PI*TWVACCN")


def ordered(qualifier: str) -> bytes:
    """The same with an ordering provider and his further id."""
    segments = VETERANS.decode().rstrip("~").split("~")
    at = segments.index("DTP*472*D8*20261112") + 1
    return told_apart([*segments[:at], "NM1*DK*1*REED*SAM****XX*1245319599", f"REF*{qualifier}*77", *segments[at:]])


@cache
def institutional() -> bytes:
    """A bill made by chance, as DC Medicaid wants it."""
    data = from_guide(GuideOrder(kind="837i", seed=3, units=1, density=0.0)).decode().replace("\n", "")
    segments = data.split("~")
    for n, one in enumerate(segments):
        parts = one.split("*")
        if parts[0] == "BHT":
            parts[2], parts[6] = "00", "CH"
        elif parts[:2] == ["NM1", "40"]:
            parts[9] = "DCMEDICAID"
        elif parts[:2] == ["NM1", "PR"]:
            parts[8:] = ["PI", "DCMEDICAID"]
        elif parts[0] == "SBR":
            parts = ["SBR", parts[1], "18", "", "", "", "", "", "", "MC"]
        elif parts[:2] == ["NM1", "IL"]:
            parts = ["NM1", "IL", "1", "ROE", "ANN", "", "", "", "MI", "70000001"]
        segments[n] = "*".join(parts)
    return "~".join(segments).encode()


CASES = [
    ("medicare_part_b_837p", MEDICARE, b"BHT*0019*00", b"BHT*0019*18", "payer.other_code ST BHT02 set"),
    ("medicare_part_b_837p", MEDICARE, b"0930*CH~", b"0930*RP~", "payer.other_code ST BHT06 set"),
    ("medicare_part_b_837p", MEDICARE, b"SBR*P*18*******MB", b"SBR*P*18*******CI", "payer.other_code 2000B SBR09 subs"),
    ("medicare_part_b_837p", MEDICARE, b"*PI*00882", b"*XV*00882", "payer.other_code 2010BB NM108 subscriber"),
    ("medicare_part_b_837p", MEDICARE, b"11:B:1", b"11:B:7", "payer.bad_code 2300 CLM05-3 claim"),
    ("colorado_medicaid_837p", COLORADO, b"0930*CH~", b"0930*RP~", "payer.other_code ST BHT06 set"),
    ("colorado_medicaid_837p", COLORADO, b"*******MC", b"*******CI", "payer.other_code 2000B SBR09 subscriber"),
    ("colorado_medicaid_837p", COLORADO, b"MI*W1", b"II*W1", "payer.other_code 2010BA NM108 subscriber"),
    ("colorado_medicaid_837p", COLORADO, b"*PI*CO_TXIX", b"*XV*CO_TXIX", "payer.other_code 2010BB NM108 subscriber"),
    ("va_community_care_837p", VETERANS, b"*PI*TWVACCN", b"*XV*TWVACCN", "payer.other_code 2010BB NM108 subscriber"),
    ("va_community_care_837p", VETERANS, b"11:B:1", b"11:B:8", "payer.bad_code 2300 CLM05-3 claim"),
    ("va_community_care_837p", ordered("G2"), b"REF*G2*77", b"REF*0B*77", "payer.other_code 2420E REF01 claim"),
    ("dc_medicaid_837i", institutional(), b"BHT*0019*00", b"BHT*0019*18", "payer.other_code ST BHT02 set"),
    ("dc_medicaid_837i", institutional(), b"*CH~", b"*RP~", "payer.other_code ST BHT06 set"),
    ("dc_medicaid_837i", institutional(), b"46*DCMEDICAID", b"46*ELSEWHERE", "payer.bad_code 1000B NM109 set"),
    ("dc_medicaid_837i", institutional(), b"*18*******MC", b"*18*******CI", "payer.other_code 2000B SBR09 subscriber"),
    ("dc_medicaid_837i", institutional(), b"MI*70000001", b"MI*70000000001", "payer.too_long 2010BA NM109 subscriber"),
    ("dc_medicaid_837i", institutional(), b"MI*70000001", b"II*70000001", "payer.other_code 2010BA NM108 subscriber"),
    ("dc_medicaid_837i", institutional(), b"PI*DCMEDICAID", b"PI*DC", "payer.bad_code 2010BB NM109 subscriber"),
    ("dc_medicaid_837i", institutional(), b"*PI*DCMEDICAID", b"*XV*DCMEDICAID", "payer.other_code 2010BB NM108 subsc"),
]


@pytest.mark.parametrize(
    ("name", "data", "old", "new", "told"), CASES, ids=[f"{one[0]} {one[3].decode()}" for one in CASES]
)
def test_a_file_that_differs_by_one_demand_is_told_it(
    name: str, data: bytes, old: bytes, new: bytes, told: str
) -> None:
    assert old in data
    overlay = x12.load_overlay(name)
    assert demands(data, overlay) == []
    found = demands(data.replace(old, new, 1), overlay)
    assert len(found) == 1
    assert found[0].startswith(told)


def test_medicare_takes_no_currency_and_no_patient_level() -> None:
    overlay = x12.load_overlay("medicare_part_b_837p")
    foreign = told_apart(MEDICARE.replace(b"NM1*85*", b"CUR*85*CAD~NM1*85*").decode().rstrip("~").split("~"))
    assert demands(foreign, overlay) == ["payer.not_taken 2000A CUR provider"]
    dependent = edited(("SBR*P*18", "SBR*P*18*******MB"), ("SBR*P********CI", "SBR*P********MB"))
    assert demands(dependent, overlay) == [
        "payer.missing 2000B SBR02 subscriber",
        "payer.not_taken 2000C HL patient",
    ]


def test_a_subscriber_who_is_not_the_patient_is_asked_for_by_medicaid() -> None:
    dependent = edited().replace(b"*CI~", b"*MC~").replace(b"PI*HARBOR", b"PI*CO_TXIX")
    assert demands(dependent, x12.load_overlay("colorado_medicaid_837p")) == ["payer.missing 2000B SBR02 subscriber"]


def test_dc_medicaid_takes_procedures_and_provider_ids_of_one_kind() -> None:
    overlay = x12.load_overlay("dc_medicaid_837i")
    segments = institutional().decode().rstrip("~").split("~")
    at = next(n for n, one in enumerate(segments) if one.startswith("NM1*PR*"))
    for qualifier, told in (("G2", []), ("LU", 1)):
        with_id = [*segments[: at + 1], f"REF*{qualifier}*77", *segments[at + 1 :]]
        found = demands(told_apart(with_id), overlay)
        assert len(found) == (told or 0)
    line = next(n for n, one in enumerate(segments) if one.startswith("SV2*"))
    parts = segments[line].split("*")
    for code, count in (("HC", 0), ("IV", 1)):
        parts[2] = f"{code}:A4215"
        changed = [*segments[:line], "*".join(parts), *segments[line + 1 :]]
        found = demands(told_apart(changed), overlay)
        assert found == ["payer.other_code 2400 SV202-1 claim"] * count


@pytest.mark.parametrize("name", NAMES)
def test_each_says_where_its_facts_come_from_and_what_is_unconfirmed(name: str) -> None:
    text = (SHIPPED / f"{name}.txt").read_text("ascii")
    assert text.startswith("# What ")
    assert "# Read for it: " in text
    assert any(char.isdigit() for char in x12.load_overlay(name).source)


def test_every_narrowing_has_its_case() -> None:
    tried = {name: sum(one[0] == name for one in CASES) for name in NAMES}
    assert all(tried.values())
