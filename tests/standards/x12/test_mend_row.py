"""One delimiter that is lost, or one too many, is one fault: what stands behind it is read as it was meant."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from typing import Any

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.explain_row import explain_row
from clearlane.standards.x12.generate.family import make_family
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.generate.order import Order
from clearlane.standards.x12.generate.stream_837p import stream_837p
from clearlane.standards.x12.patience import SEARCHES
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding
from tests.standards.x12.small_files import AT
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, check, join, lines

LINES = lines()
BODY = range(3, len(LINES) - 3)
OF_HEADERS, OF_TRAILERS = 200, 40
"""So many bytes are ISA and GS, GE and IEA, about."""


def told(data: bytes, tier: Tier = Tier.BLOCK) -> list[tuple[str, str]]:
    found = (one for one in x12.check([data], tier=tier) if isinstance(one, Finding))
    return [(one.rule, str(one.place)) for one in found]


def changed(at: int, line: str, *, ate: int = 0) -> bytes:
    """The clean file with another line, in place of it and of so many behind it."""
    return join([*LINES[:at], line, *LINES[at + 1 + ate :]])


@pytest.mark.parametrize("between", ["", "*"])
def test_wherever_a_terminator_is_lost_or_is_a_separator_one_thing_is_told(between: str) -> None:
    for at in BODY:
        if LINES[at].startswith("NM1*QC") and not between:
            continue  # its first name would be ROEN3 and the street a second one
        data = changed(at, LINES[at] + between + LINES[at + 1], ate=1)
        (one,) = told(data)
        assert one[0] == "element.terminator_lost", LINES[at]
        assert told(data, Tier.EXPLAIN) == [one]


@pytest.mark.parametrize(("rule", "mark"), [("element.separator_doubled", "**"), ("element.separator_lost", "")])
def test_wherever_the_first_separator_is_doubled_or_lost_one_thing_is_told(rule: str, mark: str) -> None:
    for at in BODY:
        data = changed(at, LINES[at].replace("*", mark, 1))
        found = told(data)
        assert len(found) == 1, (LINES[at], found)
        assert told(data, Tier.EXPLAIN) == found
        if LINES[at].count("*") > 2:
            assert found[0][0] == rule, LINES[at]


@pytest.mark.parametrize("kind", ["835", "834", "270", "278_request", "277ca", "837i"])
@pytest.mark.parametrize("mark", ["~", "**"])
def test_so_it_is_in_other_sets(kind: str, mark: str) -> None:
    content = from_guide(GuideOrder(kind=kind, seed=2, units=2)).replace(b"\n", b"").decode().split("~")[:-1]
    for at in range(3, len(content) - 4):
        line = content[at] + content[at + 1] if mark == "~" else content[at].replace("*", mark, 1)
        data = join([*content[:at], line, *content[at + 1 + (mark == "~") :]])
        found = told(data)
        assert len(found) == 1, (content[at], content[at + 1], found)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("NM1*IL*1*DOE*JANE****MI*", "NM1*IL*1*DOE*JANE*****MI*", "separator_doubled"),
        ("NM1*IL*1*DOE*JANE****MI*", "NM1*IL*1*DOE*JANE***MI*", "separator_lost"),
        ("CLM*A2*80***11:B:1", "CLM*A2*80****11:B:1", "separator_doubled"),
        ("CLM*A2*80***11:B:1", "CLM*A2*80**11:B:1", "separator_lost"),
        ("CLM*A2*80***11:B:1", "CLM*A280***11:B:1", "missing"),
        ("NM1*IL*1*DOE*JANE****MI*", "NM1*IL*IL*1*DOE*JANE****MI*", "value_doubled"),
        ("CLM*A2*80***11:B:1", "CLM*A2*A2*80***11:B:1", "value_doubled"),
        ("HL*4*3*23*0", "HL*4*4*3*23*0", "value_doubled"),
        ("HL*4*3*23*0", "HL*4*3*3*23*0", "value_doubled"),
        ("DMG*D8*19800229*F", "DMG*DMG*D8*19800229*F", "value_doubled"),
        ("REF*EI*123456789", "REF*EI123456789", "separator_lost"),
        ("NM1*85*2*OAK FAMILY CARE*****XX*", "NM1*85*2*OAK FAMILY CARE*****XX", "separator_lost"),
        ("DMG*D8*19800229*F", "DMG*D8*19800229F", "separator_lost"),
        ("N4*BOISE*ID*837020001", "N4*BOISE*ID837020001", "separator_lost"),
        ("HL*4*3*23*0", "HL*4*3*230", "separator_lost"),
        ("HL*4*3*23*0", "HL*43*23*0", "separator_lost"),
        ("HL*4*3*23*0", "HL*4|3*23*0", "separator_slip"),
        ("LX*1", "LX|1", "separator_slip"),
        ("NM1*QC*1", "NM1;QC*1", "separator_slip"),
        ("SV1*HC:99213*", "SV1*HC|99213*", "separator_slip"),
        ("REF*EI*123456789", "REF*EI;123456789", "separator_slip"),
        ("HL*4*3*23*0", "HL*4*323*0", "separator_lost"),
    ],
)
def test_in_the_middle_of_a_segment_as_well(old: str, new: str, expected: str) -> None:
    (one,) = told(join(LINES).replace(old.encode(), new.encode(), 1))
    assert one[0] == f"element.{expected}"


def test_the_trailer_is_found_in_the_last_segment() -> None:
    at = len(LINES) - 4
    report = check(changed(at, LINES[at] + LINES[at + 1], ate=1))
    assert [one.rule for one in report.findings] == ["element.terminator_lost"]
    assert report.sets[0].verdict == "partly"


def test_a_value_that_is_missing_is_no_separator_too_many() -> None:
    data = join(LINES).replace(b"HI*ABK:J020~", b"HI**ABK:J020~", 1)
    assert told(join(LINES).replace(b"CLM*A2*", b"CLM**", 1)) == [("element.missing", "2300 CLM01")]
    assert [rule for rule, _ in told(data)] == ["element.separator_doubled"]


def test_two_faults_that_no_delimiter_explains_stay_two() -> None:
    data = join(LINES).replace(b"CLM*A2*80***11:B:1", b"CLM**8O***11:B:1", 1)
    assert told(data) == [("element.missing", "2300 CLM01"), ("element.not_a_number", "2300 CLM02")]


def test_the_claim_with_it_is_sent_back_and_the_others_live() -> None:
    at = next(n for n, one in enumerate(LINES) if one.startswith("CLM*A2"))
    report = check(changed(at, LINES[at] + LINES[at + 1], ate=1))
    assert [one.dead for one in report.sets[0].claims] == [False, True, False]
    answer = x12.acknowledge(report.interchanges[0], control=1, at=AT)
    assert answer is not None
    assert b"~CTX*CLM01:A2~" in answer


def test_segments_that_run_into_each_other_without_end_are_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Counter[int]()

    def explain(*given: Any) -> Any:
        looked[many] += 1
        return explain_row(*given)

    for module in ("mend_row", "moved_values"):
        monkeypatch.setattr(f"clearlane.standards.x12.{module}.explain_row", explain)
    for many in (20, 40, 80):
        told(join([*LINES[:-4], *["LX*1" * 31] * many, *LINES[-4:]]))
        assert looked[many] < 40 * 31 * many


def test_where_a_value_lacks_with_its_separator_the_value_is_missing() -> None:
    for old, new, expected in (
        ("DMG*D8*19800229*F", "DMG*D8*F", "element.missing 2010BA DMG02"),
        ("DTP*472*D8*20261111", "DTP*472*20261111", "element.missing 2400 DTP02"),
        ("N4*BOISE*ID*837020001", "N4*BOISE*837020001", "element.missing_by_rule 2010AA N402"),
    ):
        ((rule, place),) = told(join(LINES).replace(old.encode(), new.encode(), 1))
        assert f"{rule} {place}" == expected


def test_what_is_read_behind_a_stray_segment_is_told_alike_by_every_tier() -> None:
    claim = next(n for n, one in enumerate(LINES) if one.startswith("CLM*A1"))
    for behind in range(claim + 1, claim + 14):
        run_on = [*LINES[: claim + 1], "XX9*1", *LINES[claim + 1 : behind], LINES[behind] + LINES[behind + 1]]
        data = join([*run_on, *LINES[behind + 2 :]])
        assert told(data) == told(data, Tier.EXPLAIN), LINES[behind]


def test_two_slips_are_told_alike_by_every_tier() -> None:
    rng = random.Random(7)
    for kind in ("837p", "835", "271", "277ca", "278_response"):
        content = from_guide(GuideOrder(kind=kind, seed=3, units=3)).replace(b"\n", b"")
        for _ in range(60):
            data = slipped(slipped(content, rng), rng)
            assert told(data) == told(data, Tier.EXPLAIN), data


def slipped(data: bytes, rng: random.Random) -> bytes:
    """The file with a delimiter lost or doubled, or a segment that is none, somewhere in its sets."""
    mark = rng.choice([b"*", b"~"])
    places = [at for at in range(OF_HEADERS, len(data) - OF_TRAILERS) if data[at : at + 1] == mark]
    at, meant = rng.choice(places), rng.choice([b"", mark * 2, b"*", b"~QQQ*1~" if mark == b"~" else b"*"])
    return data[:at] + meant + data[at + 1 :]


def test_a_payer_asks_for_nothing_where_a_segment_was_mended() -> None:
    overlays = x12.load_overlays(["medicare_part_b_837p"])
    for at in BODY:
        data = changed(at, LINES[at].replace("*", "**", 1))
        found = [one for one in x12.check([data], overlays=overlays) if isinstance(one, Finding)]
        clean = [one for one in x12.check([join(LINES)], overlays=overlays) if isinstance(one, Finding)]
        of_payer = {one.place.segment for one in found if one.rule.startswith("payer.")}
        assert of_payer <= {one.place.segment for one in clean}, LINES[at]


def test_what_was_read_before_changes_nothing() -> None:
    content = from_guide(GuideOrder(kind="278_response", seed=1, units=6))
    moved = content.replace(b"HL*12*4*EV", b"HL*12*3*EV").replace(b"HL*14*4*EV", b"HL*14*3*EV")
    assert moved != content
    before = told(moved)
    list(x12.to_json([from_guide(GuideOrder(kind="278_response", seed=2, units=6))]))
    assert told(moved) == before


def test_a_set_that_waits_for_its_guide_has_its_trailer_all_the_same() -> None:
    at = len(LINES) - 4
    data = changed(at, LINES[at] + LINES[at + 1], ate=1).replace(b"*0001*005010X222A1~BHT", b"*0001*005010X223A2~BHT")
    report = check(data)
    assert [one.rule for one in report.findings] == ["envelope.st_version", "element.terminator_lost"]
    assert len(report.sets[0].claims) == 3


def test_an_explained_file_shows_both_segments_with_the_numbers_of_the_findings() -> None:
    at = next(n for n, one in enumerate(LINES) if one.startswith("CLM*A2"))
    for between in ("", "*", "\n"):
        data = changed(at, LINES[at] + between + LINES[at + 1].replace("J020", "J02X"), ate=1)
        shown = [one for one in x12.explain([data]) if one.findings]
        assert [(one.id, one.number) for one in shown] == [
            (found.place.segment_id, found.place.segment) for one in shown for found in one.findings
        ]
        assert [one.id for one in shown] == ["CLM", "HI"]


OTHERS = {
    "pay-to for billing": (CLAIMS, "NM1*85*", "NM1*87*", "2010AA NM101"),
    "payer for member": (CLAIMS, "NM1*IL*1*DOE*", "NM1*PR*1*DOE*", "2010BA NM101"),
    "site for technical": (PAYMENT, "PER*BL*", "PER*IC*", "1000A PER01"),
    "subscriber for patient": (CLAIMS, "HL*4*3*23*", "HL*4*3*22*", "2000C HL03"),
    "provider for patient": (CLAIMS, "HL*4*3*23*", "HL*4*3*20*", "2000C HL03"),
}


@pytest.mark.parametrize(("text", "old", "new", "place"), OTHERS.values(), ids=OTHERS.keys())
def test_a_code_of_another_row_is_told_where_the_row_that_must_come_fits(
    text: str, old: str, new: str, place: str
) -> None:
    data = join(lines(text)).replace(old.encode(), new.encode(), 1)
    assert told(data) == [("element.other_code", place)]
    assert told(data, Tier.EXPLAIN) == told(data)


def test_a_row_that_must_come_itself_is_what_its_code_says() -> None:
    data = join(lines(PAYMENT)).replace(b"N1*PE*OAK FAMILY CARE*XX*", b"N1*PE*OAK FAMILY CARE*ZZ*", 1)
    assert told(data) == [("element.other_code", "1000B N103")]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_answer_with_the_purpose_of_its_question_is_read_as_what_it_is(seed: int) -> None:
    content = from_guide(GuideOrder(kind="278_response", seed=seed, units=3))
    assert told(content.replace(b"BHT*0007*11*", b"BHT*0007*13*")) == [("element.other_code", "ST BHT02")]


@pytest.mark.parametrize(
    ("old", "new"), [("OAK BILLING", "OAK\x5e BILLING"), ("NM1*41*2*OAK BILLING", "NM1*41*2*O'AK, B.")]
)
def test_what_no_pattern_proves_and_nothing_is_wrong_with_keeps_its_code(old: str, new: str) -> None:
    data = join(LINES).translate(bytes.maketrans(b"*:~^", b"|>\n!"))
    assert told(data.replace(old.replace("*", "|").encode(), new.replace("*", "|").encode())) == []


def test_the_last_day_of_a_february_keeps_the_code_of_its_date() -> None:
    assert told(make_family(GuideOrder(kind="837p", seed=1, units=3, today=dt.date(2000, 2, 29)))["277ca"]) == []


COMPOSITES = [(at, line) for at, line in enumerate(LINES) if ":" in line and line[:3] in ("CLM", "SV1", "HI*")]


@pytest.mark.parametrize("instead", ["*", "", "::"])
def test_a_component_separator_that_slips_is_one_thing(instead: str) -> None:
    for at, line in COMPOSITES:
        head, *parts = line.removesuffix(":2").split(":")  # pointers may be 12, or lack one
        for n in range(len(parts)):
            slipped = ":".join([head, *parts[:n]]) + instead + ":".join(parts[n:])
            (one,) = told(changed(at, slipped))
            assert one[0].startswith("element."), slipped
            assert told(changed(at, slipped), Tier.EXPLAIN) == [one]


@pytest.mark.parametrize(
    ("right", "wrong", "expected"),
    [
        ("11:B:1", "11*B:1", "11:B:1"),
        ("11:B:1", "11B:1", "11:B:1"),
        ("11:B:1", "11-B-1", "11:B:1"),
        ("11:B:1", "11;B;1", "11:B:1"),
        ("HARBOR MUTUAL", "HARBOR*MUTUAL", "HARBOR MUTUAL"),
        ("ABF:I10", "ABF::I10", "ABF:I10"),
        ("NM1*41*2*OAK BILLING*****46*SUB", "NM1*41*2*OAK BILLING*****46:SUB", "46*SUB"),
    ],
)
def test_the_remedy_shows_how_it_was_meant(right: str, wrong: str, expected: str) -> None:
    at = next(n for n, line in enumerate(LINES) if right in line)
    data = changed(at, LINES[at].replace(right, wrong))
    (one,) = check(data).findings
    assert one.rule == "element.separator_slip"
    assert one.expected.startswith(expected)
    (one,) = check(data.translate(bytes.maketrans(b"*:", b"|>"))).findings
    assert one.expected.startswith(expected.translate(str.maketrans("*:", "|>")))


def test_a_slip_in_every_claim_is_told_once_for_each() -> None:
    order = Order(seed=3, claims=1500, today=AT.date())
    data = b"".join(piece for piece, _ in stream_837p(order))
    slipped = re.sub(rb"(~\s*CLM\*[^*~]*\*[^*~]*\*\*)\*", rb"\1", data)
    found = Counter(rule for rule, _ in told(slipped))
    assert found["element.separator_lost"] == found.total() == 1500 > SEARCHES.most(len(data))
