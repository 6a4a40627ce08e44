"""`clearlane x12 table`, as it is typed: CSV and Parquet, row group after row group."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.problem import Problem
from clearlane.doors.console.x12_actions.write_tables import ALWAYS, Tables, arrow_schema
from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, join, lines

SUBMITTED, PAID = join(lines()), join(lines(PAYMENT))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.837").write_bytes(SUBMITTED)
    (inbox / "b.835").write_bytes(PAID)
    (inbox / "c.txt").write_bytes(b"Dear Sirs")
    return tmp_path


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def test_a_folder_becomes_tables_in_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "out"
    assert main(["x12", "table", str(folder / "in"), "--format", "csv", "--out", str(out)]) == 2
    assert names(out) == ["adjustments.csv", "claims.csv", "lines.csv"]
    first, *_, last = read_csv(out / "claims.csv")
    assert (first["total_charge"], first["diagnoses"], first["subscriber_birth_date"]) == (
        "150", "E119|I10", "1980-02-29",
    )  # fmt: skip
    assert (last["file"], last["paid_amount"], last["patient_paid_amount"]) == (str(folder / "in" / "b.835"), "120", "")
    assert "claims: 4 rows in" in capsys.readouterr().out


def test_a_folder_becomes_tables_in_parquet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    out = folder / "out"
    assert main(["x12", "table", "--json", str(folder / "in"), "--out", str(out)]) == 2
    *files, told = map(json.loads, capsys.readouterr().out.splitlines())
    assert [(Path(one["file"]).name, one["rows"]) for one in files] == [("a.837", 7), ("b.835", 5), ("c.txt", 0)]
    assert {table: one["rows"] for table, one in told["tables"].items()} == {"claims": 4, "lines": 6, "adjustments": 2}
    assert list(told["problems"]) == [str(folder / "in" / "c.txt")]
    for table in ALWAYS:
        read = parquet.read_table(out / f"{table}.parquet")
        assert read.schema.equals(arrow_schema(table))
        assert read.num_rows == told["tables"][table]["rows"]
    rows = parquet.read_table(out / "claims.parquet").to_pylist()
    assert (rows[0]["total_charge"], rows[0]["subscriber_birth_date"]) == (Decimal(150), date(1980, 2, 29))
    assert rows[0]["diagnoses"] == ["E119", "I10"]


def test_other_sets_have_a_table_of_segments(folder: Path) -> None:
    (folder / "old.837").write_bytes(SUBMITTED.replace(b"005010X222A1", b"004010X098A1"))
    assert main(["x12", "table", str(folder / "old.837"), "--format", "csv", "--out", str(folder)]) == 0
    found = read_csv(folder / "segments.csv")
    assert len(found) == 48
    assert found[3]["elements"] == "IC|EDI DESK|TE|8005550100"


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_there(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [str(folder / "nowhere"), str(folder / "in" / "a.837")]
    assert main(["x12", "table", *files, "--format", "csv", "--out", str(folder)]) == 2
    assert "nowhere: No such file or directory" in capsys.readouterr().out
    assert len(read_csv(folder / "claims.csv")) == 3


@pytest.mark.parametrize("given", ["nowhere", "empty"])
def test_nothing_that_was_read_leaves_nothing(given: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    out = folder / "out"
    assert main(["x12", "table", str(folder / given), "--format", "csv", "--out", str(out)]) == 2
    assert capsys.readouterr().err.startswith("clearlane x12: ")
    assert not out.exists() or names(out) == []


def test_a_folder_that_cannot_be_made_is_told_in_a_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "in" / "a.837"
    assert main(["x12", "table", str(folder / "in"), "--format", "csv", "--out", str(out)]) == 2
    assert "a.837: File exists" in capsys.readouterr().err


def test_parquet_without_its_package_says_how_to_get_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    out = folder / "out"
    assert main(["x12", "table", str(folder / "in"), "--out", str(out)]) == 2
    assert "pip install 'clearlane[tables]'; --format csv needs nothing" in capsys.readouterr().err
    assert names(out) == []


def many(claims: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """The rows of so many claims, made one by one."""
    head, claim = (
        SUBMITTED[: SUBMITTED.index(b"CLM*A1")],
        SUBMITTED[SUBMITTED.index(b"CLM*A1") : SUBMITTED.index(b"HL*3")],
    )
    return x12.tabulate((head if n == 0 else claim for n in range(claims + 1)), file="f")


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_rows_are_written_group_by_group_and_not_held(format: str, tmp_path: Path) -> None:
    if format == "parquet":
        pytest.importorskip("pyarrow")
    most = 0
    with Tables(tmp_path, format=format, rows_at_once=100) as tables:
        for table, row in many(450):
            tables.put(table, row)
            most = max(most, *map(len, tables._held.values()))
        assert most == 99
        assert tables.rows == {"claims": 400, "lines": 900, "adjustments": 0}
        assert names(tmp_path) == sorted(f"{table}.{format}.part" for table in ALWAYS)
    assert (tables.rows["claims"], tables.rows["lines"]) == (450, 900)
    assert names(tmp_path) == sorted(f"{table}.{format}" for table in ALWAYS)


def test_a_parquet_file_has_a_row_group_for_each_writing(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with Tables(tmp_path, format="parquet", rows_at_once=100) as tables:
        for table, row in many(450):
            tables.put(table, row)
    data = parquet.ParquetFile(tmp_path / "claims.parquet").metadata
    assert [data.row_group(n).num_rows for n in range(data.num_row_groups)] == [100, 100, 100, 100, 50]


def test_rows_that_are_large_are_written_sooner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clearlane.doors.console.x12_actions.write_tables.LARGEST", 1000)
    with Tables(tmp_path, format="csv") as tables:
        tables.put("segments", {"id": "NTE", "elements": ["x" * 600]})
        assert tables.rows["segments"] == 0
        tables.put("segments", {"id": "NTE", "elements": ["x" * 600]})
        assert tables.rows["segments"] == 2


def test_a_run_that_breaks_off_leaves_no_table(tmp_path: Path) -> None:
    with pytest.raises(Problem):
        _break_off(tmp_path)
    assert names(tmp_path) == []


def _break_off(folder: Path) -> None:
    with Tables(folder, format="csv", rows_at_once=1) as tables:
        for table, row in many(3):
            tables.put(table, row)
        raise Problem("the plug was pulled")


def test_several_processes_make_the_same_tables(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for jobs in ("1", "2"):
        words = [str(folder / "in"), str(folder / "nowhere"), "--format", "csv", "--jobs", jobs]
        assert main(["x12", "table", *words, "--out", str(folder / jobs)]) == 2
    for name in names(folder / "1"):
        assert (folder / "1" / name).read_bytes() == (folder / "2" / name).read_bytes()


BAD = {
    "gzip": (gzip.compress(SUBMITTED), "compressed (gzip)"),
    "UTF-16": (SUBMITTED.decode().encode("utf-16"), "UTF-16"),
    "nothing": (b"", "the file is empty"),
    "a broken header": (SUBMITTED[:60], "The ISA segment cannot be read"),
}


@pytest.mark.parametrize("as_json", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize(("content", "said"), BAD.values(), ids=BAD.keys())
def test_a_file_that_cannot_be_used_is_named_with_what_it_is(
    content: bytes, said: str, as_json: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad.837").write_bytes(content)
    (tmp_path / "good.837").write_bytes(SUBMITTED)
    words = [str(tmp_path / "bad.837"), "--format", "csv", "--out", str(tmp_path / "out"), *as_json]
    assert main(["x12", "table", *words]) == 2
    alone = "".join(capsys.readouterr())
    assert alone.count("bad.837") == 1
    assert names(tmp_path / "out") == []
    assert main(["x12", "table", str(tmp_path / "good.837"), *words]) == 2
    assert len(read_csv(tmp_path / "out" / "claims.csv")) == 3
    for told in (alone, capsys.readouterr().out):
        assert said in told
        assert "bad.837" in told


CUT = {
    "in a set": (SUBMITTED[: SUBMITTED.index(b"SV1*HC:99212")], "after segment LX"),
    "before its end": (SUBMITTED[: SUBMITTED.index(b"IEA*")], "after segment GE"),
    "in another": (SUBMITTED[: SUBMITTED.index(b"GE*")] + SUBMITTED, "after segment SE"),
    "with more behind": (SUBMITTED + b"and more", "8 bytes stand outside any interchange"),
}


@pytest.mark.parametrize(("content", "said"), CUT.values(), ids=CUT.keys())
def test_of_a_file_that_is_not_whole_the_rows_are_written_and_it_is_told(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cut.837").write_bytes(content)
    assert main(["x12", "table", str(tmp_path / "cut.837"), "--format", "csv", "--out", str(tmp_path)]) == 1
    assert read_csv(tmp_path / "claims.csv")
    assert said in capsys.readouterr().out


def test_an_indented_envelope_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    isa, *others = lines()
    (tmp_path / "in.837").write_bytes(join([isa, *(f"  {one}" for one in others)], end="~\n"))
    assert main(["x12", "table", str(tmp_path / "in.837"), "--format", "csv", "--out", str(tmp_path)]) == 1
    assert "Blanks stand before segment GS" in capsys.readouterr().out


def test_a_last_terminator_that_is_missing_is_no_loss(tmp_path: Path) -> None:
    (tmp_path / "good.837").write_bytes(SUBMITTED.rstrip(b"~") + b"\n")
    assert main(["x12", "table", str(tmp_path / "good.837"), "--format", "csv", "--out", str(tmp_path)]) == 0
