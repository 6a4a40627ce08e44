from __future__ import annotations

from pathlib import Path

import pytest

from clearlane.standards.x12.guide import GuideError
from clearlane.standards.x12.read_dictionary import read_dictionary
from clearlane.standards.x12.read_kinds import KINDS, kind_of, read_kinds


@pytest.mark.parametrize(
    ("segment", "element", "before", "kind"),
    [
        ("NM1", "1035", "1", "name"),
        ("DMG", "1251", "D8", "birth"),
        ("DTP", "1251", "RD8", "period"),
        ("DTP", "1251", "TM", "clock"),
        ("DTP", "1251", "", "period"),
        ("PER", "364", "EM", "email"),
        ("PER", "364", "TE", "phone"),
        ("MOA", "127", "", ":rarc"),
        ("REF", "127", "PXC", ":taxonomy"),
        ("REF", "127", "EI", ""),
        ("BPR", "507", "01", "routing"),
        ("NTE", "352", "ADD", "blank"),
        ("HI", "782", "BE:A0::", "area"),
        ("HI", "782", "BE:61:D8:20261110", "area"),
        ("HI", "782", "BE:80::", ""),
        ("HI", "782", "BG:A0::", ""),
        ("HI", "1271", "BE", ":value_code"),
        ("ZZZ", "", "", ""),
    ],
)
def test_the_first_line_that_fits_counts(segment: str, element: str, before: str, kind: str) -> None:
    assert kind_of(segment, element, before) == kind


def test_every_line_speaks_of_what_is_there() -> None:
    dictionary = read_dictionary()
    assert {"785", "933"} & set(read_kinds())
    for element, rows in read_kinds().items():
        assert element in dictionary.elements or element in {"1223", "443", "933"}, element
        assert {row.segment for row in rows} <= {"*", *dictionary.segments}
        assert all(row.kind in KINDS or row.kind.startswith(":") for row in rows)


def test_no_line_stands_behind_one_that_takes_all() -> None:
    for element, rows in read_kinds().items():
        takes_all = [row.segment == "*" and "*" in row.befores for row in rows]
        assert not any(takes_all[:-1]), element


@pytest.mark.parametrize(
    "line", ["* | 93 | *", "* | 93 | * | nonsense", "* | | * | id", "* | 93 | * | :pos id", "* 93 * id"]
)
def test_a_line_that_cannot_be_read_is_refused(line: str, tmp_path: Path) -> None:
    file = tmp_path / "anonymise.txt"
    file.write_text(f"# head\n{line}\n", "ascii")
    with pytest.raises(GuideError, match=r"anonymise\.txt:2"):
        read_kinds(file)
