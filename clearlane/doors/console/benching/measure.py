"""Measure: furnish the house, send the workload, wait, judge from outside, and print the figures."""

from __future__ import annotations

import asyncio
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from clearlane.doors.console.benching import carry
from clearlane.doors.console.benching.commit import commit
from clearlane.doors.console.benching.furnish import BY, Furnished, furnish
from clearlane.doors.console.benching.judge import Verdict, judge
from clearlane.doors.console.benching.meters import Meter, meters, used
from clearlane.doors.console.benching.stages import stages
from clearlane.doors.console.benching.wait import wait
from clearlane.doors.console.benching.workload import FAULTY_SHARE, PAYERS, SEED, Parcel, workload
from clearlane.exchange.reading.measure_journey import Journey, measure_journey
from clearlane.foundation.clock.read import now, today
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope

NAMED_AT_MOST = 20


def measure(*, data: Path, claims: int, tenants: int, as_json: bool) -> int:
    """Do it in the fresh house on this data folder, as role operator; 0 where the verdict is clean, else 1."""
    addresses = json.loads((data / "addresses.json").read_text(encoding="utf-8"))
    known = furnish(data=data, sandbox_port=_port(addresses["sandbox"]), tenants=tenants)
    parcels = workload(claims=claims, tenants=tenants, today=today())
    told = asyncio.run(_measured(data, _port(addresses["sftp"]), known, parcels))
    if as_json:
        print(json.dumps(told))
    else:
        for name, value in told.items():
            print(f"{name:22} {json.dumps(value)}")
    return 1 if told["lost"] or told["doubled"] or told["astray"] else 0


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])


async def _measured(data: Path, port: int, known: Furnished, parcels: list[Parcel]) -> dict[str, Any]:
    """The clock starts when the sessions are open and the first byte is about to go."""
    async with carry.sessions(port=port, key=known.key, tenants=len(known.tenants)) as sittings:
        before, began = meters(data=data), now()
        await carry.send(parcels=parcels, sittings=sittings)
        received = now()
        await asyncio.to_thread(wait, known, parcels)
        after = meters(data=data)
        journey = await asyncio.to_thread(_journey, known)
        mailboxes = await carry.fetch(sittings=sittings)
    ledger = _ledger(data)
    verdict = judge(parcels=parcels, ledger=ledger, mailboxes=mailboxes)
    return {
        **_rates(parcels, verdict, journey, began, received),
        **_costs(data, parcels, before, after),
        **_circumstances(parcels, journey, known),
        "payer_cpu_s": ledger["payer_cpu_s"],
        "files_in_mailboxes": sum(len(mailbox) for mailbox in mailboxes),
    }


def _journey(known: Furnished) -> Journey:
    with scope([HOUSE, *known.tenants], by=BY):
        return measure_journey()


def _ledger(data: Path) -> dict[str, Any]:
    """The payers' own book, by their own program."""
    command = [sys.executable, "-m", "clearlane_sandbox", "ledger", "--data", str(data / "sandbox"), "--json"]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told


def _rates(
    parcels: Sequence[Parcel], verdict: Verdict, journey: Journey, began: datetime, received: datetime
) -> dict[str, Any]:
    """Claims a second count the claims that made the whole way, not those that were refused on it."""
    all_claims = [claim for parcel in parcels for claim in parcel.claims]
    good = sum(claim.expected == "accepted" for claim in all_claims)
    home = max(filter(None, (journey.last_posted_at, journey.last_mail_at)), default=None)
    return {
        "claims": len(all_claims),
        "claims_out": good,
        "lost": len(verdict.lost),
        "doubled": len(verdict.doubled),
        "astray": len(verdict.astray),
        "wrong": [*verdict.lost, *verdict.doubled, *verdict.astray][:NAMED_AT_MOST],
        "out_claims_per_s": _rate(good, began, journey.last_sent_at),
        "claims_per_s": _rate(good, began, home),
        "seconds_to_receive": round((received - began).total_seconds(), 2),
        "seconds_out": round((journey.last_sent_at - began).total_seconds(), 2) if journey.last_sent_at else None,
        "seconds": round((home - began).total_seconds(), 2) if home else None,
    }


def _rate(claims: int, began: datetime, ended: datetime | None) -> float:
    return round(claims / (ended - began).total_seconds(), 1) if ended else 0.0


def _costs(data: Path, parcels: Sequence[Parcel], before: dict[int, Meter], after: dict[int, Meter]) -> dict[str, Any]:
    claims = sum(len(parcel.claims) for parcel in parcels)
    spent = used(before, after)
    peaks = [meter.peak_rss_mb for meter in after.values() if meter.program == "worker"]
    ours = sum(seconds for program, seconds in spent.items() if program not in ("payer", "bench"))
    return {
        "stages": stages(logs=data / "log", claims=claims),
        "cpu_s": spent,
        "cpu_ms_per_claim": round(ours * 1000 / claims, 2),
        "peak_rss_mb": {"sum": round(sum(peaks), 1), "largest": round(max(peaks, default=0.0), 1)},
        "split_segments_per_s": _split(parcels),
    }


def _split(parcels: Sequence[Parcel]) -> int:
    """The floor: how many segments a second ``bytes.split`` alone parts, on the same files, in this run."""
    began, segments = time.perf_counter(), 0
    while time.perf_counter() - began < 0.1:
        segments += sum(len(parcel.content.split(b"~")) for parcel in parcels)
    return round(segments / (time.perf_counter() - began))


def _circumstances(parcels: Sequence[Parcel], journey: Journey, known: Furnished) -> dict[str, Any]:
    return {
        **journey.settings,
        "roles": journey.roles,
        "audit_rows": journey.audit_rows,
        "vault_bytes": journey.vault_bytes,
        "batches": journey.batches,
        "workload": {
            "seed": SEED,
            "tenants": len(known.tenants),
            "payers": len(PAYERS),
            "files": len(parcels),
            "largest_file": max(len(parcel.claims) for parcel in parcels),
            "bytes": sum(len(parcel.content) for parcel in parcels),
            "faulty_share": FAULTY_SHARE,
            "way": "sftp, one session a tenant, opened before the clock starts",
        },
        "python": platform.python_version(),
        "cores": len(os.sched_getaffinity(0)),
        "load": [round(load, 1) for load in os.getloadavg()],
        "commit": commit(),
    }
