from __future__ import annotations

import json
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.standards import x12
from tests.standards.x12.x12_texts import PAYMENT, join, lines


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    contents = {
        "in/claims.837": join(lines()),
        "in/paid.835": join(lines(PAYMENT)),
        "other/claims.837": join(lines()),
        "letter": b"Dear Sirs",
        "secret.key": b"thirty-two bytes of a good secret",
        "short.key": b"short",
    }
    for name, content in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("key", [("--key", "secret.key"), ("--seed", "7")])
def test_a_folder_is_written_anew(key: tuple[str, str], folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["x12", "anonymise", "--json", "in", *key, "--out", "out"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["file"], one["out"]) for one in told] == [
        ("in/claims.837", "out/claims.837"),
        ("in/paid.835", "out/paid.835"),
    ]
    for one in told:
        content = Path(one["out"]).read_bytes()
        assert len(content) == one["bytes"]
        assert x12.report([content]).accepted
        assert b"OAK" not in content


def test_the_same_key_gives_the_same_file(folder: Path) -> None:
    for out, key in (("one", "7"), ("two", "7"), ("three", "8")):
        assert main(["x12", "anonymise", "in/claims.837", "--seed", key, "--out", out]) == 0
    one, two, three = (Path(out, "claims.837").read_bytes() for out in ("one", "two", "three"))
    assert one == two != three


def test_a_file_without_an_interchange_is_said_and_not_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x12", "anonymise", "letter", "in", "--seed", "7", "--out", "out"]) == 1
    told = capsys.readouterr().out
    assert "letter: No interchange header (ISA) was found" in told
    assert Path("letter").read_text()[:4] not in told
    assert sorted(path.name for path in Path("out").iterdir()) == ["claims.837", "paid.835"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["in", "--key", "nowhere.key", "--out", "out"], "head -c 32 /dev/urandom"),
        (["in", "--key", "short.key", "--out", "out"], "16 secret bytes"),
        (["in", "--seed", "7", "--out", "in"], "written over"),
        (["in", "other", "--seed", "7", "--out", "out"], "in/claims.837 and other/claims.837 would"),
        (["in", "--seed", "7", "--out", "letter"], "letter: File exists"),
        (["in", "--seed", "7", "--out", "out", "--jobs", "0"], "--jobs"),
    ],
)
def test_what_cannot_be_done_is_wrong_use(
    words: list[str], said: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x12", "anonymise", *words]) == 2
    assert said in capsys.readouterr().err
    assert x12.report([Path("in/claims.837").read_bytes()]).accepted


@pytest.mark.parametrize("words", [[], ["--key", "secret.key", "--seed", "7"]])
def test_one_key_is_asked_for(words: list[str], folder: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["x12", "anonymise", "in", *words, "--out", "out"])
    assert ended.value.code == 2


def test_a_file_that_cannot_be_read_does_not_keep_the_others_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["x12", "anonymise", "nowhere", "letter", "in", "--seed", "7", "--out", "out", "--json"]) == 2
    told = {one["file"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told["nowhere"] == {"file": "nowhere", "problem": "No such file or directory"}
    assert told["letter"]["problem"].startswith("No interchange header")
    assert sorted(path.name for path in Path("out").iterdir()) == ["claims.837", "paid.835"]


def test_a_folder_keeps_its_shape_and_two_processes_write_the_same(folder: Path) -> None:
    Path("in/deep").mkdir()
    Path("in/deep/claims.837").write_bytes(join(lines()))
    for jobs in ("1", "2"):
        assert main(["x12", "anonymise", "in", "--key", "secret.key", "--jobs", jobs, "--out", f"out{jobs}"]) == 0
    one, two = (
        {path.relative_to(out).as_posix(): path.read_bytes() for path in Path(out).rglob("*.83?")}
        for out in ("out1", "out2")
    )
    assert set(one) == {"claims.837", "paid.835", "deep/claims.837"}
    assert one == two
    assert one["claims.837"] == one["deep/claims.837"]
