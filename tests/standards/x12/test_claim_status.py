"""The table of claim statuses: every line is of use, every code is on its list, and what matters has a status."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clearlane.standards.x12.claim_status import FILE, StatusRow, claim_status, read_statuses
from clearlane.standards.x12.element_rules import ELEMENTS, SEGMENTS, element_finding, segment_finding
from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.library import Entry, choose, load_machine
from clearlane.standards.x12.machine import Loop, Row
from clearlane.vocabulary.finding import Place

VERSIONS = {"837p": "005010X222A1", "837i": "005010X223A2", "837d": "005010X224A2"}
OF_THE_SET = ("ST", "1000A", "1000B", "2440")


def entry(kind: str) -> Entry:
    found = choose(version=VERSIONS[kind], set_id="837").entry
    assert found is not None
    return found


def loops(kind: str) -> Iterator[Loop]:
    """The loops of a guide that lie in a provider's level."""
    return (one for one in load_machine(entry(kind).files).loops() if one.id not in OF_THE_SET)


def rows(kind: str) -> Iterator[tuple[Loop, Row]]:
    for loop in loops(kind):
        yield from ((loop, member.row) for member in loop.members if member.loop is None)


def qualifiers(row: Row) -> set[str]:
    """The codes of element 01, and those that begin a composite; none for a segment that is not there."""
    begins = {code for field in row.fields if field and field.parts and field.parts[0] for code in field.parts[0].codes}
    return {"", *(code.decode() for code in {*row.codes((1, 0)), *begins})}


def places(kind: str) -> Iterator[tuple[Place, str]]:
    """Each place of a guide, whole segments too, with each code of its element 01."""
    for loop, row in rows(kind):
        for qualifier in qualifiers(row):
            yield Place(segment_id=row.spec.id, loop=loop.id), qualifier
            for field in row.fields:
                if field is not None:
                    place = Place(segment_id=row.spec.id, loop=loop.id, element=field.position)
                    yield place, qualifier
                    yield from ((replace(place, component=n), qualifier) for n in range(1, len(field.parts or ()) + 1))


def status(kind: str, place: Place, rule: str = "not_a_number", qualifier: str = "") -> str:
    found = (
        element_finding(rule, place, unit="claim", number="1", name="X", found="Z", expected="Y", count="2")
        if rule in ELEMENTS
        else segment_finding(rule, place, unit="claim", name="X", found="Z", expected="Y", wanted="W")
    )
    said = claim_status(found, entry(kind), qualifier)
    return str(said) if said else ""


def test_each_line_of_the_table_is_the_first_for_some_place() -> None:
    used: set[StatusRow] = set()
    table = read_statuses()
    for kind in VERSIONS:
        for place, qualifier in places(kind):
            used.update([one for one in table.rows if one.fits(place, qualifier, kind)][:1])
    assert [one for one in table.rows if one not in used] == []


def test_each_code_is_on_its_list_and_each_entity_is_one_of_a_claim() -> None:
    (claim,) = [one for one in load_machine(("277ca.txt",)).loops() if one.id == "2200D"]
    composite = next(one.row for one in claim.members if one.row.spec.id == "STC").fields[0]
    assert composite is not None
    assert composite.parts is not None
    category, code, entity = composite.parts[:3]
    assert category is not None
    assert category.test is not None
    assert code is not None
    assert code.test is not None
    assert entity is not None
    table = read_statuses()
    assert [one for one in table.rows if not code.test(one.code.encode())] == []
    assert [one for one in table.categories.values() if not category.test(one.encode())] == []
    assert {one.entity.encode() for one in table.rows} - {b"", b"of"} <= entity.codes


def test_categories_are_given_to_rules_that_there_are() -> None:
    known = {f"element.{one}" for one in ELEMENTS} | {f"segment.{one}" for one in SEGMENTS}
    assert set(read_statuses().categories) <= known


@pytest.mark.parametrize("kind", VERSIONS)
def test_each_segment_of_a_claim_has_a_status_but_for_a_few_rows(kind: str) -> None:
    table = read_statuses()
    known = {one.segment for one in table.rows}
    bare = {row.spec.id for _, row in rows(kind)} - known
    assert bare <= {"CUR", "HL", "LQ", "FRM"}
    assert known <= {row.spec.id for each in VERSIONS for _, row in rows(each)}


PLACES = {
    "claim number": ("837p", Place(segment_id="CLM", loop="2300", element=1), "", "A7:478"),
    "total charge": ("837p", Place(segment_id="CLM", loop="2300", element=2), "", "A7:178"),
    "place of service": ("837p", Place(segment_id="CLM", loop="2300", element=5, component=1), "", "A7:249"),
    "bill type": ("837i", Place(segment_id="CLM", loop="2300", element=5, component=1), "", "A7:228"),
    "frequency": ("837i", Place(segment_id="CLM", loop="2300", element=5, component=3), "", "A7:535"),
    "dates of the statement": ("837i", Place(segment_id="DTP", loop="2300", element=3), "434", "A7:188"),
    "day of service": ("837p", Place(segment_id="DTP", loop="2400", element=3), "472", "A7:187"),
    "hour of discharge": ("837i", Place(segment_id="DTP", loop="2300", element=3), "096", "A7:233"),
    "day of discharge": ("837p", Place(segment_id="DTP", loop="2300", element=3), "096", "A7:190"),
    "principal diagnosis": ("837p", Place(segment_id="HI", loop="2300", element=1, component=2), "ABK", "A7:254"),
    "other diagnosis": ("837p", Place(segment_id="HI", loop="2300", element=2, component=2), "ABF", "A7:255"),
    "procedure": ("837p", Place(segment_id="SV1", loop="2400", element=1, component=2), "HC", "A7:454"),
    "modifier": ("837p", Place(segment_id="SV1", loop="2400", element=1, component=4), "HC", "A7:453"),
    "modifier of a hospital": ("837i", Place(segment_id="SV2", loop="2400", element=2, component=3), "", "A7:453"),
    "line charge": ("837d", Place(segment_id="SV3", loop="2400", element=2), "", "A7:583"),
    "revenue code": ("837i", Place(segment_id="SV2", loop="2400", element=1), "", "A7:455"),
    "units": ("837p", Place(segment_id="SV1", loop="2400", element=4), "HC", "A7:476"),
    "pointer": ("837p", Place(segment_id="SV1", loop="2400", element=7, component=1), "HC", "A7:477"),
    "tooth": ("837d", Place(segment_id="TOO", loop="2400", element=2), "JP", "A7:244"),
    "member id": ("837p", Place(segment_id="NM1", loop="2010BA", element=9), "IL", "A7:164:IL"),
    "member's name": ("837p", Place(segment_id="NM1", loop="2010BA", element=3), "IL", "A7:504:IL"),
    "patient's street": ("837p", Place(segment_id="N3", loop="2010CA", element=1), "", "A7:503:QC"),
    "birth date": ("837p", Place(segment_id="DMG", loop="2010BA", element=2), "D8", "A7:158:IL"),
    "patient's sex": ("837i", Place(segment_id="DMG", loop="2010CA", element=3), "D8", "A7:157:QC"),
    "billing NPI": ("837p", Place(segment_id="NM1", loop="2010AA", element=9), "85", "A7:562:85"),
    "rendering NPI": ("837p", Place(segment_id="NM1", loop="2310B", element=9), "82", "A7:562:82"),
    "attending NPI": ("837i", Place(segment_id="NM1", loop="2310A", element=9), "71", "A7:562:71"),
    "referring NPI": ("837p", Place(segment_id="NM1", loop="2310A", element=9), "P3", "A7:562:DN"),
    "tax id": ("837p", Place(segment_id="REF", loop="2010AA", element=2), "EI", "A7:128:85"),
    "taxonomy": ("837p", Place(segment_id="PRV", loop="2310B", element=3), "PE", "A7:145:82"),
    "billing taxonomy": ("837i", Place(segment_id="PRV", loop="2000A", element=3), "BI", "A7:145:85"),
    "payer's id": ("837p", Place(segment_id="NM1", loop="2010BB", element=9), "PR", "A7:153:PR"),
    "other payer's id": ("837p", Place(segment_id="NM1", loop="2330B", element=9), "PR", "A7:479"),
    "other member's name": ("837p", Place(segment_id="NM1", loop="2330A", element=3), "IL", "A7:504:GB"),
    "other payer's day": ("837p", Place(segment_id="DTP", loop="2430", element=3), "573", "A7:516:PR"),
    "reason of adjustment": ("837p", Place(segment_id="CAS", loop="2320", element=8), "CO", "A7:521"),
    "amount of adjustment": ("837p", Place(segment_id="CAS", loop="2320", element=9), "CO", "A7:519"),
    "payer's claim number": ("837p", Place(segment_id="REF", loop="2300", element=2), "F8", "A7:464"),
    "prior authorization": ("837p", Place(segment_id="REF", loop="2300", element=2), "G1", "A7:275"),
    "authorization of a line": ("837p", Place(segment_id="REF", loop="2400", element=2), "G1", "A7:247"),
    "further id of a provider": ("837p", Place(segment_id="REF", loop="2010AA", element=2), "0B", "A7:560:85"),
    "number of another payer": ("837p", Place(segment_id="REF", loop="2330B", element=2), "F8", "A7:171"),
    "paid by the patient": ("837p", Place(segment_id="AMT", loop="2300", element=2), "F5", "A7:183:QC"),
    "paid by another payer": ("837i", Place(segment_id="AMT", loop="2320", element=2), "D", "A7:286"),
    "point of a pick-up": ("837p", Place(segment_id="N4", loop="2310E", element=3), "", "A7:266"),
    "ZIP of a facility": ("837i", Place(segment_id="N4", loop="2310E", element=3), "", "A7:500:77"),
    "an assistant surgeon, whom no 277CA names": (
        "837d", Place(segment_id="NM1", loop="2310D", element=9), "DD", "",
    ),
    "a level, which is no matter of a claim": ("837p", Place(segment_id="HL", loop="2000A", element=1), "", ""),
}  # fmt: skip


@pytest.mark.parametrize("what", PLACES)
def test_a_place_has_its_status(what: str) -> None:
    kind, place, qualifier, expected = PLACES[what]
    assert status(kind, place, qualifier=qualifier) == expected


RULES = {
    "missing": "A6", "missing_by_rule": "A6", "missing_segment": "A6", "missing_loop": "A6", "excluded": "A8",
    "missing_segment_by_rule": "A6", "missing_by_note": "A8", "bad_code": "A7", "too_long": "A7", "late_segment": "A7",
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_the_category_says_whether_it_is_missing_or_wrong(rule: str) -> None:
    assert status("837p", Place(segment_id="CLM", loop="2300", element=2), rule) == f"{RULES[rule]}:178"


@pytest.mark.parametrize(
    ("kind", "place", "expected"),
    [
        ("837p", Place(segment_id="DTP", loop="2400"), "A6:187"),
        ("837i", Place(segment_id="DTP", loop="2300"), "A6:188"),
        ("837p", Place(segment_id="HI", loop="2300"), "A6:255"),
        ("837p", Place(segment_id="DMG", loop="2010BA"), "A6:158:IL"),
        ("837p", Place(segment_id="REF", loop="2010AA"), "A6:128:85"),
        ("837p", Place(segment_id="REF", loop="2300"), "A6:464"),
        ("837p", Place(segment_id="NM1", loop="2010BB"), "A6:125:PR"),
        ("837p", Place(segment_id="SV1", loop="2400"), "A6:247"),
        ("837p", Place(segment_id="N3", loop="2010AA"), "A6:503:85"),
    ],
)
def test_a_segment_that_is_missing_has_a_status(kind: str, place: Place, expected: str) -> None:
    assert status(kind, place, "missing_segment") == expected


BROKEN = {"three columns": "CLM 01 -", "six columns": "CLM 01 - 478 85 X", "a category alone": "category A6"}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_table_does_not_load(what: str, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(f"# table\n{BROKEN[what]}\n")
    with pytest.raises(GuideError, match=r"claim_status\.txt:2"):
        read_statuses(tmp_path)


def test_a_table_is_read_line_by_line(tmp_path: Path) -> None:
    lines = ("category A6 one.rule", "", "DTP*472 03|02 2400|837i/* 187 of # a day", "REF* - - 464", "LX - - 247", "")
    (tmp_path / FILE).write_text("\n".join(lines))
    table = read_statuses(tmp_path)
    assert table.categories == {"one.rule": "A6"}
    assert table.rows == (
        StatusRow("DTP", "472", ("03", "02"), ("2400", "837i/*"), "187", "of"),
        StatusRow("REF", "", (), (), "464", ""),
        StatusRow("LX", None, (), (), "247", ""),
    )
