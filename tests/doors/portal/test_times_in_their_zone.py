"""Times stand in the practice's zone: on every page, and in the parts that a page fetches by itself."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from clearlane import doors
from clearlane.exchange.intake.visit import visit
from tests.conftest import AsRole
from tests.doors.portal.conftest import Browser
from tests.doors.portal.test_welcome import HTMX, organization, practice_payers

__all__ = ["organization", "practice_payers"]
TEMPLATES = [path for path in Path(doors.__file__).parent.rglob("*.html") if "mail_page" not in path.parts]
NAMELESS = {"sent.html", "lost.html"}
"""Who reads these has not said where he is."""
BARE = re.compile(r"\|(?:moment|second|ago|clock|sentence_day)\b(?!:)|_at\|day\b(?!:)|\|(?:date|time):|\bUTC\b")


def test_no_template_tells_an_instant_without_the_zone_of_who_reads_it() -> None:
    assert len(TEMPLATES) > 100
    bare = {path.name for path in TEMPLATES if BARE.search(path.read_text(encoding="utf-8"))}
    assert bare <= NAMELESS


def test_the_parts_of_the_first_day_tell_the_practices_own_time(
    practice_payers: None, organization: int, dana: Browser, owner: psycopg.Connection[Any], as_role: AsRole
) -> None:
    owner.execute("UPDATE directory_organizations_organization SET time_zone = 'Pacific/Honolulu'")
    dana.prove("webauthn")
    dana.post("/welcome/connect/make")
    ((account,),) = owner.execute("SELECT id FROM directory_users_sftpuser").fetchall()
    with as_role("web"):
        visit(tenant=organization, account=account, by="sftp:elm")
    dana.post("/welcome/sample", headers=HTMX)
    for path in ("/welcome/sample", "/welcome/connect/accounts"):
        told = re.findall(r'<time datetime="([^"]+)" title="[^"]+ HST">', dana.get(path, headers=HTMX).content.decode())
        assert told, path
        assert all(datetime.fromisoformat(at).utcoffset() == _offset() for at in told)
    assert " HST" in dana.get("/account").content.decode()
    assert dana.get("/home").content.decode().count("Times are those of Honolulu (HST).") == 1


def _offset() -> Any:
    return datetime(2026, 1, 1, tzinfo=ZoneInfo("Pacific/Honolulu")).utcoffset()
