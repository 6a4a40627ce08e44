"""The summary in the columns that billing systems parse."""

from __future__ import annotations

import re

from clearlane.exchange.replies.compatible_summary import COLUMNS, compatible_summary, number_claim
from tests.exchange.replies.summary_values import AT, finding, line, summary

HEADING = (
    "CLAIM# OA CLAIMID  PATIENT ID        LAST,FIRST          DOB          FROM DOS   TO DOS     CPT     DIAG     "
    "TAX ID      ACCNT#        PHYS.ID    PAYER  ERRORS "
)


def _lines(text: str) -> list[str]:
    return text.split("\r\n")


def _rows(text: str) -> list[dict[str, str]]:
    """The claims as a parser by fixed columns finds them."""
    edges = [offset for _, offset, _ in COLUMNS] + [None]
    return [
        {name: text_line[low:high].strip() for (name, low, _), high in zip(COLUMNS, edges[1:], strict=True)}
        for text_line in _lines(text)
        if re.match(r"\d+\)", text_line)
    ]


def test_the_heading_is_the_one_that_parsers_look_for() -> None:
    text = compatible_summary(summary(line()), at=AT)
    assert HEADING in _lines(text)


def test_each_value_stands_at_its_column() -> None:
    (row,) = _rows(compatible_summary(summary(line()), at=AT))
    assert row == {
        "CLAIM#": "1)", "OA CLAIMID": "0000700001", "PATIENT ID": "M100200300", "LAST,FIRST": "ABBOTT,CLARA",
        "DOB": "02/03/1980", "FROM DOS": "09/01/2026", "TO DOS": "09/02/2026", "CPT": "99213", "DIAG": "I2510",
        "TAX ID": "746482691", "ACCNT#": "C1", "PHYS.ID": "1412892519", "PAYER": "MEADOW", "ERRORS": "",
    }  # fmt: skip


def test_long_values_do_not_push_the_columns() -> None:
    wide = line(number="N" * 38, last="L" * 60, member_id="M" * 40, payer="P" * 20)
    (row,) = _rows(compatible_summary(summary(wide), at=AT))
    assert (row["DOB"], row["PHYS.ID"], row["TAX ID"]) == ("02/03/1980", "1412892519", "746482691")


def test_absent_values_leave_their_columns_blank() -> None:
    (row,) = _rows(compatible_summary(summary(line(birth_date=None, service_to=None, diagnosis="")), at=AT))
    assert (row["DOB"], row["TO DOS"], row["DIAG"], row["CPT"]) == ("", "", "", "99213")


def test_errors_are_codes_explained_above() -> None:
    both = (finding("A7:562:85"), finding("A8:400", what="The lines do not add up."))
    text = compatible_summary(summary(line("rejected", findings=both)), at=AT)
    assert "\t1 # of Claims Rejected" in _lines(text)
    assert "\t+---> 1 # errors A7562 - The NPI is wrong." in _lines(text)
    assert "\t+---> 1 # errors A8400 - The lines do not add up." in _lines(text)
    assert sorted(_rows(text)[0]["ERRORS"].split(",")) == ["A7562", "A8400"]


def test_errors_come_before_pending_and_accepted() -> None:
    held = line("held", findings=(finding("A3:496:85", holds=True),))
    text = compatible_summary(summary(line(), line("rejected", findings=(finding(),)), held, line("dead")), at=AT)
    parts = [text.index(f"-------{part} CLAIM DETAIL") for part in ("ERROR", "PENDING", "ACCEPTED")]
    assert parts == sorted(parts)
    assert [row["CLAIM#"] for row in _rows(text)] == ["1)", "2)", "3)", "4)"]


def test_a_claim_refused_by_the_guide_points_to_the_999() -> None:
    text = compatible_summary(summary(line("dead")), at=AT)
    assert "X999 - Refused by the implementation guide, see the 999" in text


def test_the_preamble_lists_payers_with_sums_in_dollars() -> None:
    text = compatible_summary(summary(line(), line(number="C2", cents=150)), at=AT)
    assert "The file 1000000007_batch 1.837 was split into 1 file(s) " in _lines(text)
    assert "Total: $101.50" in text


def test_the_trailer_names_the_file() -> None:
    text = compatible_summary(summary(), at=AT)
    assert "This summary is regarding the master file with fileID:1000000007" in _lines(text)


def test_dates_stand_where_parsers_look_for_them() -> None:
    lines = _lines(compatible_summary(summary(line()), at=AT))
    processed = next(text for text in lines if text.strip().startswith("Date Processed:"))
    assert processed.strip()[15:26].strip() == "11/23/2026"


def test_a_claims_number_has_ten_digits() -> None:
    assert number_claim(1_000_012_345, 7) == "1234500007"
