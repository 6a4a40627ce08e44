from __future__ import annotations

import json
from pathlib import Path

import pytest

from clearlane.doors.console.main import main
from clearlane.standards import x12
from tests.standards.x12.overlays.overlay_texts import BY_PI, CLEAN, HEAD, NOTE, NOTE_WANTED, RENDERING, with_ids, write

SHIPPED = [path.stem for path in x12.find_overlays()]
READERS = ["check", "explain", "ack"]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "claims.837").write_bytes(CLEAN)
    write(tmp_path, HEAD + RENDERING)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code and what is printed."""
    code = main(["x12", *words])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def test_the_shipped_ones_are_listed_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capsys, "overlays")
    assert code == 0
    for name in SHIPPED:
        assert f"{name}: " in out
        assert f"\n  {x12.load_overlay(name).source}\n" in out


def test_each_is_a_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capsys, "overlays", "--json")
    told = [json.loads(line) for line in out.splitlines()]
    assert (code, [one["name"] for one in told]) == (0, SHIPPED)
    medicare = told[SHIPPED.index("medicare_part_b_837p")]
    assert medicare["versions"] == ["005010X222A1", "005010X222A2"]
    assert (medicare["guide"], medicare["ids"], medicare["narrows"], medicare["relaxes"]) == ("837p.txt", [], 6, 0)


def test_those_of_a_folder_and_of_files_are_listed_and_proven(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = folder / "more"
    more.mkdir()
    write(more, with_ids("PINE") + BY_PI, name="pine")
    write(more, HEAD + BY_PI.replace("08=PI 09", "08=PI|XV|ZZ 09"), name="wide")
    code, out = asked(capsys, "overlays", "harbor.txt", "more")
    assert code == 1
    assert "harbor: Harbor Mutual, 005010X222A1, all of a file, narrows 1 rows\n" in out
    assert "pine: Harbor Mutual, 005010X222A1, claims to PINE, narrows 1 rows\n" in out
    assert "more/wide.txt:5: the change is laxer" in out
    code, out = asked(capsys, "overlays", "--json", "more/wide.txt")
    assert code == 1
    assert set(json.loads(out)) == {"file", "problem"}


def test_what_is_relaxed_is_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HEAD + NOTE + "+ 1900 NTE  S  2  Claim: note  01=ADD 02\nrelax 2026-11-24 by letter\n", name="lax")
    assert "narrows 0 rows, relaxes 1\n" in asked(capsys, "overlays", "lax.txt")[1]


@pytest.mark.parametrize("given", ["empty", "nowhere/"])
def test_a_place_without_overlays_is_told(given: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "empty").mkdir()
    code = main(["x12", "overlays", given])
    out, err = capsys.readouterr()
    if given == "empty":
        assert (code, out) == (2, "")
        assert err == "clearlane x12: there is no overlay (NAME.txt) in empty\n"
    else:
        assert (code, err) == (1, "")
        assert out == "nowhere: No such file or directory. Name a file that can be read\n"


def test_check_tells_the_demands_and_who_makes_them(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capsys, "check", "claims.837", "--overlay", "harbor.txt")
    assert code == 1
    assert "837 0001 005010X222A1: accepted in form (the 999)" in out
    assert out.count("Rendering provider is missing. Harbor Mutual requires this part here.") == 2
    code, out = asked(capsys, "check", "claims.837", "--overlay", "harbor.txt", "--json")
    (one, _) = json.loads(out)["findings"]
    assert (code, one["rule"], one["level"], one["status"]) == (1, "payer.missing_loop", 7, "A6:481")
    assert one["citation"] == "its companion guide, May 2026 (overlay harbor)"
    assert one["place"]["pointer"].startswith("/records/")
    assert "answer" not in one


def test_many_files_are_shared_with_their_overlays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "other.837").write_bytes(CLEAN)
    code, out = asked(capsys, "check", "claims.837", "other.837", "--jobs", "2", "--overlay", "harbor.txt")
    assert (code, out.count("Harbor Mutual requires")) == (1, 4)


def test_an_overlay_that_is_not_for_the_file_is_told_and_refuses_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capsys, "check", "claims.837", "--overlay", "dc_medicaid_837i")
    assert code == 0
    assert "warning: byte 0: Nothing of this file was judged by the overlay of DC Medicaid" in out
    assert "It is for 005010X223A2 (837i.txt), and the file holds 005010X222A1." in out


def test_explain_shows_each_demand_in_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capsys, "explain", "claims.837", "--overlay", "harbor.txt")
    assert code == 1
    assert "NOT accepted, 2 findings" in out
    assert out.count("ERROR: Rendering provider is missing. Harbor Mutual requires") == 2
    assert asked(capsys, "explain", "claims.837")[0] == 0


def test_ack_sends_the_claims_back_in_the_277ca_alone(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["ack", "claims.837", "--json", "--at", "2026-11-24T10:15"]
    _, plain = asked(capsys, *words)
    code, out = asked(capsys, *words, "--overlay", "harbor.txt")
    before, after = ({one["kind"]: one["content"] for one in json.loads(text)["answers"]} for text in (plain, out))
    assert code == 1
    assert after["999"] == before["999"]
    assert (before["277ca"].count("STC*A6:481"), after["277ca"].count("STC*A6:481")) == (0, 2)


@pytest.mark.parametrize("action", READERS)
def test_several_overlays_may_be_named(action: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder, HEAD + NOTE_WANTED, name="noted")
    code, out = asked(capsys, action, "claims.837", "--overlay", "harbor.txt", "--overlay", "noted.txt")
    assert code == 1
    assert out.count("note is missing") == (0 if action == "ack" else 3)


REFUSED = {
    "no such name": ("medicare", "medicare: there is no such overlay. Name one of colorado_medicaid_837p"),
    "no such file": ("./none.txt", "none.txt: No such file or directory. Name a file that can be read"),
    "a folder": (".", ".: it is a folder. Name one overlay of it"),
    "empty": ("empty.txt", "empty.txt:1: it is empty. An overlay begins with: overlay"),
    "wider": ("wide.txt", "wide.txt:5: the change is laxer (08 takes ZZ besides) and has no `relax` line"),
    "no such row": ("gone.txt", "gone.txt:5: the row to change does not stand in 2010BC"),
    "no such version": ("late.txt", "late.txt: no guide is 005010X299 on 837p.txt. There are 005010X222A1 on 837p.txt"),
}
TEXTS = {
    "empty": "",
    "wide": HEAD + BY_PI.replace("08=PI 09", "08=PI|XV|ZZ 09"),
    "gone": HEAD + BY_PI.replace("2010BB", "2010BC"),
    "late": HEAD.replace("X222A1", "X299") + BY_PI,
}


@pytest.mark.parametrize("action", READERS)
@pytest.mark.parametrize("what", REFUSED)
def test_one_that_is_refused_ends_the_command_before_a_file_is_read(
    what: str, action: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in TEXTS.items():
        write(folder, text, name=name)
    given, said = REFUSED[what]
    assert main(["x12", action, "claims.837", "--overlay", given]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"clearlane x12: {said}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("action", READERS)
def test_two_that_contradict_each_other_are_refused(
    action: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder, HEAD + NOTE_WANTED, name="wants")
    write(folder, HEAD + NOTE, name="refuses")
    assert main(["x12", action, "claims.837", "--overlay", "wants.txt", "--overlay", "refuses.txt"]) == 2
    said = (
        "wants.txt:5 and refuses.txt:5: they contradict each other: NTE is required by one and not taken by the other"
    )
    assert said in capsys.readouterr().err
