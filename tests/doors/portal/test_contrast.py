"""The colours of the style sheet, read from it: contrast by WCAG in both themes, and no colour outside the tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

SHEET = Path("clearlane/doors/portal/static/portal/kit.css").read_text(encoding="utf-8")
TOKENS, REST = SHEET.split("@layer base {", 1)
THEMES = ("light", "dark")
TEXT, CONTROL = 4.5, 3.0
Colour = tuple[int, int, int]
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*light-dark\(\s*(#[0-9a-f]{3,6})\s*,\s*(#[0-9a-f]{3,6})\s*\)")
_RAW = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|\b(?:rgb|rgba|hsl|oklch|lab)\(|\b(?:white|black|red|gray|silver)\b")

GROUNDS = ("bg", "surface", "sunken", "hover")
ROLES = ("good", "flow", "warn", "bad", "quiet", "hint")
TEXTS = [(ink, ground) for ink in ("ink", "ink-2", "ink-3", "accent", "accent-deep") for ground in GROUNDS]
TEXTS += [(role, ground) for role in ROLES for ground in (f"{role}-soft", "surface", "bg", "hover")]
TEXTS += [
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("accent-deep", "accent-soft"),
    ("ink", "accent-soft"),
    ("on-hint", "hint-solid"),
    ("on-hint", "hint"),
    ("on-bad", "bad-solid"),
    ("on-toast", "toast"),
    ("toast-link", "toast"),
    ("warn", "stripe"),
    ("ink-2", "good-soft"),
    ("ink", "warn-soft"),
    ("ink", "bad-soft"),
    ("ink", "flow-soft"),
]
SHAPES = [(f"{role}-solid", ground) for role in ROLES for ground in (f"{role}-soft", "surface")]
SHAPES += [("control", "surface"), ("control", "bg"), ("control", "sunken"), ("toast-good", "toast")]
SHAPES += [("focus", ground) for ground in (*GROUNDS, "accent-soft")]


def tokens(theme: str) -> dict[str, Colour]:
    """Name -> colour of every token that is a pair of colours."""
    return {name: _parse(light if theme == "light" else dark) for name, light, dark in _TOKEN.findall(TOKENS)}


def _parse(text: str) -> Colour:
    digits = text[1:] if len(text) == 7 else "".join(each * 2 for each in text[1:])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def luminance(colour: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, contrast ratio: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _too_low(pairs: list[tuple[str, str]], bar: float, theme: str) -> list[str]:
    known = tokens(theme)
    seen = {f"{ink} on {ground}": contrast(known[ink], known[ground]) for ink, ground in pairs}
    return [f"{pair}: {ratio:.2f}" for pair, ratio in seen.items() if ratio < bar]


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_is_read_on_its_ground(theme: str) -> None:
    assert _too_low(TEXTS, TEXT, theme) == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_edge_shape_and_ring_is_seen_on_its_ground(theme: str) -> None:
    assert _too_low(SHAPES, CONTROL, theme) == []


@pytest.mark.parametrize(
    ("pair", "light", "dark"),
    [
        (("ink", "surface"), 16.9, 14.7),
        (("ink-3", "hover"), 5.0, 5.6),
        (("on-accent", "accent"), 7.1, 8.1),
        (("good", "good-soft"), 6.7, 8.2),
        (("control", "surface"), 3.6, 4.4),
        (("on-toast", "toast"), 16.2, 14.5),
    ],
)
def test_contrast_is_what_was_measured_when_the_colours_were_chosen(
    pair: tuple[str, str], light: float, dark: float
) -> None:
    measured = [contrast(tokens(theme)[pair[0]], tokens(theme)[pair[1]]) for theme in THEMES]
    assert measured == pytest.approx([light, dark], abs=0.06)


@given(st.tuples(*[st.integers(0, 255)] * 3), st.tuples(*[st.integers(0, 255)] * 3))
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: Colour, other: Colour) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.000001


def test_every_colour_of_a_token_has_a_light_and_a_dark_one() -> None:
    single = re.findall(r"--[a-z0-9-]+:\s*#[0-9a-f]+", TOKENS)
    assert single == []
    assert re.findall(r"--([a-z0-9-]+):\s*var\(--\1\)", SHEET) == []
    assert tokens("light").keys() == tokens("dark").keys()
    assert len(tokens("light")) > 40


def test_no_rule_outside_the_tokens_names_a_colour_of_its_own() -> None:
    assert [line.strip() for line in REST.splitlines() if _RAW.search(_values(line))] == []


def _values(line: str) -> str:
    """What stands behind the colons: selectors may hold a # of their own."""
    return " ".join(re.findall(r":\s*([^;{}]+)[;}]", line))


def test_every_name_that_a_rule_uses_is_a_token_or_its_own() -> None:
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", SHEET))
    made = set(re.findall(r"--([a-z0-9-]+):", SHEET))
    assert used - made == set()


@pytest.mark.parametrize("probe", ["color: #fff;", "background: rgb(0 0 0);", "border: 1px solid black;"])
def test_a_raw_colour_would_be_found(probe: str) -> None:
    find: Callable[[str], object] = _RAW.search
    assert find(_values(f".x {{ {probe} }}"))
