"""A list is brought in whole or not at all, and counts from its day on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clearlane.standards.codes.bringing_in.bad_line import BadFile
from clearlane.standards.codes.bringing_in.bring_in import KEYS, READERS, BroughtIn, bring_in
from clearlane.standards.codes.kinds import KINDS, RECORDS
from clearlane.standards.codes.library import find_records, need_set, use_folder
from tests.standards.codes.bringing_in.test_publishers_files import CARC, CPT, HCPCS, MUE, NPPES, NUBC, ORDER, PTP

FIRST = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of its own for lists that are brought in."""
    use_folder(tmp_path / "codes")
    yield tmp_path / "codes"
    use_folder(None)


def brought(folder: Path, kind: str, text: str, first: date = FIRST) -> BroughtIn:
    """Bring in a text as a publisher's file."""
    file = folder.parent / "file.txt"
    file.write_text(text, "utf-8")
    return bring_in(kind=kind, file=file, into=folder, first=first)


def test_a_list_counts_from_its_first_day(folder: Path) -> None:
    done = brought(folder, "cpt", CPT)
    assert (done.kind, done.first, done.count, done.path) == ("cpt", FIRST, 2, folder / "cpt-2026-01-01.txt")
    assert need_set("cpt").is_valid("99213", on=FIRST)
    assert not need_set("cpt").is_valid("99213", on=date(2025, 12, 31))
    assert need_set("cpt").editions[-1].source == "AMA, file.txt"


def test_the_days_of_a_file_hold_within_those_of_the_list(folder: Path) -> None:
    brought(folder, "hcpcs", HCPCS, date(2025, 1, 1))
    hcpcs = need_set("hcpcs")
    assert [hcpcs.is_valid("J9999", on=day) for day in (date(2025, 12, 31), date(2026, 1, 1))] == [True, False]
    assert hcpcs.is_valid("J1100", on=date(2030, 1, 1))
    assert not hcpcs.is_valid("J1100", on=date(2024, 12, 31))


def test_a_code_that_ended_before_the_list_is_left_out(folder: Path) -> None:
    assert brought(folder, "carc", CARC).count == 1
    assert need_set("carc").is_valid("17", on=date(2009, 7, 1)), "the shipped list still says it"
    assert not need_set("carc").is_valid("17", on=FIRST)


def test_diagnoses_that_are_brought_in_have_headings(folder: Path) -> None:
    brought(folder, "icd10cm", ORDER, date(2027, 4, 1))
    assert need_set("icd10cm").is_valid("A009", on=date(2027, 4, 1))
    assert need_set("icd10cm").is_heading("A00", date(2027, 4, 1))


def test_pairs_are_found_with_their_days_and_indicator(folder: Path) -> None:
    assert brought(folder, "ncci_ptp", PTP).count == 2
    records = find_records("ncci_ptp")
    assert records is not None
    standing = records.find_on("9921336415", date(2026, 6, 1))
    assert standing is not None
    assert standing.says == "1"
    assert records.find_on("9921399214", date(2026, 6, 1)) is None
    assert records.find_on("9921399214", date(2010, 12, 31)) is not None
    assert records.find("3641599213") == ()


def test_limits_and_providers_are_found(folder: Path) -> None:
    brought(folder, "mue", MUE)
    brought(folder, "nppes", NPPES)
    limits, providers = find_records("mue"), find_records("nppes")
    assert limits is not None
    assert providers is not None
    assert [one.says for one in limits.find("J1100")] == ["120 1"]
    assert [bool(providers.find(npi)) for npi in ("1234567893", "1245319599", "1003000126")] == [True, False, True]


def test_the_same_list_brought_in_again_replaces_itself(folder: Path) -> None:
    brought(folder, "condition", NUBC)
    brought(folder, "condition", NUBC.replace("A1,", "B2,"))
    assert [path.name for path in folder.iterdir()] == ["condition-2026-01-01.txt"]
    assert need_set("condition").ever == {"01"}, "B2 ended in 2024"


BROKEN = [
    ("cpt", CPT + "3\t9921\tThree\t\n", 4, "is no code"),
    ("cpt", CPT + "3\t99213\tOnce more\t\n", 4, "99213 stands in line 2, too"),
    ("condition", NUBC + "02,Two,2026-05-01,2026-04-01\n", 4, "ends before it begins"),
    ("condition", NUBC + "A1,Again,2024-12-31,\n", 4, "A1 stands in line 3, too"),
    ("carc", CARC.replace("1,One,01/01/1995,", "1,One,01/01/1995,01/01/2000"), 0, "no code stands on or after"),
    ("nppes", NPPES.partition("\n")[0] + "\n", 0, "holds no code"),
    ("cpt", "", 0, "no line names the columns"),
    ("state", "Code\nNY\n", 0, "comes with this program"),
]


@pytest.mark.parametrize(("kind", "text", "line", "reason"), BROKEN)
def test_nothing_is_stored_of_a_file_with_a_fault(folder: Path, kind: str, text: str, line: int, reason: str) -> None:
    with pytest.raises(BadFile, match=reason) as raised:
        brought(folder, kind, text)
    assert raised.value.line == line
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_list_that_is_here_stays_where_the_new_one_is_wrong(folder: Path) -> None:
    brought(folder, "cpt", CPT)
    before = (folder / "cpt-2026-01-01.txt").read_bytes()
    with pytest.raises(BadFile):
        brought(folder, "cpt", CPT.replace("0042T", "42T"))
    assert (folder / "cpt-2026-01-01.txt").read_bytes() == before
    assert need_set("cpt").is_valid("0042T", on=FIRST)


def test_a_file_that_is_no_text_is_told(folder: Path) -> None:
    file = folder.parent / "list.zip"
    file.write_bytes(b"PK\x03\x04\xff\xfe\x00\x80")
    with pytest.raises(BadFile, match="line 1: the file is no plain text"):
        bring_in(kind="cpt", file=file, into=folder, first=FIRST)


def test_the_texts_of_a_file_may_be_in_any_encoding(folder: Path) -> None:
    file = folder.parent / "list.csv"
    file.write_bytes("Code,Title\n01,Münster\nA1,Émile\n".encode("cp1252"))
    assert bring_in(kind="condition", file=file, into=folder, first=FIRST).count == 2


def test_a_disk_that_fails_while_writing_leaves_nothing_behind(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    brought(folder, "cpt", CPT)
    before = (folder / "cpt-2026-01-01.txt").read_bytes()
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        brought(folder, "cpt", CPT.replace("0042T", "0043T"))
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("cpt-2026-01-01.txt", before)]


def test_every_kind_that_can_be_brought_in_has_its_reader() -> None:
    assert {kind.imports for kind in KINDS.values() if kind.imports} == READERS.keys()
    assert KEYS.keys() == RECORDS
