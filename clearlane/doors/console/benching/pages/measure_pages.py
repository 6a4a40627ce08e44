"""Measure the pages: fill the house, let two people ask for each page, and print how long they waited."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from clearlane.doors.console.benching import carry
from clearlane.doors.console.benching.commit import commit
from clearlane.doors.console.benching.furnish import Furnished, furnish
from clearlane.doors.console.benching.pages.ask import Browser, Wanted
from clearlane.doors.console.benching.pages.crowd import gather, sign_in
from clearlane.doors.console.benching.pages.load import finish, load, superuser
from clearlane.doors.console.benching.pages.rows import Rows, span
from clearlane.doors.console.benching.pages.shape import LASTS
from clearlane.doors.console.benching.wait import wait
from clearlane.doors.console.benching.workload import workload
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.postgres.layout import Layout

REAL_CLAIMS, TIMES = 120, 20
"""Claims that are really sent, so that the pages of a claim and of a file have bytes; how often each page is asked."""

TARGET_MS = 200


def measure_pages(*, data: Path, claims: int, practices: int, as_json: bool) -> int:
    """Do it in the fresh house on this data folder, as role operator; 0 where every page keeps to its target."""
    addresses = json.loads((data / "addresses.json").read_text(encoding="utf-8"))
    known = _send(data, addresses)
    began = time.perf_counter()
    layout = Layout(data)
    with superuser(layout) as connection:
        practice, billing = known.tenants
        crowd = gather(connection, practice=practice, billing=billing, practices=practices)
        row = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM exchange_intake_number").fetchone()
        rows = Rows(crowd, *span(now()), claims=claims, first_number=row[0] if row else 1)
        for lines in rows.batches():
            load(connection, lines)
        finish(connection)
        people = {"practice": practice, "billing company": billing}
        port = _port(addresses["web"])
        browsers = [
            Browser(port=port, session=sign_in(connection, username=f"bench-{n}", tenant=tenant), user=user)
            for n, (user, tenant) in enumerate(people.items())
        ]
    loaded = time.perf_counter() - began
    pages = [browser.measure(wanted, times=TIMES) for browser in browsers for wanted in _pages(browser)]
    told = {"claims": claims, "practices": practices, "seconds_to_load": round(loaded, 1), "pages": pages} | _machine()
    _tell(told, as_json=as_json)
    return 1 if any(page["p95_ms"] > TARGET_MS for page in pages) else 0


def _send(data: Path, addresses: dict[str, str]) -> Furnished:
    """Two senders whose claims go the whole way: the practice with many claims, and the billing company."""
    known = furnish(data=data, sandbox_port=_port(addresses["sandbox"]), tenants=2)
    parcels = workload(claims=REAL_CLAIMS, tenants=2, today=today())

    async def send() -> None:
        async with carry.sessions(port=_port(addresses["sftp"]), key=known.key, tenants=2) as sittings:
            await carry.send(parcels=parcels, sittings=sittings)

    asyncio.run(send())
    wait(known, parcels)
    return known


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])


def _pages(browser: Browser) -> Iterator[Wanted]:
    """Every page that is measured; the addresses of single things are read out of the lists, as a person does."""
    plain, _ = browser.fetch(Wanted("/claims", "/claims"))
    paid, _ = browser.fetch(Wanted("/claims?status=paid", "/claims"))
    files, _ = browser.fetch(Wanted("/files", "/files"))
    yield Wanted("/home", "/home")
    yield Wanted("/claims", "/claims")
    yield Wanted("/claims?status=rejected&status=held", "/claims?status=rejected&status=held")
    yield Wanted("/claims?payer=BENCH2&status=paid", "/claims?payer=BENCH2&status=paid")
    yield Wanted("/claims?sort=-charge", "/claims?sort=-charge")
    yield Wanted("/claims?sort=service", "/claims?sort=service")
    yield Wanted(_first(r'"(/claims\?after=[^"]+)"', plain), "/claims, second page")
    account = _first(r"\b([A-Z]*\d{8})\b", plain, "A00000001")
    number = _first(r"\b(\d{10}[0-9A-Z]{8})\b", plain, account)
    for what, text in (("name", LASTS[5]), ("account", account), ("claim number", number), ("payer's number", "P1")):
        yield Wanted("/claims/search", f"/claims/search by {what}", text)
    claim = _first(r'"(/claims/[0-9a-f-]{36})[?"]', paid)
    yield Wanted(claim, "/claims/<id>")
    yield Wanted(f"{claim}?status=paid", "/claims/<id> within a list")
    yield Wanted("/files", "/files")
    yield Wanted(_first(r'"(/files/[0-9a-f-]{36})"', files), "/files/<id>")
    yield Wanted("/find", "/find", LASTS[5][:5], part=True)


def _first(pattern: str, page: str, otherwise: str = "") -> str:
    found = re.search(pattern, page)
    return found[1].replace("&amp;", "&") if found else otherwise


def _machine() -> dict[str, Any]:
    return {
        "times": TIMES,
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
        "load": [round(load, 1) for load in os.getloadavg()],
        "commit": commit(),
    }


def _tell(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(told))
        return
    print(f"{'page':44} {'user':16} {'p50 ms':>8} {'p95 ms':>8} {'queries':>8}")
    for page in told["pages"]:
        print(f"{page['url']:44} {page['user']:16} {page['p50_ms']:8} {page['p95_ms']:8} {page['queries']:8}")
    for name in ("claims", "practices", "seconds_to_load", "cores", "load", "commit"):
        print(f"{name:16} {told[name]}")
