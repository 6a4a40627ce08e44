"""`clearlane x12 json`, `from-json` and `schema`, as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.doors.console.x12_actions.put_out import put_out, whole
from clearlane.standards.x12.make_schema import make_schema
from tests.standards.x12.x12_texts import join, lines

CLEAN = join(lines()).replace(b"~", b"~\n") + b"\x1a"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "claims.837"
    path.write_bytes(CLEAN)
    return path


@pytest.mark.parametrize("options", [[], ["--lines"], ["--names"], ["--json", "--names"]])
def test_a_file_goes_to_json_and_comes_back(options: list[str], file: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "claims.json", tmp_path / "again.837"
    assert main(["x12", "json", str(file), "--out", str(there), *options]) == 0
    assert main(["x12", "from-json", str(there), "--out", str(back)]) == 0
    assert back.read_bytes() == CLEAN
    assert sorted(one.name for one in tmp_path.iterdir()) == ["again.837", "claims.837", "claims.json"]


def test_without_a_file_to_write_it_goes_to_standard_output(
    file: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["x12", "json", str(file)]) == 0
    there = tmp_path / "claims.json"
    there.write_bytes(capsysbinary.readouterr().out)
    assert json.loads(there.read_bytes())["mapping"] == 1
    assert main(["x12", "from-json", str(there)]) == 0
    assert capsysbinary.readouterr().out == CLEAN


def test_json_that_cannot_be_x12_is_refused_and_leaves_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, out = tmp_path / "bad.json", tmp_path / "out.837"
    bad.write_text('{"records": [{"record": "unparsed", "text": "abc"}, {"record": "unparsed", "text": 5}]}')
    assert main(["x12", "from-json", str(bad), "--out", str(out)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"clearlane x12 from-json: {bad}: /records/1/text: is no text. ")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["bad.json"]


def test_a_refusal_can_be_read_by_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("[1, 2")
    assert main(["x12", "from-json", "--json", str(bad)]) == 1
    told = json.loads(capsys.readouterr().err)
    assert set(told) == {"file", "problem", "pointer", "reason", "remedy"}
    assert told["pointer"] == "/0/record"


@pytest.mark.parametrize("text", ["", "[]", " [ ]\n", '{"records": []}', '{"mapping": 1, "records": []}'])
def test_json_without_a_record_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, out = tmp_path / "empty.json", tmp_path / "out.837"
    empty.write_text(text)
    for place in ([], ["--out", str(out)]):
        assert main(["x12", "from-json", str(empty), *place]) == 1
        said, err = capsys.readouterr()
        assert (said, err.count(str(empty)), err.count("`clearlane x12 json` writes")) == ("", 1, 1)
    assert not out.exists()


def test_names_that_were_changed_are_refused_unless_they_are_ignored(file: Path, tmp_path: Path) -> None:
    there, back = tmp_path / "claims.json", tmp_path / "again.837"
    assert main(["x12", "json", str(file), "--names", "--out", str(there)]) == 0
    there.write_text(there.read_text().replace('"total_charge": "150"', '"total_charge": "151"'))
    assert main(["x12", "from-json", str(there), "--out", str(back)]) == 1
    assert main(["x12", "from-json", str(there), "--out", str(back), "--ignore-names"]) == 0
    assert back.read_bytes() == CLEAN


@pytest.mark.parametrize("action", ["json", "from-json"])
def test_a_file_that_is_not_there_is_told_in_a_line(
    action: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x12", action, str(tmp_path / "nowhere")]) == 2
    assert "nowhere: No such file or directory" in capsys.readouterr().err
    assert main(["x12", action, str(tmp_path)]) == 2
    assert main(["x12", action, str(tmp_path / "nowhere"), "--out", str(tmp_path / "no" / "x")]) == 2


def test_a_schema_is_shown_as_it_is_made(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "schema", "999"]) == 0
    assert json.loads(capsys.readouterr().out) == make_schema("999")
    assert main(["x12", "schema", "--json", "005010X231A1"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_an_unknown_transaction_is_told_with_those_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "schema", "837Q"]) == 2
    assert "there is no guide '837Q'; there are " in capsys.readouterr().err


def test_a_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with pytest.raises(RuntimeError):
        _break_off(path)
    assert list(tmp_path.iterdir()) == []
    assert put_out(lambda: [b"all ", b"of it"], path, source=path) == 0
    assert path.read_bytes() == b"all of it"


def _break_off(path: Path) -> None:
    with whole(path) as part:
        part.write_bytes(b"half")
        raise RuntimeError
