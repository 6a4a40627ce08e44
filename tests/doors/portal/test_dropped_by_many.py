"""Files dropped by the dozen: each has its own fate, what cannot be is told why, and nothing is left lying about."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.portal.pages.uploads import MOST
from clearlane.exchange.intake.tell_kind import ENOUGH, KINDLY, tell_kind
from tests.doors.portal.conftest import Browser

Owner = psycopg.Connection[Any]
X12 = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260310*0800*^*00501*000000001*0*T*:~"
BOUNDARY = "a-boundary-of-ours"


def send(browser: Browser, *files: tuple[str, bytes], field: str = "file") -> Any:
    named = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post("/files/send", {field: named}, headers={"Accept": "text/html"})


def raw(browser: Browser, body: bytes) -> Any:
    """A form as a broken program would send it."""
    return browser.generic(
        "POST", "/files/send", body, content_type=f"multipart/form-data; boundary={BOUNDARY}",
        headers={"Accept": "text/html"},
    )  # fmt: skip


def part(name: str, content: bytes, field: str = "file") -> bytes:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'
    return head.encode() + content + b"\r\n"


def names(owner: Owner) -> list[str]:
    return [name for (name,) in owner.execute("SELECT name FROM exchange_intake_file ORDER BY number").fetchall()]


def text_of(answer: Any) -> str:
    return html.unescape(answer.content.decode())


@pytest.fixture(autouse=True)
def nothing_left(data: Path) -> Any:
    """After each test nothing of what was dropped lies in the spool."""
    yield
    assert list((data / "spool").glob("*.part")) == []


def test_fifty_files_are_taken_each_under_its_name(dana: Browser, owner: Owner) -> None:
    files = [(f"{n:02d}.837", X12 + b"\n" * n) for n in range(MOST)]
    answer = send(dana, *files)
    assert answer.status_code == 200
    assert names(owner) == [name for name, _ in files]
    assert text_of(answer).count("is in our hands") == MOST


def test_more_than_fifty_at_once_are_not_taken_unseen(dana: Browser, owner: Owner) -> None:
    answer = send(dana, *[(f"{n:02d}.837", X12 + b"\n" * n) for n in range(MOST + 3)])
    assert len(names(owner)) == MOST
    assert f"{MOST:02d}.837" not in text_of(answer)


def test_the_same_bytes_twice_are_two_files_and_two_journeys(dana: Browser, owner: Owner) -> None:
    send(dana, ("a.837", X12), ("b.837", X12))
    assert names(owner) == ["a.837", "b.837"]
    assert owner.execute("SELECT count(*) FROM foundation_queue_work").fetchone() == (2,)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\claims\\mar.837", "mar.837"), ("../../etc/x.837", "x.837"), (" spaced .837", "spaced .837"),
        ("Übung 山.837", "Übung 山.837"), ("a" * 200, "a" * 200),
    ],
)  # fmt: skip
def test_a_file_is_kept_under_the_last_part_of_its_name(dana: Browser, owner: Owner, name: str, kept: str) -> None:
    raw(dana, part(name.replace("\\", "\\\\"), X12) + f"--{BOUNDARY}--\r\n".encode())
    assert names(owner) == [kept]


@pytest.mark.parametrize(("name", "kept"), [("tab\there.837", "tabhere.837"), ("line\u2028end.837", "lineend.837")])
def test_letters_that_nobody_sees_are_left_out_of_a_name(dana: Browser, owner: Owner, name: str, kept: str) -> None:
    assert send(dana, (name, X12)).status_code == 200
    assert names(owner) == [kept]


def test_a_name_that_is_too_long_is_refused_in_a_sentence(dana: Browser, owner: Owner) -> None:
    answer = send(dana, ("a" * 201, X12))
    assert (answer.status_code, names(owner)) == (422, [])
    assert "A file name has" in text_of(answer)


def test_a_file_that_is_too_large_is_told_the_limit_and_its_neighbour_is_taken(dana: Browser, owner: Owner) -> None:
    with override_settings(UPLOAD_LIMIT=500):
        answer = send(dana, ("large.837", X12 + b" " * 600), ("small.837", X12))
    assert (answer.status_code, names(owner)) == (200, ["small.837"])
    assert "larger than 500 bytes" in text_of(answer)


def test_a_file_of_exactly_the_limit_is_taken(dana: Browser, owner: Owner) -> None:
    with override_settings(UPLOAD_LIMIT=len(X12)):
        assert send(dana, ("a.837", X12)).status_code == 200
        assert send(dana, ("b.837", X12 + b"\n")).status_code == 422
    assert names(owner) == ["a.837"]


def test_a_form_that_breaks_off_takes_nothing_of_the_file_that_broke(dana: Browser, owner: Owner) -> None:
    whole = part("a.837", X12)
    answer = raw(dana, whole + part("b.837", X12)[:-40])
    assert "No file came." in text_of(answer) or "broke off" in text_of(answer)
    assert "b.837" not in names(owner)


@pytest.mark.parametrize(
    "body", [b"", b"x", b"--", f"--{BOUNDARY}".encode(), f"--{BOUNDARY}--\r\n".encode(), b"\xff" * 99]
)
def test_a_form_that_is_none_is_answered_kindly(dana: Browser, owner: Owner, body: bytes) -> None:
    answer = raw(dana, body)
    assert (answer.status_code, "No file came." in text_of(answer)) == (422, True)
    assert names(owner) == []


def test_a_file_under_another_field_is_no_file_of_ours(dana: Browser, owner: Owner) -> None:
    assert send(dana, ("a.837", X12), field="picture").status_code == 422
    assert names(owner) == []


def test_files_are_sent_and_never_asked_for(dana: Browser, browser: Browser) -> None:
    answer = dana.get("/files/send")
    assert (answer.status_code, answer["Location"]) == (303, "/files")


@given(st.binary(max_size=ENOUGH + 50))
def test_whatever_a_file_begins_with_is_told_kindly_or_is_x12(content: bytes) -> None:
    kind = tell_kind(start=content[:ENOUGH])
    assert kind == "x12" or KINDLY[kind].endswith(".")
    if kind == "x12":
        assert b"ISA" in content


@pytest.mark.parametrize("kind", KINDLY)
def test_each_kind_is_told_what_it_is_and_what_to_do(kind: str) -> None:
    sentences = [one for one in KINDLY[kind].split(". ") if one]
    assert len(sentences) >= 2
    assert all(sentence[0].isupper() for sentence in sentences)
