"""The local mail page: for the person at this machine who has the token, and nobody else."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.test import override_settings

from clearlane.doors.mail_page.page import mail_page
from clearlane.doors.mail_page.serve import listen
from clearlane.foundation.mail.links import link
from clearlane.foundation.mail.put import put
from tests.conftest import AsRole

TOKEN = "a-token-that-up-has-printed"


class Reader:
    """A browser without scripts at a listener."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookie = ""

    def ask(self, path: str, *, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        """The answer, whose body is read into ``text``."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent.setdefault("Cookie", self.cookie)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, headers=sent)
        answer = connection.getresponse()
        self.text = answer.read().decode()
        connection.close()
        return answer

    def come_in(self) -> None:
        """By the address that `up` prints."""
        answer = self.ask(f"/?token={TOKEN}")
        self.cookie = answer.headers["Set-Cookie"].partition(";")[0]


@pytest.fixture
def reader(as_role: AsRole) -> Iterator[Reader]:
    """A reader at a page that works as the gate."""
    with as_role("gate"), override_settings(MAIL_IS_SHOWN=True):
        ports: list[int] = []

        def application(environ: dict[str, object], start: Callable[..., object]) -> object:
            return mail_page(token=TOKEN, port=ports[0])(environ, start)  # type: ignore[arg-type]

        with listen(application=application, port=0) as server:  # type: ignore[arg-type]
            ports.append(server.server_port)
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
            thread.start()
            yield Reader(server.server_port)
            server.shutdown()
            thread.join()


@pytest.fixture
def inside(reader: Reader) -> Reader:
    """One who has come in by the token."""
    reader.come_in()
    return reader


def shown(to: str = "ann@example.org") -> UUID:
    return put(to=to, template="verify_email", values={"link": link("/verify/abc"), "hours": 24})


# -- who may come in


def test_the_token_leaves_the_address_for_a_cookie(reader: Reader) -> None:
    answer = reader.ask(f"/?token={TOKEN}")
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(answer.headers["Set-Cookie"].split("; ")[1:])
    assert answer.headers["Referrer-Policy"] == "no-referrer"


PATHS = ["/", "/static/portal/kit.css", f"/mail/{UUID(int=1)}", f"/mail/{UUID(int=1)}/html", "/nowhere"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("cookie", ["", "mail_page=wrong", f"other={TOKEN}", 'mail_page="', "\x80"])
def test_without_the_token_nothing_is_shown(reader: Reader, path: str, cookie: str) -> None:
    answer = reader.ask(path, **({"Cookie": cookie} if cookie else {}))
    assert (answer.status, "Set-Cookie" in answer.headers) == (403, False)
    assert "clearlane up" in reader.text


@pytest.mark.parametrize(
    "query", ["token=", "token=wrong", f"token={TOKEN}x", f"token=wrong&token={TOKEN}", "token=%ff"]
)
def test_another_token_opens_nothing(reader: Reader, query: str) -> None:
    assert reader.ask(f"/?{query}").status == 403


@pytest.mark.parametrize(
    "name", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Via", "X-Real-IP"]
)
@pytest.mark.parametrize("path", ["/", f"/?token={TOKEN}"])
def test_a_request_that_a_proxy_brings_is_refused(inside: Reader, name: str, path: str) -> None:
    assert inside.ask("/").status == 200
    assert inside.ask(path, **{name: "192.0.2.1"}).status == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:{port}", "192.0.2.1:{port}", "localhost", ""])
@pytest.mark.parametrize("path", ["/", f"/?token={TOKEN}"])
def test_another_host_is_refused(inside: Reader, host: str, path: str) -> None:
    assert inside.ask(path, Host=host.format(port=inside.port)).status == 421


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "LOCALHOST"])
def test_the_names_of_this_machine_are_taken(inside: Reader, name: str) -> None:
    assert inside.ask("/", Host=f"{name}:{inside.port}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_nothing_can_be_changed(inside: Reader, method: str) -> None:
    assert inside.ask("/", method=method).status == 405


# -- what is shown


def test_mails_are_listed_newest_first_and_looked_for_again(inside: Reader) -> None:
    assert inside.ask("/").status == 200
    assert "No mails yet" in inside.text
    for name in ("first", "second"):
        shown(f"{name}@example.org")
    inside.ask("/")
    assert inside.text.index("second@example.org") < inside.text.index("first@example.org")
    assert '<meta http-equiv="refresh" content="3">' in inside.text


def test_a_mail_is_shown_as_text_and_in_a_frame_of_its_own(inside: Reader) -> None:
    message = shown()
    assert inside.ask(f"/mail/{message}").status == 200
    assert "Verify your e-mail for Clearlane" in inside.text
    assert "ann@example.org" in inside.text
    assert 'href="http://localhost/verify/abc"' in inside.text
    frame = re.search(r"<iframe[^>]*>", inside.text)
    assert frame is not None
    assert f'src="/mail/{message}/html"' in frame[0]
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in frame[0]


def test_the_html_of_a_mail_may_run_and_load_nothing(inside: Reader) -> None:
    answer = inside.ask(f"/mail/{shown()}/html")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert '<base target="_blank">' in inside.text
    assert 'href="http://localhost/verify/abc"' in inside.text


@pytest.mark.parametrize("path", ["/", "/nowhere", "/mail/{message}"])
def test_a_page_loads_our_own_alone(inside: Reader, path: str) -> None:
    policy = inside.ask(path.format(message=shown())).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in inside.text
    assert "<script" not in inside.text


def test_each_asset_of_a_page_is_there(inside: Reader) -> None:
    inside.ask(f"/mail/{shown()}")
    found = set(re.findall(r'(?:href|src)="(/static[^"#]*)', inside.text))
    inside.ask("/")
    found |= set(re.findall(r'(?:href|src)="(/static[^"#]*)', inside.text))
    assert {path.partition("?")[0].rpartition("/")[2] for path in found} == {
        "kit.css", "mail-page.css", "mark.svg", "icons.svg",
    }  # fmt: skip
    assert [path for path in found if inside.ask(path).status != 200] == []


@pytest.mark.parametrize(
    "path", ["/static/portal/clearlane.js", "/static/portal/../../urls.py", "/mail/x", "/mail/" + "-" * 36, "/mail"]
)
def test_there_is_nothing_else(inside: Reader, path: str) -> None:
    assert inside.ask(path).status == 404


def test_what_was_sent_is_not_shown(inside: Reader) -> None:
    with override_settings(MAIL_IS_SHOWN=False):
        message = shown("secret@example.org")
    inside.ask("/")
    assert "secret@example.org" not in inside.text
    assert inside.ask(f"/mail/{message}").status == 404


def test_markup_of_others_is_shown_as_text(inside: Reader) -> None:
    shown("o'neil&co@example.org")
    inside.ask("/")
    assert "o&#x27;neil&amp;co@example.org" in inside.text
