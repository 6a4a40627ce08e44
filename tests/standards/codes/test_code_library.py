"""The library of lists: shipped ones, ones that were brought in, and what follows what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from clearlane.standards.codes.code_set import Answer
from clearlane.standards.codes.dated_text import write_set
from clearlane.standards.codes.kinds import KINDS, RECORDS
from clearlane.standards.codes.library import (
    DamagedList,
    find_records,
    find_set,
    folder,
    forget,
    imported,
    need_set,
    use_folder,
)
from clearlane.standards.codes.shapes import SHAPES, has_shape
from clearlane.vocabulary.period import Period

SHIPPED = [name for name in KINDS if KINDS[name].shipped]


@pytest.fixture
def brought(tmp_path: Path) -> Iterator[Path]:
    """A folder for lists that are brought in."""
    use_folder(tmp_path)
    yield tmp_path
    use_folder(None)


def put(where: Path, kind: str, first: date, *codes: str, **more: str) -> None:
    """Lay a list into the folder as an import would."""
    covers = Period(first, date.max)
    text = write_set(title=kind, covers=covers, source="invented", days=dict.fromkeys(codes, (covers,)), stem=0, **more)
    (where / f"{kind}-{first.isoformat()}.txt").write_text(text)
    forget()


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_list_is_read_and_its_codes_have_its_shape(name: str) -> None:
    codes = need_set(name)
    assert codes.ever
    assert [code for code in codes.ever if not has_shape(name, code)] == []
    assert codes.name == name
    assert all(edition.source for edition in codes.editions[-1:])


@pytest.mark.parametrize("name", [name for name in KINDS if not KINDS[name].shipped])
def test_a_licensed_list_is_not_here(name: str) -> None:
    assert find_set(name) is None
    assert find_records(name) is None
    with pytest.raises(LookupError, match=f"clearlane codes import {name}"):
        need_set(name)


def test_only_kinds_are_lists_and_every_shape_is_one_of_a_kind() -> None:
    assert find_set("castles") is None
    assert SHAPES.keys() <= KINDS.keys()
    assert {name for name in KINDS if not KINDS[name].shipped and not KINDS[name].imports} == set()


def test_nothing_of_a_licensed_list_lies_in_the_package() -> None:
    editions = Path(__file__).parents[3] / "clearlane/standards/codes/editions"
    assert {path.stem for path in editions.glob("*")} == set(SHIPPED)
    assert sum(path.stat().st_size for path in editions.glob("*")) < 2_000_000


def test_a_list_that_was_brought_in_is_found(brought: Path) -> None:
    put(brought, "cpt", date(2026, 1, 1), "99213")
    cpt = need_set("cpt")
    assert cpt.ask("99213", date(2026, 1, 1)) is Answer.YES
    assert cpt.ask("99214", date(2026, 1, 1)) is Answer.NO
    assert cpt.ask("99213", date(2025, 12, 31)) is Answer.UNKNOWN
    assert [path.name for path in imported("cpt")] == ["cpt-2026-01-01.txt"]


def test_a_later_list_takes_over_on_its_first_day(brought: Path) -> None:
    put(brought, "cpt", date(2026, 1, 1), "99213", "99000")
    put(brought, "cpt", date(2027, 1, 1), "99213", "99999")
    cpt = need_set("cpt")
    assert cpt.covered() == "from 2026-01-01"
    assert [cpt.is_valid("99000", on=day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [True, False]
    assert [cpt.is_valid("99999", on=day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [False, True]
    assert cpt.ever == {"99213", "99000", "99999"}
    assert cpt.days_of("99213") == (Period(date(2026, 1, 1), date.max),)


def test_a_list_that_was_brought_in_goes_on_where_the_shipped_one_ends(brought: Path) -> None:
    put(brought, "icd10cm", date(2027, 4, 1), "I10", "J4590", headings="yes")
    codes = need_set("icd10cm")
    assert codes.is_valid("E119", on=date(2027, 3, 31))
    assert not codes.is_valid("E119", on=date(2027, 4, 1))
    assert codes.is_heading("J459", date(2027, 4, 1))
    assert codes.is_heading("J459", date(2026, 6, 1))
    assert not codes.is_heading("E11", date(2027, 4, 1))
    assert codes.headings(date(2010, 1, 1)) == frozenset()


def test_a_list_may_take_over_in_the_middle_of_the_shipped_one(brought: Path) -> None:
    put(brought, "carc", date(2026, 12, 1), "45", beyond="4[6-9]")
    codes = need_set("carc")
    assert codes.is_valid("1", on=date(2026, 11, 30))
    assert not codes.is_valid("1", on=date(2026, 12, 1))
    assert codes.grows
    assert codes.ask("46", date(2026, 12, 1)) is Answer.NO, "it stood once, so it is not newer"


@pytest.mark.parametrize("kind", ["cpt", "carc"])
def test_a_damaged_list_is_named_with_what_to_do(brought: Path, kind: str) -> None:
    (brought / f"{kind}-2026-01-01.txt").write_text("from: 2026-01-01\n99213\n")
    forget()
    with pytest.raises(DamagedList, match=f"{kind}-2026-01-01.txt is damaged .*bring the list in again"):
        find_set(kind)


@pytest.mark.parametrize("name", ["cpt-2026.txt", "cpt-2026-01-01.txt.part", "mine.txt", ".cpt-2026-01-01.txt"])
def test_other_files_in_the_folder_say_nothing(brought: Path, name: str) -> None:
    (brought / name).write_text("whatever")
    forget()
    assert find_set("cpt") is None


def test_the_folder_is_the_one_chosen_else_that_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use_folder(None)
    monkeypatch.setenv("CLEARLANE_CODES", str(tmp_path / "named"))
    assert folder() == tmp_path / "named"
    use_folder(tmp_path)
    assert folder() == tmp_path
    use_folder(None)
    monkeypatch.delenv("CLEARLANE_CODES")
    assert folder() is None
    assert imported("cpt") == []


def test_records_are_no_lists(brought: Path) -> None:
    assert KINDS.keys() >= RECORDS
    assert [find_set(name) for name in RECORDS] == [None] * len(RECORDS)
