"""The list of manifestations, held against CMS's own editor, which says of each code whether it may come first."""

from __future__ import annotations

from datetime import date

import pytest
from msdrg.mce import MceEditor

from clearlane.standards.codes.library import need_set

DAYS = (date(2015, 10, 1), date(2018, 10, 1), date(2022, 10, 1), date(2026, 11, 10))


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_the_list_agrees_with_the_editor_of_cms(day: date) -> None:
    diagnoses, listed = need_set("icd10cm").edition(day), need_set("manifestation").edition(day)
    assert diagnoses is not None
    assert listed is not None
    assert listed.codes < diagnoses.codes
    others = sorted(diagnoses.codes - listed.codes)[:: 29 + day.year % 7]
    with MceEditor() as editor:
        assert [code for code in sorted(listed.codes) if not _is_manifestation(editor, code, day)] == []
        assert [code for code in others if _is_manifestation(editor, code, day)] == []


def _is_manifestation(editor: MceEditor, code: str, day: date) -> bool:
    claim = {"discharge_date": int(f"{day:%Y%m%d}"), "icd_version": 10, "age": 40, "sex": 1, "discharge_status": 1}
    result = editor.edit({**claim, "pdx": {"code": code}, "sdx": [], "procedures": []})  # type: ignore[typeddict-item]
    return any(edit["name"] == "MANIFESTATION_AS_PDX" for edit in result["edits"])


@pytest.mark.parametrize(
    ("code", "day", "stands"),
    [("G63", DAYS[3], True), ("F0281", DAYS[1], True), ("F0281", DAYS[3], False), ("E119", DAYS[3], False)],
)
def test_a_manifestation_has_its_days(code: str, day: date, stands: bool) -> None:
    assert need_set("manifestation").is_valid(code, on=day) is stands
