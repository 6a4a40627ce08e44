"""Profiles of connections: what is wrong in one is said by section and setting."""

from __future__ import annotations

import pytest

from clearlane.exchange.connections.profile import Profile, ProfileIsWrong, check_texts, read_profile

GOOD = """
[way]
host = "payer.example"
username = "us"
[identity]
sender = "US"
receiver = "THEM"
[names]
submitter = "US"
submitter_id = "1"
contact = "C"
telephone = "5555550100"
receiver = "THEM"
receiver_id = "2"
"""


def test_what_is_not_said_has_its_default() -> None:
    profile = read_profile(text=GOOD)
    assert isinstance(profile, Profile)
    assert (profile.way.port, profile.claims.per_set, profile.answers.resend) == (22, 5000, "ask")


@pytest.mark.parametrize(
    ("addition", "said"),
    [
        ("[nonsense]\nx = 1", "nonsense"),
        ("[claims]\nper_sett = 1", "claims.per_sett"),
        ('[claims]\nper_set = "many"', "claims.per_set is a int"),
        ('[answers]\nresend = "perhaps"', "answers.resend"),
        ("[claims", "no TOML"),
    ],
)
def test_a_wrong_profile_says_where(addition: str, said: str) -> None:
    with pytest.raises(ProfileIsWrong, match=said):
        read_profile(text=GOOD + addition)


def test_a_missing_setting_is_named() -> None:
    with pytest.raises(ProfileIsWrong, match="host"):
        read_profile(text=GOOD.replace('host = "payer.example"', ""))


@pytest.mark.parametrize(
    ("setting", "text", "said"),
    [
        ('submitter = "US"', 'submitter = "A*B"', "names.submitter holds"),
        ('sender = "US"', 'sender = "SIXTEEN LETTERS!"', "identity.sender has 16 characters; at most 15 fit"),
        ('receiver_id = "2"', 'receiver_id = ""', "names.receiver_id is empty"),
        ('contact = "C"', 'contact = "\N{SNOWMAN}"', "names.contact holds a character"),
        ('contact = "C"', 'contact = "C\\n"', "names.contact holds a character"),
    ],
)
def test_a_text_that_no_file_could_hold_is_refused_by_its_name(setting: str, text: str, said: str) -> None:
    check_texts(profile=read_profile(text=GOOD))
    with pytest.raises(ProfileIsWrong, match=said):
        check_texts(profile=read_profile(text=GOOD.replace(setting, text)))
