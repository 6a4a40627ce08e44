from __future__ import annotations

import json
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.standards import x12
from tests.standards.x12.x12_texts import changed, join, lines

CLEAN = join(lines())
DEAD = CLEAN.replace(b"CLM*A2*80", b"CLM*A2*8O")
REFUSED = CLEAN.replace(b"IEA*1*000000101", b"IEA*1*000000102")
MANY = changed("LX*1", "\n".join(["LX*1", *["SV1*HC:99213*1OO*UN*1***1", "DTP*472*D8*20261110", "LX*1"] * 1100]))
CUT = "lists 1,000 of 1,101 segments with faults in set 0001 of group 101"
AT = ("--at", "2026-11-24T10:15")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    contents = {"clean": CLEAN, "dead": DEAD, "refused": REFUSED, "text": b"Dear Sirs"}
    for name, content in contents.items():
        (tmp_path / f"{name}.837").write_bytes(content)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "code", "kinds"),
    [
        ("clean", 0, ["999", "277ca"]),
        ("dead", 1, ["999", "277ca"]),
        ("refused", 1, ["ta1"]),
        ("text", 2, []),
        ("nowhere", 2, []),
    ],
)
def test_each_file_gets_the_answers_that_are_due(
    name: str, code: int, kinds: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x12", "ack", "--json", str(folder / f"{name}.837")]) == code
    told = json.loads(capsys.readouterr().out)
    assert [one["kind"] for one in told["answers"]] == kinds
    for one in told["answers"]:
        assert x12.report([one["content"].encode("latin-1")]).accepted
        assert one["interchange"] == "000000101"
    assert ("problem" in told) == (name in ("nowhere", "text"))


def test_only_what_is_asked_for_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "ack", "--json", "--kind", "277CA", str(folder / "clean.837")]) == 0
    assert [one["kind"] for one in json.loads(capsys.readouterr().out)["answers"]] == ["277ca"]


def test_answers_are_written_out_as_they_are(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["x12", "ack", *AT, "--control", "5", str(folder / "dead.837")]) == 1
    out = capsysbinary.readouterr().out
    assert [one.control for one in x12.report([out]).interchanges] == ["000000005", "000000006"]
    assert out.count(b"*261124*1015*") == 2


def test_each_answer_can_go_to_a_file_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = folder / "answers"
    files = [str(folder / f"{name}.837") for name in ("clean", "refused")]
    assert main(["x12", "ack", *AT, "--out", str(out), *files]) == 1
    names = sorted(path.name for path in out.iterdir())
    assert names == ["clean.000000001.999", "clean.000000002.277ca", "refused.000000003.ta1"]
    assert names[0] in capsys.readouterr().out
    assert all(x12.report([path.read_bytes()]).accepted for path in out.iterdir())


@pytest.mark.parametrize(
    "wrong", [("--kind", "998"), ("--kind", ""), ("--at", "noon"), ("--control", "0"), ("--control", "100000000")]
)
def test_an_option_that_cannot_be_read_is_wrong_use(
    wrong: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x12", "ack", *wrong, str(folder / "clean.837")]) == 2
    assert wrong[0] in capsys.readouterr().err


def test_answers_lie_under_the_paths_of_their_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("monday", "tuesday"):
        (folder / "in" / name).mkdir(parents=True)
        (folder / "in" / name / "claims.837").write_bytes(CLEAN)
    out = folder / "answers"
    assert main(["x12", "ack", "--json", "--kind", "999", "--out", str(out), str(folder / "in")]) == 0
    told = [json.loads(line)["answers"][0] for line in capsys.readouterr().out.splitlines()]
    assert [one["file"] for one in told] == ["monday/claims.000000001.999", "tuesday/claims.000000002.999"]
    assert all((out / one["file"]).is_file() for one in told)


def test_answers_are_numbered_without_a_gap(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(folder / f"{name}.837") for name in ("clean", "refused", "dead")]
    assert main(["x12", "ack", "--json", "--control", "7", *files]) == 1
    told = [json.loads(line)["answers"] for line in capsys.readouterr().out.splitlines()]
    assert [int(one["control"]) for answers in told for one in answers] == [7, 8, 9, 10, 11]


def test_what_a_999_lists_not_is_told_beside_it(folder: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    (folder / "many.837").write_bytes(MANY)
    assert main(["x12", "ack", *AT, "--kind", "999", str(folder / "many.837")]) == 1
    told = capsysbinary.readouterr()
    assert x12.report([told.out]).accepted
    assert told.err.decode().count(f"the 999 000000001 {CUT}") == 1


def test_what_a_999_lists_not_is_told_with_the_names_of_the_answers(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "many.837").write_bytes(MANY)
    assert main(["x12", "ack", *AT, "--out", str(folder / "answers"), str(folder / "many.837")]) == 1
    assert CUT in capsys.readouterr().out


def test_what_a_999_lists_not_stands_in_its_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "many.837").write_bytes(MANY)
    assert main(["x12", "ack", "--json", str(folder / "many.837"), str(folder / "dead.837")]) == 1
    many, dead = (json.loads(line)["answers"] for line in capsys.readouterr().out.splitlines())
    cuts = {one["kind"]: one.get("cut") for one in many}
    assert cuts["999"] == [{"group": "101", "set": "0001", "listed": 1000, "found": 1101}]
    assert cuts.get("277ca") is None
    assert not [one for one in dead if "cut" in one]


def test_a_sender_may_want_it_strictly(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = folder / "broken.837"
    file.write_bytes(join(lines()).replace(b"CLM*A2*80", b"CLM*A2*8O"))
    for more, verdict, kinds in (([], "IK5*E", ["999", "277ca"]), (["--strict"], "IK5*R", ["999"])):
        assert main(["x12", "ack", str(file), "--json", *more]) == 1
        answers = json.loads(capsys.readouterr().out)["answers"]
        assert [one["kind"] for one in answers] == kinds
        assert verdict in answers[0]["content"]
