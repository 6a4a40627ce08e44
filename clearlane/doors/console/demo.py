"""clearlane demo: send claims through a house that is up, as a practice would, and say what became of each."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from clearlane.doors.console.problem import Problem

if TYPE_CHECKING:
    from clearlane.doors.console.showing.furnish import Furnished
    from clearlane.doors.console.showing.parcels import Parcel

EXAMPLE = "clearlane demo --files ~/my-claims"
PATIENCE_SECONDS = 240
LOOK_SECONDS = 0.5
QUIET_SECONDS = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--files", type=Path, metavar="DIR", help="send the files of this folder, not synthetic ones")
    parser.add_argument("--once", action="store_true", help="say nothing of how to go on")
    parser.add_argument("--json", action="store_true", help="the table as one JSON document")


def run(args: argparse.Namespace) -> int:
    """Furnish, send, wait, tell; 0 where the tie-out closes, else 1."""
    from clearlane.config.setup import setup

    setup(role="operator")
    from clearlane.doors.console.showing.furnish import furnish
    from clearlane.doors.console.showing.parcels import of_folder, synthetic

    data = Path(os.environ["CLEARLANE_DATA"])
    addresses = _addresses(data)
    known = furnish(data=data, sandbox_port=_port(addresses["sandbox"]))
    parcels, notes = of_folder(folder=args.files, known=known) if args.files else (synthetic(run=known.runs), [])
    for note in notes if not args.json else []:
        print(f"  {note}")
    if not parcels:
        raise Problem(f"{args.files} has no file in it that could be sent")
    began = time.monotonic()
    asyncio.run(_send(parcels, data, _port(addresses["sftp"])))
    settled = _wait(known, parcels, began)
    return _tell(args, known, addresses, settled=settled, seconds=time.monotonic() - began)


def _addresses(data: Path) -> dict[str, str]:
    try:
        addresses: dict[str, str] = json.loads((data / "addresses.json").read_text(encoding="utf-8"))
    except FileNotFoundError as missing:
        raise Problem("no house is up on this data folder; `clearlane up --demo` starts one") from missing
    if "sandbox" not in addresses:
        raise Problem("this house has no sandbox payers; start it with `clearlane up --demo`")
    return addresses


def _port(address: str) -> int:
    return int(address.rpartition(":")[2])


async def _send(parcels: Sequence[Parcel], data: Path, port: int) -> None:
    """Each account puts its files into /inbound over real SFTP."""
    import asyncssh

    for username in sorted({parcel.username for parcel in parcels}):
        key = str(data / "demo" / f"{username}_key")
        async with (
            asyncssh.connect(
                "127.0.0.1", port, username=username, client_keys=[key], known_hosts=None, agent_path=None, config=None
            ) as connection,
            connection.start_sftp_client() as sftp,
        ):
            for parcel in (parcel for parcel in parcels if parcel.username == username):
                async with sftp.open(f"/inbound/{parcel.name}", "wb") as remote:
                    await remote.write(parcel.content)


def _wait(known: Furnished, parcels: Sequence[Parcel], began: float) -> bool:
    """Look until every file is read and every claim that went out is answered; whether that came to be in time.

    What has been quiet for a while, with nothing left to do, waits for a person and not for us.
    """
    from clearlane.exchange.reading.progress import progress
    from clearlane.foundation.tenancy.scope import scope

    before, since = None, began
    while time.monotonic() - began < PATIENCE_SECONDS:
        with scope([1, *known.tenants], by="operator:demo"):
            now = progress()
        if now != before:
            before, since = now, time.monotonic()
        _show(f"{now.claims} claims, {now.open} on their way, {now.files_open} files to read")
        is_quiet = not (now.due or now.files_open or now.files_untold) and time.monotonic() - since > QUIET_SECONDS
        if now.files >= len(parcels) and (now.is_settled or is_quiet):
            _show("")
            return True
        time.sleep(LOOK_SECONDS)
    return False


def _show(text: str) -> None:
    """One line that is written over and over, on a terminal only."""
    if sys.stdout.isatty():
        print(f"\r  {text:70}\r", end="", flush=True)


def _tell(
    args: argparse.Namespace, known: Furnished, addresses: dict[str, str], *, settled: bool, seconds: float
) -> int:
    from dataclasses import asdict

    from clearlane.doors.console.showing.table import table
    from clearlane.exchange.reading.claim_outcomes import claim_outcomes
    from clearlane.exchange.reading.progress import progress
    from clearlane.exchange.reading.tie_out import tie_out
    from clearlane.foundation.tenancy.scope import scope

    with scope([1, *known.tenants], by="operator:demo"):
        outcomes, tied, moving = claim_outcomes(), tie_out(), progress()
    closes = settled and tied.closes
    if args.json:
        told = {"closes": closes, "tie_out": asdict(tied), "claims": [asdict(one) for one in outcomes]}
        print(json.dumps(told, default=str))
        return 0 if closes else 1
    for line in table(outcomes=outcomes, tied=tied, moving=moving):
        print(line)
    if not settled:
        print(f"not all claims were answered within {PATIENCE_SECONDS} s; `clearlane status` says where they stand")
    print(f"{len(outcomes)} claims in {seconds:.1f} s")
    if not args.once:
        _say_where(addresses, outcomes[0].trace_number if outcomes else "NUMBER")
    return 0 if closes else 1


def _say_where(addresses: dict[str, str], number: str) -> None:
    data, port = addresses["data"], _port(addresses["sftp"])
    print(
        f"""
where to look
  the replies of the practice    sftp -i {data}/demo/maple_key -P {port} maple@127.0.0.1   (ls /outbound)
  the same through the API       bin/clearlane mailbox list --data {data}
  the life of one claim          bin/clearlane trace {number} --data {data}
  how all of them stand          bin/clearlane status --data {data}
  what a person must look at     bin/clearlane worklist --by you --data {data}
  their pages                    bin/clearlane operator add YOU --data {data}   (then Organizations, Enter to read)
Ctrl-C stops the house"""
    )
