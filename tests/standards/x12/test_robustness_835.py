"""What other engines stumble over, made from one clean 835."""

from __future__ import annotations

import pytest

from tests.standards.x12.x12_texts import PAYMENT, changed, check, check_guide, errors, join, lines

CLEAN = join(lines(PAYMENT))


def with_change(old: str, new: str) -> bytes:
    """The clean payment with one segment replaced."""
    return changed(old, new, PAYMENT)


DEFECTS: dict[str, tuple[bytes, str]] = {
    "cut inside a segment": (CLEAN[: CLEAN.index(b"SVC*HC:99213") + 6], "envelope.cut_off"),
    "SE missing": (join([one for one in lines(PAYMENT) if not one.startswith("SE*")]), "envelope.se_missing"),
    "SE01 wrong": (CLEAN.replace(b"SE*20*", b"SE*21*"), "envelope.se_count"),
    "SE02 mismatch": (CLEAN.replace(b"SE*20*0001", b"SE*20*0009"), "envelope.se_control"),
    "GE missing": (join([one for one in lines(PAYMENT) if not one.startswith("GE*")]), "envelope.ge_missing"),
    "NUL in a name": (CLEAN.replace(b"HARBOR MUTUAL", b"HARBOR\0MUTUAL"), "element.control_character"),
    "Latin-1 name": (CLEAN.replace(b"DOE*JANE", b"DOE*JOS\xc9"), "element.not_ascii"),
    "bad date": (CLEAN.replace(b"DTM*405*20261123", b"DTM*405*20002316"), "element.bad_date"),
    "30 February": (CLEAN.replace(b"DTM*405*20261123", b"DTM*405*20260230"), "element.bad_date"),
    "bad number": (CLEAN.replace(b"BPR*I*120*", b"BPR*I*12O*"), "element.not_a_number"),
    "bad code": (CLEAN.replace(b"BPR*I*120*C", b"BPR*I*120*X"), "element.bad_code"),
    "too long": (CLEAN.replace(b"N3*1 HARBOR WAY", b"N3*" + b"H" * 56), "element.too_long"),
    "missing element": (CLEAN.replace(b"TRN*1*EFT1*1999999999", b"TRN*1*EFT1"), "element.missing"),
    "missing segment": (with_change("TRN*1", ""), "segment.missing_segment"),
    "missing technical contact": (with_change("PER*BL", ""), "segment.missing_segment"),
    "missing loop": (with_change("N1*PE", ""), "segment.missing_loop"),
    "unknown segment": (with_change("LX*1", "LX*1\nQQQ*1"), "segment.unknown_segment"),
    "lower-case id": (with_change("LX*1", "lx*1"), "segment.unknown_segment"),
    "segment of another set": (with_change("LX*1", "LX*1\nSBR*P*18"), "segment.foreign_segment"),
    "segment too often": (with_change("DTM*405", "DTM*405*20261123\nDTM*405*20261123"), "segment.too_many_segments"),
    "wrong order": (
        CLEAN.replace(b"N3*1 HARBOR WAY~N4*BOISE*ID*83702", b"N4*BOISE*ID*83702~N3*1 HARBOR WAY"),
        "segment.late_segment",
    ),
    "trailing empty elements": (with_change("LX*1", "LX*1*"), "element.trailing_separators"),
    "ST03 where there is none": (CLEAN.replace(b"ST*835*0001", b"ST*835*0001*005010X221A1"), "element.not_used"),
    "pairs broken": (CLEAN.replace(b"PER*BL*HELP DESK*TE*8005550101", b"PER*BL*HELP DESK*TE"), ""),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_of_a_payment_is_told_once(name: str) -> None:
    data, rule = DEFECTS[name]
    found = errors(data) or check(data).findings
    assert len(errors(data)) <= 1
    assert found
    assert not rule or found[0].rule == rule


def test_a_fault_in_a_payment_kills_the_set_and_never_a_part_of_it() -> None:
    (found,) = errors(CLEAN.replace(b"CLP*A1*1*", b"CLP*A1*99*"))
    assert found.unit == "set"
    assert check(CLEAN.replace(b"CLP*A1*1*", b"CLP*A1*99*")).sets[0].verdict == "rejected"


def test_a_payment_of_zero_and_claims_without_lines_is_accepted() -> None:
    text = CLEAN.replace(b"BPR*I*120*C*ACH*CCP*01*021000021*DA*123*", b"BPR*H*0*C*NON******")
    assert check_guide(text).accepted is True
