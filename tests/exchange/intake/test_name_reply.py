"""What a reply is called: both schemes in full, whose scheme counts, and names that no file system minds."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.intake.name_reply import (
    CLEAN,
    COMPATIBLE,
    LONGEST_SUBMITTED,
    Submitted,
    name_reply,
    safe,
    variant,
)

DAY = dt.date(2026, 3, 9)


def submitted(**changes: Any) -> Submitted:
    """A file of an account that has no scheme of its own."""
    values: dict[str, Any] = {"number": 1000000042, "name": "march 1.837", "user": 3, "username": "maple", "scheme": ""}
    return Submitted(**(values | changes))


def named(kind: str, file: Submitted | None, scheme: str, **changes: Any) -> str:
    """The name of a reply of tenant 2 under the number 1000000099."""
    asked: dict[str, Any] = {"tenant": 2, "number": 1000000099, "day": DAY} | changes
    return name_reply(kind=kind, submitted=file, scheme=scheme, **asked)


OF_A_FILE = [
    ("clean", "summary", "20260309-1000000042-march_1.837.summary.txt"),
    ("clean", "999", "20260309-1000000042-march_1.837.999"),
    ("clean", "ta1", "20260309-1000000042-march_1.837.ta1"),
    ("clean", "277ca", "20260309-1000000042-march_1.837.277ca"),
    ("clean", "277", "20260309-1000000042-march_1.837.277ca"),
    ("compatible", "summary", "FS_HCFA_1000000042_IN_C.txt"),
    ("compatible", "999", "1000000042_march_1.837_999.999"),
    ("compatible", "ta1", "1000000042_march_1.837_TA1.ta1"),
    ("compatible", "277ca", "maple_1000000042_HCFA_277ca_20260309.txt"),
    ("compatible", "277", "1000000042_EDI_STATUS_HCFA_20260309.277"),
]


@pytest.mark.parametrize(("scheme", "kind", "name"), OF_A_FILE)
def test_a_reply_to_a_file_has_the_files_number(scheme: str, kind: str, name: str) -> None:
    assert named(kind, submitted(), scheme) == name


OF_NO_FILE = [
    ("clean", "835", "20260309-1000000099-remittance.835"),
    ("clean", "notice", "20260309-1000000099-remittance.notice.txt"),
    ("compatible", "835", "1000000099_ERA_835_5010_20260309.835"),
    ("compatible", "notice", "1000000099_ERA_STATUS_5010_20260309.txt"),
    ("compatible", "277ca", "tenant2_1000000099_HCFA_277ca_20260309.txt"),
]


@pytest.mark.parametrize(("scheme", "kind", "name"), OF_NO_FILE)
def test_a_payment_answers_no_file_and_has_its_own_number(scheme: str, kind: str, name: str) -> None:
    assert named(kind, None, scheme) == name


SCHEMES = [
    ("", "clean", False),
    ("", "compatible", True),
    ("clean", "compatible", False),
    ("clean", "clean", False),
    ("compatible", "clean", True),
    ("compatible", "compatible", True),
    ("", "", False),
]


@pytest.mark.parametrize(("accounts", "tenants", "is_compatible"), SCHEMES)
def test_the_scheme_of_the_account_goes_before_that_of_the_tenant(
    accounts: str, tenants: str, is_compatible: bool
) -> None:
    name = named("summary", submitted(scheme=accounts), tenants)
    assert name.startswith("FS_HCFA") is is_compatible


def test_a_file_over_https_is_named_after_its_tenant() -> None:
    assert named("277ca", submitted(user=None, username=""), "compatible").startswith("tenant2_")


@pytest.mark.parametrize("day", [dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2028, 2, 29)])
def test_clean_names_begin_with_eight_digits_of_the_day(day: dt.date) -> None:
    assert named("999", submitted(), "clean", day=day).partition("-")[0] == day.isoformat().replace("-", "")


def test_no_two_kinds_of_one_file_share_a_name_but_the_two_generations_of_the_277() -> None:
    for scheme, names in (("clean", CLEAN), ("compatible", COMPATIBLE)):
        told = [named(kind, submitted(), scheme) for kind in names if kind != "277"]
        assert len(set(told)) == len(told)


SAFE = [
    ("claims.837", "claims.837"),
    ("a/b/c.837", "c.837"),
    ("/etc/passwd", "passwd"),
    ("../../up.837", "up.837"),
    ("folder/", ""),
    ("", ""),
    ("two words.txt", "two_words.txt"),
    ("c:\\temp\\x.837", "c__temp_x.837"),
    ("a\0b", "a_b"),
    ("tab\there", "tab_here"),
    ("a*b?c", "a_b_c"),
    ("{day}", "_day_"),
    ("-rf", "-rf"),
    ("m\u00e4rz.837", "m\u00e4rz.837"),
    ("\u202egnp.exe", "_gnp.exe"),
]


@pytest.mark.parametrize(("name", "shown"), SAFE)
def test_a_submitted_name_is_letters_digits_and_three_signs(name: str, shown: str) -> None:
    assert safe(name) == shown


@given(st.text(max_size=200))
def test_no_name_leads_out_of_its_folder_or_breaks_a_line(name: str) -> None:
    shown = safe(name)
    assert all(char.isalnum() or char in "._-" for char in shown)
    assert len(shown) <= LONGEST_SUBMITTED
    assert safe(shown) == shown


@given(st.text(max_size=50), st.sampled_from([*CLEAN]), st.sampled_from(["clean", "compatible"]))
def test_whatever_a_file_was_called_its_reply_has_a_name(name: str, kind: str, scheme: str) -> None:
    told = named(kind, submitted(name=name), scheme)
    assert "1000000042" in told
    assert "/" not in told
    assert "{" not in told


VARIANTS = [
    ("a.837", 1, "a.837"),
    ("a.837", 2, "a-2.837"),
    ("a.b.txt", 3, "a.b-3.txt"),
    ("20260309-1-x.summary.txt", 2, "20260309-1-x.summary-2.txt"),
    ("a.837", 11, "a-11.837"),
]


@pytest.mark.parametrize(("name", "n", "shown"), VARIANTS)
def test_a_repeated_name_counts_before_its_extension(name: str, n: int, shown: str) -> None:
    assert variant(name, n) == shown


@given(st.text("ab-2.", max_size=8).map(lambda stem: stem + ".txt"), st.integers(1, 40), st.integers(1, 40))
def test_two_variants_of_a_name_are_never_the_same(name: str, one: int, other: int) -> None:
    assert (variant(name, one) == variant(name, other)) is (one == other)
