"""What enters a mail: links of ours alone, names that are no links, text that fits, headers that stay one line."""

from __future__ import annotations

import email
import re
from email.policy import default
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

import clearlane.foundation.mail
from clearlane.foundation.clock.read import now
from clearlane.foundation.mail.address import AddressIsWrong, read_address
from clearlane.foundation.mail.clean_name import LONGEST_NAME, NO_NAME, clean_name, clean_value
from clearlane.foundation.mail.compose import Composed, compose
from clearlane.foundation.mail.letter import read_sender, write_letter
from clearlane.foundation.mail.links import NotOurs, link
from clearlane.foundation.mail.seal_words import WordsAreSealed, open_words, seal_words
from clearlane.foundation.mail.wrap import WIDTH, wrap

MESSAGE = UUID("01a2205d-c4e9-70cc-ab6d-befea86721e2")
OWED: dict[str, dict[str, Any]] = {
    "verify_email": {"link": "http://localhost/verify/abc", "hours": 24},
    "have_account": {"signin_link": "http://localhost/signin", "reset_link": "http://localhost/reset"},
    "test_mail": {},
}
FOLDER = Path(clearlane.foundation.mail.__path__[0]) / "templates" / "mail"


# -- names and values


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Elm Street Family Care, P.C.", "Elm Street Family Care, P C."),
        ("O\N{RIGHT SINGLE QUOTATION MARK}Neil & Søn", "O\N{RIGHT SINGLE QUOTATION MARK}Neil & Søn"),
        ("Win now https://evil.example/x", "Win now https evil example x"),
        ("www.evil.example", "www evil example"),
        ("A\r\nBcc: you@example.org", "A Bcc you example org"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}ytiruceS", "ytiruceS"),
        ("<b>Bold</b>", "b Bold b"),
        ("...", "..."),
        ("", NO_NAME),
        ("\N{FULLWIDTH COMMERCIAL AT}", NO_NAME),
    ],
)
def test_a_name_is_one_line_without_a_link(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


@given(st.text())
def test_no_name_can_be_taken_for_a_link_or_a_header(name: str) -> None:
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= LONGEST_NAME
    assert not re.search(r"[\r\n@:/<>]|\w\.\w", cleaned)
    assert clean_name(cleaned) == cleaned or len(cleaned) == LONGEST_NAME


@given(st.text())
def test_any_other_value_is_one_line_without_a_scheme(value: str) -> None:
    assert "://" not in clean_value(value)
    assert len(clean_value(value).splitlines()) <= 1


# -- links


@pytest.mark.parametrize(
    "path", ["//evil.example", "/\\evil.example", "evil", "", "https://evil.example/", "/a b", "/a\n"]
)
def test_a_link_leads_nowhere_else(path: str) -> None:
    with pytest.raises(NotOurs):
        link(path)


def test_a_link_begins_with_the_origin() -> None:
    with override_settings(ORIGIN="https://claims.example.org"):
        assert link("/verify/abc?x=1") == "https://claims.example.org/verify/abc?x=1"


@pytest.mark.parametrize("value", ["http://localhost.evil.example/", "http://localhost@evil.example/", "https://evil/"])
def test_a_mail_with_a_link_to_elsewhere_is_not_made(value: str) -> None:
    with pytest.raises(NotOurs):
        compose(template="verify_email", values={"link": value, "hours": 24})


# -- addresses


@pytest.mark.parametrize("text", ["ann@example.org", " ann.b+c@mail.example.org ", "o'neil@example.org"])
def test_an_address_of_one_person_is_taken(text: str) -> None:
    assert read_address(text) == text.strip()


def test_a_domain_of_other_letters_is_written_in_ascii() -> None:
    assert read_address("ann@bücher.example") == "ann@xn--bcher-kva.example"


WRONG = [
    "", "ann", "@example.org", "ann@", "ann@example..org", "a@b@example.org", "ann@example.org\r\nBcc: x@example.org",
    "ann@example.org, bob@example.org", "<ann@example.org>", "ann b@example.org", '"ann"@example.org',
    "änn@example.org", "ann@-example.org", "a" * 65 + "@example.org", "ann@" + "a." * 130 + "org", "ann@example.org\n",
    "ann@exa\0mple.org",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_what_is_no_address_or_more_than_one_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(AddressIsWrong) as refused:
        read_address(text)
    assert not text or text not in str(refused.value)


@given(st.text())
def test_whatever_is_typed_is_an_address_or_refused(text: str) -> None:
    try:
        address = read_address(text)
    except AddressIsWrong:
        return
    assert re.fullmatch(r"[!-~]+@[!-~]+", address)


# -- plain text

TEXTS = st.text(st.sampled_from("ab -\n\thttps://x.y"), max_size=400)


@given(TEXTS)
def test_no_line_is_longer_than_the_width_unless_it_is_one_word(text: str) -> None:
    for line in wrap(text).split("\n"):
        assert len(line) <= WIDTH or len(line.removeprefix("- ").split()) == 1


@given(TEXTS)
def test_wrapping_loses_no_word_and_moves_none(text: str) -> None:
    assert wrap(text).split() == text.split()


def test_a_link_stays_whole_on_a_line_of_its_own() -> None:
    long = "https://claims.example.org/verify/" + "a-b-" * 30
    assert wrap(f"Open this\nlink:\n{long}\nand go on.") == f"Open this link:\n{long}\nand go on.\n"


# -- templates


@pytest.mark.parametrize("template", OWED)
def test_a_mail_says_the_same_as_text_and_as_html(template: str) -> None:
    words = compose(template=template, values=OWED[template])
    assert words.subject
    assert all(len(line) <= WIDTH for line in words.text.split("\n") if "http" not in line)
    for value in OWED[template].values():
        assert str(value) in words.text
        assert str(value) in words.html
    assert "{{" not in words.text + words.html


@pytest.mark.parametrize("template", OWED)
def test_a_mail_loads_nothing_from_elsewhere(template: str) -> None:
    html = compose(template=template, values=OWED[template]).html
    assert not re.search(r"<(script|img|link|iframe|style|form)|url\(|@import", html)
    assert set(re.findall(r'href="(http://[^/"]*)', html)) <= {"http://localhost"}


def test_every_template_has_both_forms_and_a_subject_first() -> None:
    parts = {"frame", "brand", "foot", "button"}
    names = {path.stem for path in FOLDER.iterdir()} - parts
    assert {path.stem for path in FOLDER.glob("*.html")} - parts == names
    for name in names:
        assert (FOLDER / f"{name}.txt").read_text("utf-8").startswith("Subject: "), name


def test_text_is_not_escaped_and_html_is(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "foot.txt").write_text("foot")
    for form in ("txt", "html"):
        (tmp_path / "mail" / f"invited.{form}").write_text(
            "Subject: From {{ organization }}\n\n{{ organization }} {{ x }}"
        )
    from django.conf import settings

    with override_settings(TEMPLATES=[settings.TEMPLATES[0] | {"DIRS": [tmp_path]}]):
        words = compose(template="invited", values={"organization": "Elm & Oak http://e.vil", "x": "<i>"})
    assert (words.subject, words.text.split("\n")[0]) == ("From Elm & Oak http e vil", "Elm & Oak http e vil <i>")
    assert "Elm &amp; Oak http e vil &lt;i&gt;" in words.html


# -- letters

HOSTILE = st.text(st.sampled_from("a\r\n:<>@,é\0\x85\u2028 "), max_size=60)


@given(HOSTILE, HOSTILE)
def test_nothing_that_is_said_becomes_a_header(said: str, more: str) -> None:
    words = Composed(clean_value(said) or "x", f"{said}\nBcc: {more}\n", f"<p>{more}</p>")
    try:
        raw = write_letter(message=MESSAGE, sender="us@example.org", recipient="ann@example.org", words=words, at=now())
    except ValueError:
        return
    letter = email.message_from_bytes(raw, policy=default)
    assert {name.lower() for name in letter} == {
        "from", "to", "subject", "date", "message-id", "auto-submitted", "x-auto-response-suppress", "mime-version",
        "content-type",
    }  # fmt: skip
    assert letter["To"] == "ann@example.org"
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))


@pytest.mark.parametrize("sender", ["", "nobody", "A <b>", "A\r\nBcc: x@example.org <us@example.org>", "us@exa mple"])
def test_a_sender_that_is_no_address_is_refused(sender: str) -> None:
    with pytest.raises(AddressIsWrong):
        read_sender(sender)


def test_a_sender_has_the_houses_name_or_one_of_his_own() -> None:
    assert read_sender("us@example.org") == ("Clearlane", "us@example.org")
    assert read_sender("Elm Clearing <us@example.org>") == ("Elm Clearing", "us@example.org")


# -- seals

WORDS = Composed("s", "t", "h")


def test_words_open_for_their_mail_and_recipient_alone() -> None:
    sealed = seal_words(message=MESSAGE, recipient="ann@example.org", words=WORDS)
    assert open_words(message=MESSAGE, recipient="ann@example.org", sealed=sealed) == WORDS
    for message, recipient, bytes_ in [
        (MESSAGE, "bob@example.org", sealed),
        (UUID(int=1), "ann@example.org", sealed),
        (MESSAGE, "ann@example.org", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (MESSAGE, "ann@example.org", b""),
    ]:
        with pytest.raises(WordsAreSealed):
            open_words(message=message, recipient=recipient, sealed=bytes_)


def test_the_same_words_are_sealed_differently_each_time() -> None:
    first, second = (seal_words(message=MESSAGE, recipient="a@b.c", words=WORDS) for _ in range(2))
    assert first != second
