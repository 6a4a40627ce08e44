"""Fill the house with the demo's claims, and take every page of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from clearlane.doors.console.benching.pages.crowd import sign_in
from clearlane.doors.console.benching.pages.load import superuser
from clearlane.doors.console.picturing.camera import browser, tab
from clearlane.doors.console.picturing.operate import operate
from clearlane.doors.console.picturing.walk import invite, sign_up, visit, work
from clearlane.foundation.postgres.layout import Layout

USERNAME = "dana.maple"


def picture(*, data: Path, folder: Path, only: str) -> list[Path]:
    """Take them in the fresh house on this data folder, as role operator; gives where they are."""
    addresses = json.loads((data / "addresses.json").read_text(encoding="utf-8"))
    origin = addresses["web"].replace("127.0.0.1", "localhost")
    demo = [sys.executable, "-m", "clearlane", "demo", "--once", "--json", "--data", str(data)]
    subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
    known = json.loads((data / "demo" / "demo.json").read_text(encoding="utf-8"))
    with superuser(Layout(data)) as connection:
        session = sign_in(connection, username=USERNAME, tenant=known["practice"])
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        visitor = tab(chromium, origin=origin, folder=folder, only=only)
        visit(visitor)
        sign_up(visitor, mail_page=addresses["mail"])
        practice = tab(chromium, origin=origin, folder=folder, only=only, session=session)
        work(practice)
        guest = tab(chromium, origin=origin, folder=folder, only=only)
        invite(practice, guest, mail_page=addresses["mail"])
        console = tab(chromium, origin=addresses["console"].removesuffix("/operator/"), folder=folder, only=only)
        operate(console, data=data, practice=known["practice"])
    return [*visitor.taken, *practice.taken, *guest.taken, *console.taken]
