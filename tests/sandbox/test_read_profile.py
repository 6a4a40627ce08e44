from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

import clearlane_sandbox
from clearlane_sandbox.profile import SWITCHES, Answer, Condition, Rule, Status, Switch
from clearlane_sandbox.read_profile import (
    ProfileIsUnreadable,
    read_cents,
    read_duration,
    read_profile,
    read_profiles,
)

SHIPPED = Path(clearlane_sandbox.__file__).with_name("profiles")
WHO = "payer P1\nname PAYER ONE\ntax_id 123456789\nlogin one secret\n"


def test_read_profile_knows_who_the_payer_is() -> None:
    profile = read_profile(WHO + "address 1 A ST | DAYTON | OH | 45402\nkey ssh-ed25519 AAAA x")
    assert (profile.payer, profile.name, profile.tax_id) == ("P1", "PAYER ONE", "123456789")
    assert (profile.user, profile.password, profile.keys) == ("one", "secret", ("ssh-ed25519 AAAA x",))
    assert (profile.street, profile.city, profile.state, profile.zip) == ("1 A ST", "DAYTON", "OH", "45402")


def test_read_profile_takes_answers_in_order() -> None:
    profile = read_profile(WHO + "answer ta1 when asked\nanswer 277ca A1:19:PR after 2d\nanswer 835 after 250ms")
    assert profile.answers == (
        Answer("ta1", timedelta(), asked_only=True),
        Answer("277ca", timedelta(days=2), Status("A1", "19", "PR")),
        Answer("835", timedelta(milliseconds=250)),
    )


def test_read_profile_takes_terms_in_whole_cents() -> None:
    terms = read_profile(
        WHO + "pay contract 80% copay 15.5\npay deductible 40.00 share 25%\nadjust L6 -1.25 every 2"
    ).terms
    assert (terms.contract, terms.copay, terms.deductible, terms.deductible_share) == (80, 1550, 4000, 25)
    assert (terms.plb_code, terms.plb_cents, terms.plb_every) == ("L6", -125, 2)


def test_read_profile_takes_rules_with_conditions() -> None:
    profile = read_profile(WHO + "deny CO:50 place=02,10 charge>500.00\nreject A7:500:85 number~X")
    place, charge = Condition("place", "=", ("02", "10")), Condition("charge", ">", ("50000",))
    assert profile.denials == (Rule("CO:50", (place, charge)),)
    assert profile.rejections == (Rule("A7:500:85", (Condition("number", "~", ("X",)),)),)


def test_read_profile_takes_switches_by_batch() -> None:
    profile = read_profile(WHO + "switch twice\nswitch swallow every 3\nswitch no_trace on 1,4")
    assert profile.switches == (Switch("twice"), Switch("swallow", every=3), Switch("no_trace", on=frozenset({1, 4})))
    assert [batch for batch in range(1, 8) if profile.does("swallow", batch)] == [3, 6]
    assert [batch for batch in range(1, 8) if profile.does("no_trace", batch)] == [1, 4]
    assert not profile.does("unbalanced", 1)


def test_read_profile_leaves_out_remarks() -> None:
    assert read_profile(f"# head\n{WHO}\n\ncollect keep 5m # a remark").keep == timedelta(minutes=5)


@pytest.mark.parametrize(
    "line",
    [
        "switch nonsense", "switch twice now", "answer 270 after 1s", "answer 999 in 1s", "answer 277ca XX after 1s",
        "answer 999 after soon", "pay contract 80", "pay tithe 10%", "pay contract", "deny XX:45",
        "deny CO:45 moon=full",
        "reject A2:20", "colour blue", "tier royal", "collect 5s", "collect for 5s", "bench perhaps",
        "adjust WO 1.255 every 2",
        "adjust WO 1.25 each 2", "address nowhere", "deny CO:45 share=lots", "pay lines maybe",
    ],
)  # fmt: skip
def test_read_profile_refuses_what_no_payer_does(line: str) -> None:
    with pytest.raises(ProfileIsUnreadable, match="line 5"):
        read_profile(WHO + line)


def test_read_profile_refuses_a_payer_without_a_name() -> None:
    with pytest.raises(ProfileIsUnreadable, match="name"):
        read_profile("payer P1\ntax_id 1\nlogin one secret")


def test_read_duration_and_cents_are_exact() -> None:
    assert read_duration("90s") == timedelta(seconds=90)
    assert [read_cents(text) for text in ("1", "1.5", "1.05", "-0.01")] == [100, 150, 105, -1]


def test_read_profiles_reads_the_shipped_payers() -> None:
    profiles = {profile.user: profile for profile in read_profiles(SHIPPED)}
    assert sorted(profiles) == ["granite", "harbor", "meadow", "practice", "sunrise"]
    assert [user for user, profile in profiles.items() if profile.tier == "practice"] == ["practice"]
    assert profiles["harbor"].denials
    assert profiles["granite"].rejections
    assert profiles["meadow"].does("twice", 1)


def test_read_profiles_reads_six_payers_for_the_bench() -> None:
    profiles = read_profiles(SHIPPED / "bench")
    assert len(profiles) == 6
    assert all(profile.bench for profile in profiles)


def test_read_profiles_refuses_two_payers_with_one_user(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(WHO)
    with pytest.raises(ProfileIsUnreadable, match=r"b\.txt: user one"):
        read_profiles(tmp_path)


def test_read_profiles_refuses_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ProfileIsUnreadable, match="no profile"):
        read_profiles(tmp_path)


def test_read_profiles_names_the_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("nonsense")
    with pytest.raises(ProfileIsUnreadable, match=r"a\.txt, line 1"):
        read_profiles(tmp_path)


def test_each_switch_says_what_it_does() -> None:
    assert all(SWITCHES.values())
