"""Files that a person drops: taken, or told kindly why not; and the page of one that broke."""

from __future__ import annotations

import html
import json
import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clearlane.exchange.intake.tell_kind import KINDLY
from clearlane.foundation.clock.read import now
from tests.conftest import AsRole
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.planting import plant_all

X12 = b"ISA*00*          *00*          *ZZ*A              *ZZ*B              *260310*0800*^*00501*000000001*0*T*:~"
HTML = {"Accept": "text/html"}


def _send(browser: Browser, *files: tuple[str, bytes]) -> Any:
    return browser.post(
        "/files/send", {"file": [SimpleUploadedFile(name, content) for name, content in files]}, headers=HTML
    )


def test_each_file_of_many_is_taken_and_its_journey_begins(
    dana: Browser, practice: int, owner: psycopg.Connection[Any]
) -> None:
    answer = _send(dana, ("one.837", X12), ("two.837", X12 + b"\n" * 300_000))
    assert answer.status_code == 200
    rows = owner.execute("SELECT tenant_id, name, way, size FROM exchange_intake_file ORDER BY number").fetchall()
    assert rows == [(practice, "one.837", "portal", len(X12)), (practice, "two.837", "portal", len(X12) + 300_000)]
    assert owner.execute("SELECT step, count(*) FROM foundation_queue_work GROUP BY 1").fetchall() == [
        ("claims/interchanges.read", 2)
    ]
    assert answer.content.decode().count("is in our hands") == 2


def test_a_file_says_by_name_who_sent_it_and_which_way(
    dana: Browser, practice: int, owner: psycopg.Connection[Any]
) -> None:
    _send(dana, ("one.837", X12))
    ((file, sender),) = owner.execute("SELECT id, username FROM exchange_intake_file").fetchall()
    page = dana.get(f"/files/{file}").content.decode()
    assert "Uploaded here" in page
    assert ">dana<" in page
    assert sender not in page
    owner.execute("UPDATE exchange_intake_file SET way = 'sftp', username = 'elm-office'")
    page = dana.get(f"/files/{file}").content.decode()
    assert "SFTP" in page
    assert ">elm-office<" in page


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 x", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "scan"),
        (b"PK\x03\x04 xlsx", "zip"),
        (b"name,member,charge\nSMITH,1,2\n", "table"),
        (b"<html>", "web"),
        (b"Dear all", "text"),
        (b"\x00\x01\x02\x03", "unknown"),
    ],
)
def test_a_file_that_nobody_can_read_is_told_kindly_and_kept_as_at_every_other_door(
    dana: Browser, owner: psycopg.Connection[Any], as_role: AsRole, content: bytes, kind: str
) -> None:
    from clearlane.exchange.interchanges.read import read
    from clearlane.foundation.tenancy.scope import scope
    from clearlane.vocabulary.outcome import Ref

    answer = _send(dana, ("scan.pdf", content)).content.decode()
    assert KINDLY[kind] in answer
    assert "is in our hands" not in answer
    ((tenant, id, size),) = owner.execute("SELECT tenant_id, id, size FROM exchange_intake_file").fetchall()
    assert size == len(content)
    with as_role("flow"), scope([tenant], by="flow:test"):
        read(chunk=[Ref(tenant, id)], by="flow:test")
    page = dana.get("/files?state=failed").content.decode()
    assert ("scan.pdf" in page, KINDLY[kind] in page) == (True, True)


def test_a_file_without_bytes_is_told_so_and_leaves_no_row(dana: Browser, owner: psycopg.Connection[Any]) -> None:
    answer = _send(dana, ("none.837", b""))
    assert (answer.status_code, KINDLY["empty"] in answer.content.decode()) == (422, True)
    assert owner.execute("SELECT count(*) FROM exchange_intake_file").fetchone() == (0,)


def test_a_good_file_beside_a_bad_one_is_taken(dana: Browser, owner: psycopg.Connection[Any]) -> None:
    answer = _send(dana, ("a.pdf", b"%PDF"), ("b.837", b"\r\n" + X12))
    assert (answer.status_code, KINDLY["pdf"] in answer.content.decode()) == (200, True)
    found = owner.execute("SELECT name FROM exchange_intake_file ORDER BY number").fetchall()
    assert found == [("a.pdf",), ("b.837",)]


def test_a_form_without_its_token_takes_nothing(dana: Browser, owner: psycopg.Connection[Any]) -> None:
    dana.handler.enforce_csrf_checks = True
    assert _send(dana, ("a.837", X12)).status_code == 403
    assert owner.execute("SELECT count(*) FROM exchange_intake_file").fetchone() == (0,)


def test_an_empty_form_says_so(dana: Browser) -> None:
    answer = dana.post("/files/send", {}, headers=HTML)
    assert (answer.status_code, "No file came." in answer.content.decode()) == (422, True)


def test_a_file_shows_what_failed_at_its_very_segment(
    practice: int, owner: psycopg.Connection[Any], as_role: AsRole, dana: Browser
) -> None:
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner)
    place = {"offset": 0, "segment": 7, "segment_id": "NM1", "element": 0, "loop": "2010BA"}
    finding = {"rule": "missing", "what": "A name is missing", "remedy": "Send it", "place": place}
    owner.execute("UPDATE exchange_interchanges_interchange SET report = %s", [json.dumps({"findings": [finding]})])
    page = dana.get(f"/files/{seen.file}").content.decode()
    assert "A name is missing" in page
    assert '<li class="hit"><span class="n">7<' in page
    assert "<b>PLANTED-7Q</b>" in page


def test_a_file_is_tied_out_in_claims_and_dollars(
    practice: int, owner: psycopg.Connection[Any], as_role: AsRole, dana: Browser
) -> None:
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner)
    owner.execute("UPDATE exchange_intake_file SET state = 'read'")
    page = dana.get(f"/files/{seen.file}").content.decode()
    assert "In equals out" in page
    owner.execute("UPDATE exchange_interchanges_transactionset SET cents = cents + 1, state = 'extracted'")
    assert "In does not equal out" in dana.get(f"/files/{seen.file}").content.decode()


def test_what_was_said_of_refused_files_stays_when_the_list_is_looked_at_again(dana: Browser) -> None:
    said = _send(dana, ("scan.pdf", b"%PDF-1.7 x")).content.decode()
    again = dana.get("/files", headers={"HX-Request": "true"}).content.decode()
    assert '<div class="stack" id="dropped">' in said
    assert "Put these notes away" in said
    assert '<div class="stack" id="dropped" hx-preserve="true">' in again
    assert KINDLY["pdf"] not in again


FATES = (
    ("state = 'read', failed = true, reason = 'No such guide.'", "one.837</b> failed: No such guide.</div>", False),
    ("state = 'repeat', first_id = id, reason = ''", "corrected claims, correct them in your software", False),
    ("state = 'partial'", "was received: The connection broke before its end: send it again.", False),
    ("state = 'received'", "is in our hands and is being checked", True),
)


@pytest.mark.parametrize(("fate", "told", "follows"), FATES)
def test_a_note_on_a_file_becomes_what_came_of_it(
    dana: Browser, owner: psycopg.Connection[Any], fate: str, told: str, follows: bool
) -> None:
    said = _send(dana, ("one.837", X12)).content.decode()
    (again,) = re.findall(r'id="files" hx-get="([^"]+)"', said)
    owner.execute(f"UPDATE exchange_intake_file SET {fate}".encode())
    page = dana.get(html.unescape(again), headers={"HX-Request": "true"}).content.decode()
    assert told in page
    assert ("hx-get" in page, "Put these notes away" in page) == (follows, True)
    ((file,),) = owner.execute("SELECT id FROM exchange_intake_file").fetchall()
    assert ("If you only sent it once more" in dana.get(f"/files/{file}").content.decode()) == ("repeat" in fate)


def test_no_note_tells_of_a_file_of_somebody_else(
    dana: Browser, stranger: int, owner: psycopg.Connection[Any], add_person: AddPerson
) -> None:
    _send(dana, ("one.837", X12))
    ((file,),) = owner.execute("SELECT id FROM exchange_intake_file").fetchall()
    other = Browser()
    other.sign_in(add_person("sam", {stranger: "owner"}))
    for browser, told in ((dana, True), (other, False)):
        page = browser.get(f"/files?landed={file}&landed=x").content.decode()
        assert ('id="came"' in page, "one.837" in page) == (told, told)


def test_a_list_of_failed_files_that_has_none_does_not_say_that_there_are_no_files(dana: Browser) -> None:
    _send(dana, ("one.837", X12))
    page = dana.get("/files?state=failed").content.decode()
    assert "No failed files" in page
    assert "No files yet" not in page
    assert 'href="/files"' in page


def test_the_tabs_say_how_many_files_there_are_and_how_many_failed(
    dana: Browser, stranger: int, owner: psycopg.Connection[Any], add_person: AddPerson
) -> None:
    _send(dana, ("one.837", X12), ("two.837", X12 + b"~"), ("scan.pdf", b"%PDF-1.7 x"))
    owner.execute("UPDATE exchange_intake_file SET failed = name = 'two.837'")
    tabs = ">All <b>3</b></a>", ">Failed <b>1</b></a>"
    for address in ("/files", "/files?state=failed"):
        page = dana.get(address).content.decode()
        assert all(tab in page for tab in tabs), address
    assert ">All <b>0</b></a>" in dana.get("/files?since=2999-01-01").content.decode()
    other = Browser()
    other.sign_in(add_person("sam", {stranger: "owner"}))
    assert ">All <b>0</b></a>" in other.get("/files").content.decode()


def test_files_are_found_by_a_part_of_their_name_that_stands_in_no_address(dana: Browser) -> None:
    _send(dana, ("elm.837", X12), ("oak.837", X12 + b"~"))
    answer = dana.post("/files/search", {"q": "oa"}, headers=HTML)
    page = answer.content.decode()
    assert ("oak.837" in page, "elm.837" in page, "oa" in answer.request["QUERY_STRING"]) == (True, False, False)
    assert 'value="oa"' in page
    assert "No file matches" in dana.post("/files/search", {"q": "100%"}, headers=HTML).content.decode()


def test_a_search_of_files_is_the_same_when_its_page_is_loaded_again(dana: Browser) -> None:
    _send(dana, ("elm.837", X12), ("oak.837", X12 + b"~"))
    address = dana.post("/files/search", {"q": "oa"}, headers=HTML)["HX-Push-Url"]
    page = dana.get(address).content.decode()
    assert ("oak.837" in page, "elm.837" in page, "oa" in address.lower().partition("seek")[0]) == (True, False, False)
    assert f'name="seek" value="{address.partition("=")[2]}"' in page
    assert dana.post(address.replace("/files", "/files/search", 1), {"q": ""})["HX-Push-Url"] == "/files"


def test_a_search_of_files_in_a_session_that_has_ended_says_so(dana: Browser) -> None:
    _send(dana, ("elm.837", X12))
    page = dana.get("/files?seek=nobodys-key").content.decode()
    assert ("Search again" in page, "Show all files" in page) == (True, True)


def test_files_are_found_by_their_days_in_the_address(dana: Browser, owner: psycopg.Connection[Any]) -> None:
    _send(dana, ("elm.837", X12), ("oak.837", X12 + b"~"))
    midnight = now().astimezone(ZoneInfo("America/New_York")).replace(hour=0, minute=0, second=0, microsecond=0)
    before, after = midnight - timedelta(minutes=1), midnight.date()
    owner.execute("UPDATE exchange_intake_file SET received_at = %s WHERE name = 'elm.837'", [before])
    asked = (f"until={before:%Y-%m-%d}", f"since={after:%Y-%m-%d}")
    found = [dana.get(f"/files?{one}").content.decode() for one in asked]
    assert [("elm.837" in page, "oak.837" in page) for page in found] == [(True, False), (False, True)]
    assert f'value="{before:%Y-%m-%d}"' in found[0]
    assert f"/files?state=failed&amp;until={before:%Y-%m-%d}" in found[0]
