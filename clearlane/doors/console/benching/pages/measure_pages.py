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
from clearlane.doors.console.benching.pages.crowd import Seen, gather, look, sign_in
from clearlane.doors.console.benching.pages.load import finish, load, superuser
from clearlane.doors.console.benching.pages.rows import Rows, span
from clearlane.doors.console.benching.wait import wait
from clearlane.doors.console.benching.workload import workload
from clearlane.doors.console.problem import Problem
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.postgres.layout import Layout

REAL_CLAIMS = 120
"""Claims that are really sent, so that the pages of a claim and of a file have bytes."""

TARGET_MS = 200


def measure_pages(*, data: Path, claims: int, practices: int, times: int, as_json: bool) -> int:
    """Do it in the fresh house on this data folder, as role operator; 0 where every page keeps to its target. Each page
    is asked so many ``times``."""
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
        looks = [
            look(connection, tenant=practice, owners=[practice]),
            look(connection, tenant=billing, owners=crowd.clients),
        ]
    loaded = time.perf_counter() - began
    pages = [
        browser.measure(wanted, times=times)
        for browser, seen in zip(browsers, looks, strict=True)
        for wanted in _pages(browser, seen)
    ]
    told = {"claims": claims, "practices": practices, "times": times, "seconds_to_load": round(loaded, 1)}
    told |= {"pages": pages} | _machine()
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


def _pages(browser: Browser, seen: Seen) -> Iterator[Wanted]:
    """Every page that is measured."""
    plain, _ = browser.fetch(Wanted("/claims", "/claims"))
    yield Wanted("/home", "/home")
    for url in (
        "/claims", "/claims?status=rejected&status=held", "/claims?payer=BENCH2&status=paid", "/claims?sort=-charge",
        "/claims?sort=service",
    ):  # fmt: skip
        yield Wanted(url, url)
    yield Wanted(_first(r'"(/claims\?after=[^"]+)"', plain), "/claims, second page")
    for what, text in seen.sought.items():
        yield Wanted("/claims/search", f"/claims/search by {what}", text)
    yield Wanted(f"/claims/{seen.claim}", "/claims/<id>")
    yield Wanted(f"/claims/{seen.claim}?status=paid", "/claims/<id> within a list")
    yield Wanted("/files", "/files")
    yield Wanted(f"/files/{seen.file}", "/files/<id>")
    yield Wanted("/find", "/find", seen.sought["name"][:4], part=True)


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if not found:
        raise Problem("there are too few claims for a second page; ask for 1,000 or more")
    return found[1].replace("&amp;", "&")


def _machine() -> dict[str, Any]:
    return {
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
