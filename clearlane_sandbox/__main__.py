"""``python -m clearlane_sandbox serve|ledger|profiles``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from clearlane_sandbox.ledger.tell import tell
from clearlane_sandbox.profile import SWITCHES
from clearlane_sandbox.read_profile import ProfileIsUnreadable, read_profiles

PROFILES = Path(__file__).with_name("profiles")
FINE, USAGE = 0, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 fine, 2 usage or environment."""
    given = parser().parse_args(arguments)
    try:
        return int(given.run(given))
    except (ProfileIsUnreadable, OSError, ValueError) as error:
        print(f"clearlane_sandbox: {error}", file=sys.stderr)
        return USAGE


def parser() -> argparse.ArgumentParser:
    """The commands."""
    top = argparse.ArgumentParser(
        prog="python -m clearlane_sandbox",
        description="Sandbox payers: an outside party that answers claims over SFTP.",
        epilog="example: python -m clearlane_sandbox serve --port 2299 --data /tmp/payers",
    )
    commands = top.add_subparsers(required=True, metavar="command")
    add_serve(commands.add_parser("serve", help="serve all payers of a folder of profiles until stopped"))
    ledger = commands.add_parser("ledger", help="what was received, answered and paid; amounts are cents")
    ledger.add_argument("--data", type=Path, required=True, metavar="DIR")
    ledger.add_argument("--json", action="store_true", help="the whole ledger as one JSON document")
    ledger.add_argument("--totals", action="store_true", help="counts and sums only")
    ledger.set_defaults(run=print_ledger)
    listing = commands.add_parser("profiles", help="list the payers of a folder and the switches there are")
    listing.add_argument("--profiles", type=Path, default=PROFILES, metavar="DIR")
    listing.set_defaults(run=print_profiles)
    return top


def add_serve(command: argparse.ArgumentParser) -> None:
    """The options of serve."""
    command.add_argument("--profiles", type=Path, default=PROFILES, metavar="DIR", help="folder of *.txt profiles")
    command.add_argument("--host", default="127.0.0.1")
    command.add_argument("--port", type=int, default=2299, help="0 takes a free one, see DIR/address")
    command.add_argument("--data", type=Path, required=True, metavar="DIR", help="ledger, folders, host key")
    command.add_argument("--clock", type=Path, metavar="FILE", help="a test clock's file (an instant or an offset)")
    command.add_argument("--seed", type=int, default=0)
    command.add_argument("--pace", type=float, default=1.0, help="stretches the profiles' delays; 0 removes them")
    command.set_defaults(run=run_serve)


def run_serve(given: argparse.Namespace) -> int:
    """Serve; asyncssh is needed only here."""
    from clearlane_sandbox.serve import Place, serve

    place = Place(given.host, given.port, given.data, given.clock, given.seed, given.pace)
    serve(profiles=read_profiles(given.profiles), place=place)
    return FINE


def print_ledger(given: argparse.Namespace) -> int:
    """Print the ledger."""
    told = tell(data=given.data, totals_only=given.totals or not given.json)
    if given.json:
        print(json.dumps(told))
    else:
        for name, value in {**told["totals"], "payer_cpu_s": told["payer_cpu_s"]}.items():
            print(f"{name:16} {value}")
    return FINE


def print_profiles(given: argparse.Namespace) -> int:
    """Print payers and switches."""
    for profile in read_profiles(given.profiles):
        switches = " ".join(switch.name for switch in profile.switches)
        print(f"{profile.user:10} {profile.payer:10} {profile.tier:10} {profile.name}  {switches}".rstrip())
    print("\nswitches:")
    for name, meaning in SWITCHES.items():
        print(f"  {name:18} {meaning}")
    return FINE


if __name__ == "__main__":
    sys.exit(main())
