"""Publishers' files as they come: each format read, and what is wrong in one told with its line and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.bringing_in.cms_edits import read_mue, read_ncci, read_nppes
from clearlane.standards.codes.bringing_in.fixed import read_hcpcs, read_icd_order
from clearlane.standards.codes.bringing_in.row import Row, read_day
from clearlane.standards.codes.bringing_in.table import read_table

Reader = Callable[..., Iterator[Row]]


def anweb(code: str, sort: str = "3", added: str = "20200101", ended: str = "") -> str:
    """A line of CMS's HCPCS file, 320 columns wide, with texts of ours."""
    line = f"{code:<5}00100{sort}{'Something that is supplied':<80}{'Short':<28}".ljust(268)
    return f"{line}{added:<8}{added:<8}{ended:<8}N".ljust(320)


ORDER = """00001 A00     0 Heading                                                      Heading
00002 A000    1 One                                                          One of ours
00003 A009    1 Another                                                      Another of ours
"""
PCS_ORDER = """00001 001     0 Heading                                                      Heading
00002 0016070 1 One                                                          One of ours
"""
HCPCS = "\n".join([anweb("J1100"), anweb("J1100", "4"), anweb("J9999", ended="20251231"), anweb("   LT", "7"),
                   anweb("D0120")])  # fmt: skip
CPT = (
    "Concept Id\tCPT Code\tLong\tCurrent Descriptor Effective Date\n1\t99213\tOne, of ours\t20130101\n2\t0042T\tTwo\t\n"
)
HCPCS_SHEET = "HCPC,SEQNUM,RECID,LONG DESCRIPTION,ADD DT,ACT EFF DT,TERM DT\nJ1100,100,3,One,20200101,20200101,\n"
CDT = "CDT Code,Nomenclature\nD0120,One of ours\nD9999,Another\n"
NUBC = "Code,Title,Effective Date,End Date\n01,One,,\nA1,Another,2010-01-01,12/31/2024\n"
CARC = '\ufeff"Code","Description","Start Date","Stop Date"\n1,One,01/01/1995,\n17,Two,01/01/1995,07/01/2009\n'
_PTP_COLUMNS = (
    "Column 1\tColumn 2\t*=In existence prior to 1996\tEffective Date\tDeletion Date *=no data\t"
    "Modifier 0=not allowed 1=allowed 9=not applicable\tPTP Edit Rationale"
)
PTP = f"""Column 1/Column 2 Edits\t\t\t\t\t\t
CPT only copyright: a line of licence\t\t\t\t\t\t
{_PTP_COLUMNS}
99213\t36415\t\t20200101\t*\t1\tOurs
99213\t99214\t*\t19960101\t20101231\t0\tOurs
"""
MUE = """"A licence, with commas, and
a second line of it",,,
HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale
99213,2,"3 Date of Service Edit: Clinical",Ours
J1100,"120",1 Line Edit,Ours
"""
NPPES = """"NPI","Entity Type Code","NPI Deactivation Date","NPI Reactivation Date"
"1234567893","1","",""
"1245319599","1","05/23/2020",""
"1003000126","2","05/23/2020","06/01/2021"
"""
GOOD: list[tuple[str, Reader, str, list[tuple[str, date | None, date | None, str]]]] = [
    ("icd10cm", read_icd_order, ORDER, [("A000", None, None, ""), ("A009", None, None, "")]),
    ("icd10pcs", read_icd_order, PCS_ORDER, [("0016070", None, None, "")]),
    ("hcpcs", read_hcpcs, HCPCS, [("J1100", date(2020, 1, 1), None, ""),
                                  ("J9999", date(2020, 1, 1), date(2025, 12, 31), ""),
                                  ("D0120", date(2020, 1, 1), None, "")]),
    ("hcpcs", read_hcpcs, HCPCS_SHEET, [("J1100", date(2020, 1, 1), None, "")]),
    ("cpt", read_table, CPT, [("99213", None, None, ""), ("0042T", None, None, "")]),
    ("cdt", read_table, CDT, [("D0120", None, None, ""), ("D9999", None, None, "")]),
    ("condition", read_table, NUBC, [("01", None, None, ""), ("A1", date(2010, 1, 1), date(2024, 12, 31), "")]),
    ("carc", read_table, CARC, [("1", date(1995, 1, 1), None, ""), ("17", date(1995, 1, 1), date(2009, 7, 1), "")]),
    ("ncci_ptp", read_ncci, PTP, [("9921336415", date(2020, 1, 1), None, "1"),
                                  ("9921399214", date(1996, 1, 1), date(2010, 12, 31), "0")]),
    ("mue", read_mue, MUE, [("99213", None, None, "2 3"), ("J1100", None, None, "120 1")]),
    ("nppes", read_nppes, NPPES, [("1234567893", None, None, ""), ("1003000126", None, None, "")]),
]  # fmt: skip


def lines(text: str) -> list[str]:
    """As a file gives them."""
    return text.splitlines(keepends=True)


@pytest.mark.parametrize(("kind", "reader", "text", "rows"), GOOD, ids=[f"{one[0]}{n}" for n, one in enumerate(GOOD)])
def test_a_publishers_file_is_read(kind: str, reader: Reader, text: str, rows: list[tuple[object, ...]]) -> None:
    assert [(row.code, row.first, row.last, row.says) for row in reader(lines(text), kind=kind)] == rows


@pytest.mark.parametrize(("kind", "reader", "text", "rows"), GOOD, ids=[f"{one[0]}{n}" for n, one in enumerate(GOOD)])
def test_the_line_ends_of_windows_and_empty_lines_change_nothing(
    kind: str, reader: Reader, text: str, rows: list[tuple[object, ...]]
) -> None:
    changed = text.replace("\n", "\r\n") + "\r\n"
    assert [row.code for row in reader(lines(changed), kind=kind)] == [row[0] for row in rows]


BAD: list[tuple[str, Reader, str, str, str, int, str]] = [
    ("icd10cm", read_icd_order, ORDER, "A000    1", "A000    2", 2, "no line of an order file"),
    ("icd10cm", read_icd_order, ORDER, "A009    1", "A0-9    1", 3, "'A0-9' is no code"),
    ("icd10cm", read_icd_order, ORDER, "00002 A", "A000,One A", 2, "no line of an order file"),
    ("icd10pcs", read_icd_order, PCS_ORDER, "0016070", "001607O", 2, "'001607O' is no code"),
    ("hcpcs", read_hcpcs, HCPCS, "J9999001003", "J9999001009", 3, "no line of the HCPCS file"),
    ("hcpcs", read_hcpcs, HCPCS, "J9999", "99213", 3, "'99213' is no HCPCS code"),
    ("hcpcs", read_hcpcs, HCPCS, "20251231", "20251331", 3, "'20251331' is no day"),
    ("cpt", read_table, CPT, "0042T", "42T", 3, "'42T' is no code"),
    ("cpt", read_table, CPT, "CPT Code", "Number", 0, "no line names the columns `code`"),
    ("cdt", read_table, CDT, "D9999", "9999", 3, "'9999' is no code"),
    ("condition", read_table, NUBC, "01,One", "1,One", 2, "'1' is no code"),
    ("condition", read_table, NUBC, "12/31/2024", "31/12/2024", 3, "'31/12/2024' is no day"),
    ("ncci_ptp", read_ncci, PTP, "99213\t36415", "99213\t3641", 4, "'99213' and '3641' are no pair"),
    ("ncci_ptp", read_ncci, PTP, "\t1\tOurs", "\t2\tOurs", 4, "'2' is no modifier indicator"),
    ("ncci_ptp", read_ncci, PTP, "99213\t36415\t\t20200101\t*\t1\tOurs", "99213\t36415", 4, "2 columns, and 6 were"),
    ("mue", read_mue, MUE, "99213,2", "99213,two", 4, "'99213' with 'two' is no limit"),
    ("mue", read_mue, MUE, "Practitioner Services MUE Values", "Values", 0, "no line names the columns"),
    ("nppes", read_nppes, NPPES, "1245319599", "1245319590", 3, "'1245319590' is no NPI"),
]


@pytest.mark.parametrize(("kind", "reader", "text", "old", "new", "line", "reason"), BAD)
def test_a_bad_line_is_told_with_its_number_its_reason_and_a_remedy(
    kind: str, reader: Reader, text: str, old: str, new: str, line: int, reason: str
) -> None:
    assert old in text
    with pytest.raises(BadFile) as raised:
        list(reader(lines(text.replace(old, new, 1)), kind=kind))
    assert raised.value.line == line
    assert reason in raised.value.reason
    assert raised.value.remedy[0].isupper()
    assert str(raised.value).endswith(f"{raised.value.remedy}.")


@pytest.mark.parametrize(
    ("text", "day"),
    [("20260131", date(2026, 1, 31)), ("2026-01-31", date(2026, 1, 31)), ("01/31/2026", date(2026, 1, 31)),
     ("1/3/2026", date(2026, 1, 3)), (" 20260131 ", date(2026, 1, 31)), ("", None), ("*", None), ("  ", None)],
)  # fmt: skip
def test_a_day_is_read_as_publishers_write_it(text: str, day: date | None) -> None:
    assert read_day(text, line=1) == day


@given(st.text(max_size=12))
def test_a_text_is_a_day_nothing_or_told(text: str) -> None:
    try:
        told: object = read_day(text, line=7)
    except BadFile as bad:
        told = bad
    assert told is None or isinstance(told, date) or (isinstance(told, BadFile) and told.line == 7)


@pytest.mark.parametrize("reader", [read_icd_order, read_hcpcs, read_table, read_ncci, read_mue, read_nppes])
@given(text=st.text('AD019,\t"\n ;N', max_size=60))
def test_any_text_is_read_or_told_and_nothing_else(reader: Reader, text: str) -> None:
    told: object = ""
    try:
        told = list(reader(lines(text), kind="cpt"))
    except BadFile as bad:
        told = bad.reason and bad.remedy
    assert told or told == []
