"""Handing a mail over: encryption, login, and how far it went when it breaks."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from clearlane.doors.console.house.ports import find_free
from clearlane.foundation.mail.server import Server
from clearlane.foundation.mail.transmit import Answer, NotSent, transmit
from clearlane.foundation.mail.try_way import greet, try_mail
from tests.foundation.mail.conftest import OpenOffice
from tests.foundation.mail.post_office import PostOffice

LETTER = b"Subject: x\r\n\r\nhello\r\n.\r\n.hidden\r\n"


def hand_over(server: Server, letter: bytes = LETTER, before_end: Callable[[], bool] = lambda: True) -> Answer:
    return transmit(
        server=server, sender="us@example.org", recipient="ann@example.org", letter=letter, before_end=before_end
    )


def problem_of(server: Server) -> NotSent:
    with pytest.raises(NotSent) as raised:
        hand_over(server)
    return raised.value


def test_lines_that_begin_with_a_dot_arrive_as_they_were(open_office: OpenOffice) -> None:
    opened = open_office()
    assert hand_over(opened.server).short == "250 2.0.0"
    assert opened.taken[0].original_content == LETTER


def test_the_end_is_told_before_it_is_said_and_not_said_on_a_no(open_office: OpenOffice) -> None:
    opened = open_office()
    with pytest.raises(NotSent):
        hand_over(opened.server, before_end=lambda: False)
    assert opened.taken == []


# -- encryption


@pytest.fixture
def upgrading(open_office: OpenOffice, tls: ssl.SSLContext) -> PostOffice:
    return open_office(context=tls, login=("user", "p@ss"))


def trusted(office: PostOffice, certificate: tuple[Path, Path], how: str) -> Server:
    ca = str(certificate[0])
    return replace(office.server, host="localhost", tls=how, ca=ca, user="user", password="p@ss")


def test_a_server_is_upgraded_to_tls_and_logged_in_to(upgrading: PostOffice, certificate: tuple[Path, Path]) -> None:
    hand_over(trusted(upgrading, certificate, "upgrade"))
    assert len(upgrading.taken) == 1


@pytest.mark.filterwarnings("ignore:Requiring AUTH")
def test_a_server_speaks_tls_from_the_start(
    open_office: OpenOffice, tls: ssl.SSLContext, certificate: tuple[Path, Path]
) -> None:
    opened = open_office(context=tls, from_start=True, login=("user", "p@ss"))
    hand_over(trusted(opened, certificate, "from_start"))
    assert len(opened.taken) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(
    upgrading: PostOffice, certificate: tuple[Path, Path]
) -> None:
    problem = problem_of(replace(trusted(upgrading, certificate, "upgrade"), ca=""))
    assert (problem.kind, "self" in problem.why) == ("tls", True)
    assert upgrading.taken == []


def test_a_certificate_of_another_name_is_not_trusted(upgrading: PostOffice, certificate: tuple[Path, Path]) -> None:
    problem = problem_of(replace(trusted(upgrading, certificate, "upgrade"), host="127.0.0.2"))
    assert problem.kind in {"tls", "unreached"}
    assert upgrading.taken == []


def test_without_starttls_nothing_is_said_to_a_server_that_should_have_it(open_office: OpenOffice) -> None:
    opened = open_office()
    assert problem_of(replace(opened.server, tls="upgrade")).kind == "tls"
    assert (opened.recipients, opened.taken) == ([], [])


def test_a_file_of_authorities_that_is_not_there_is_named(upgrading: PostOffice, tmp_path: Path) -> None:
    problem = problem_of(replace(upgrading.server, tls="upgrade", ca=str(tmp_path / "none.pem")))
    assert (problem.kind, "CLEARLANE_SMTP_CA" in problem.why) == ("tls", True)


def test_a_wrong_password_is_told_by_its_kind(upgrading: PostOffice, certificate: tuple[Path, Path]) -> None:
    problem = problem_of(replace(trusted(upgrading, certificate, "upgrade"), password="other"))
    assert (problem.kind, problem.is_for_good) == ("login", False)
    assert problem.note.startswith("login 535")


def test_greeting_logs_in_and_sends_nothing(upgrading: PostOffice, certificate: tuple[Path, Path]) -> None:
    greet(server=trusted(upgrading, certificate, "upgrade"))
    assert upgrading.taken == []


# -- servers that are not there, or break


def test_a_port_where_nobody_listens_is_unreached() -> None:
    assert problem_of(Server("127.0.0.1", find_free(1)[0], "none")).kind == "unreached"


def test_a_name_that_leads_nowhere_is_told() -> None:
    assert problem_of(Server("nowhere.invalid", 25, "none", seconds=5)).kind in {"address", "unreached"}


@contextmanager
def scripted(*lines: bytes) -> Iterator[Server]:
    """A server that says these lines, one after each thing it hears (a text is one), and then hangs up."""

    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, connection.makefile("rwb", buffering=0) as stream:
            for number, line in enumerate(lines):
                stream.write(line + b"\r\n")
                is_text = line.startswith(b"354")
                while (heard := stream.readline()) and is_text and heard != b".\r\n":
                    pass
                if not heard and number < len(lines):
                    return

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=serve, args=(listening,), daemon=True)
        thread.start()
        yield Server("127.0.0.1", int(listening.getsockname()[1]), "none", seconds=2.0)
        thread.join()


GREETED = (b"220 hello", b"250 me")
BREAKS = [
    ((b"554 go away",), "turned_away"),
    ((b"220 hello", b"421 closing", b"421 closing"), "turned_away"),
    (GREETED, "cut"),
    ((*GREETED, b"553 5.1.8 not your address"), "turned_away"),
    ((*GREETED, b"250 ok"), "cut"),
    ((*GREETED, b"250 ok", b"452 4.2.2 full"), "refused"),
    ((*GREETED, b"250 ok", b"250 ok"), "cut"),
    ((*GREETED, b"250 ok", b"250 ok", b"451 not now"), "refused"),
    ((*GREETED, b"250 ok", b"250 ok", b"354 go on"), "in_doubt"),
    ((*GREETED, b"250 ok", b"250 ok", b"354 go on", b"552 5.3.4 too long"), "refused"),
]


@pytest.mark.parametrize(("lines", "kind"), BREAKS)
def test_it_is_known_how_far_a_conversation_went(lines: tuple[bytes, ...], kind: str) -> None:
    with scripted(*lines) as server:
        problem = problem_of(server)
    assert problem.kind == kind
    assert problem.is_for_good is (kind == "refused" and problem.note.startswith("refused 5"))


def test_a_server_that_dies_amid_the_text_has_nothing() -> None:
    """The text is longer than what a machine keeps for it; the end is never said."""
    ended: list[bool] = []

    def end() -> bool:
        ended.append(True)
        return True

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()

        def serve() -> None:
            connection, _ = listening.accept()
            for line in (b"220 hello", b"250 me", b"250 ok", b"250 ok", b"354 go on"):
                connection.sendall(line + b"\r\n")
                connection.recv(1000)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()

        threading.Thread(target=serve, daemon=True).start()
        with pytest.raises(NotSent) as raised:
            hand_over(
                Server("127.0.0.1", int(listening.getsockname()[1]), "none", seconds=5),
                b"x" * 998 + b"\r\n" + (b"y" * 998 + b"\r\n") * 20_000,
                end,
            )
    assert (raised.value.kind, ended) == ("cut", [])


def test_a_test_mail_says_what_the_server_answered(open_office: OpenOffice) -> None:
    opened = open_office()
    answer = try_mail(server=opened.server, to="ann@example.org")
    assert (answer.code, answer.words) == (250, "2.0.0 queued")
    assert [letter["Subject"] for letter in opened.letters()] == ["A test mail from Clearlane"]


def test_the_words_of_a_server_are_short_and_printable() -> None:
    with scripted(*GREETED, b"250 ok", b"550-a\x1b[31m\r\n550 " + b"b" * 5000) as server:
        problem = problem_of(server)
    assert problem.answer is not None
    assert problem.answer.words.isprintable()
    assert len(problem.answer.words) <= 300
