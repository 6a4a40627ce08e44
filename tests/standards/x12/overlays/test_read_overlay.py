from __future__ import annotations

import pytest

from clearlane.standards import x12
from tests.standards.x12.overlays.overlay_texts import BY_PI, CUR, HEAD, RENDERING, overlay

FIRST, PAYER, SOURCE = HEAD.splitlines(keepends=True)


def test_the_header_says_for_what_and_by_whom() -> None:
    one = overlay(BY_PI, head=HEAD.replace("005010X222A1", "005010X222A1|005010X222A2") + "ids HARBOR, HARBOR2\n")
    assert (one.name, one.file, one.guide) == ("harbor", "harbor.txt", "837p.txt")
    assert one.versions == ("005010X222A1", "005010X222A2")
    assert (one.payer, one.source) == ("Harbor Mutual", "its companion guide, May 2026")
    assert one.ids == {"HARBOR", "HARBOR2"}
    assert overlay(BY_PI).ids == frozenset()


def test_comments_and_the_order_of_the_header_do_not_matter() -> None:
    one = overlay(BY_PI, head=f"# what they want\n\n{FIRST}{SOURCE}{PAYER}# and why\n")
    assert (one.payer, one.source) == ("Harbor Mutual", "its companion guide, May 2026")
    assert [change.line for change in one.changes] == [8]


def test_each_change_knows_its_line_its_loop_and_its_kind() -> None:
    added = "in 2300\n+ 1850 K3  S  10  More  01\nrelax 2026-11-24 a letter of May 2026\n"
    one = overlay(f"in 2000A\n{CUR}{RENDERING}{added}")
    assert [(change.line, change.path, change.relaxes) for change in one.changes] == [
        (5, ("2000A",), False),
        (7, ("2300",), False),
        (10, ("2300",), True),
    ]
    assert len(one.narrowings) == 2
    assert len(one.relaxations) == 1
    (dropped, *_) = one.narrowings
    assert dropped.new is None


REFUSED = {
    "nothing": ("", "harbor.txt:1: it is empty. An overlay begins with: overlay 005010X222A1  on 837p.txt"),
    "comments alone": ("# to do\n\n", "harbor.txt:1: it is empty."),
    "another text": ("Dear Sirs\n", "harbor.txt:1: its first line is that of no overlay. An overlay begins with:"),
    "a guide": ("\nguide 005010X222A1  Claims\n", "harbor.txt:2: it begins with 'guide 005010X222A1"),
    "no payer": (f"{FIRST}{SOURCE}{BY_PI}", "harbor.txt:2: the header has no line `payer`. Write beneath it: payer"),
    "no source": (f"{FIRST}{PAYER}{BY_PI}", "harbor.txt:2: the header has no line `source`. Write beneath it: source"),
    "an empty source": (f"{FIRST}{PAYER}source\n{BY_PI}", "harbor.txt:3: the line `source` says nothing."),
    "two payers": (f"{HEAD}{PAYER}{BY_PI}", "harbor.txt:4: the line `payer` stands there twice. Write it once"),
    "no change": (HEAD, "harbor.txt:3: it changes no row. Name a loop (in 2010BB)"),
    "a loop alone": (f"{HEAD}in 2300\n", "harbor.txt:4: it changes no row."),
    "a tab": (f"{HEAD}\tin 2300\n", "harbor.txt:4: the indent is two blanks a level"),
    "no sign": (f"{HEAD}in 2300\n0100 CUR\n", "harbor.txt:5: `in`, `-`, `+` or `relax` was expected"),
    "no row": (f"{HEAD}in 2300\n- whatever\n", "harbor.txt:5: a row was expected: whatever"),
    "elements that fall": (f"{HEAD}in 2300\n- 0100 CUR  S  1  It  02 01\n", "harbor.txt:5: elements do not rise"),
    "a relax without a date": (f"{HEAD}in 2300\n{CUR}relax soon\n", "harbor.txt:5: relax needs a date and a reason"),
    "a row that stays": (
        f"{HEAD}in 2000A\n{CUR}{CUR.replace('- ', '+ ')}",
        "harbor.txt:5: the lines `-` and `+` say the same",
    ),
    "a loop that stays": (
        f"{HEAD}in 2300\n- 2310B  S  1  It\n+ 2310B  S  1  It\n",
        "harbor.txt:5: the lines `-` and `+` say the same; change what is to be narrowed, or leave both out",
    ),
    "an added row": (f"{HEAD}in 2300\n+ 1850 K3  S  1  It  01\n", "harbor.txt:5: the change is laxer"),
    "an added loop": (
        f"{HEAD}in 2300\n+ 2310G  S  1  It\nrelax 2026-11-24 wanted\n",
        "harbor.txt:5: a loop cannot be added",
    ),
    "a row for a loop": (
        f"{HEAD}in 2300\n- 2310B  S  1  It\n+ 1850 K3  S  1  It  01\nrelax 2026-11-24 wanted\n",
        "harbor.txt:5: the row K3 cannot take the place of the loop 2310B",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_with_its_place_and_a_remedy(what: str) -> None:
    text, said = REFUSED[what]
    with pytest.raises(x12.OverlayRefused) as refused:
        overlay(text, head="")
    assert str(refused.value).startswith(said)


def test_a_change_that_asks_for_less_says_how_to_go_on() -> None:
    wider = BY_PI.replace("08=PI 09", "08=PI|XV|ZZ 09")
    with pytest.raises(x12.OverlayRefused, match=r"harbor.txt:5: the change is laxer .* `relax` line; narrow it, or"):
        overlay(wider)
    assert overlay(wider + "relax 2026-11-24 by letter of May 2026\n").relaxations
