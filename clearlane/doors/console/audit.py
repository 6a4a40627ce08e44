"""clearlane audit: prove that nobody has rewritten the audit trail."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from clearlane.doors.console.bounds import tenant_number

EXAMPLES = {
    "verify": "clearlane audit verify --by ann",
}
EXAMPLE = EXAMPLES["verify"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `verify`."""
    actions = parser.add_subparsers(dest="action", required=True)
    verify = actions.add_parser("verify", help="read the trail from its first block to its last")
    verify.add_argument("--tenant", type=tenant_number, metavar="TENANT", help="of this tenant alone")
    verify.add_argument("--by", default="operator", metavar="NAME", help="who does this")
    verify.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Verify as ``operator``; 0 the trail holds, 1 it does not."""
    from clearlane.config.setup import setup
    from clearlane.doors.console.problem import Problem

    setup(role="operator")
    from clearlane.foundation.audit.verify import verify
    from clearlane.foundation.vault.keyring import KeyIsMissing, KeyIsOpen

    try:
        found = verify(by=f"operator:{args.by}", tenant=args.tenant)
    except (KeyIsMissing, KeyIsOpen) as error:
        raise Problem(str(error)) from error
    if args.json:
        print(json.dumps(asdict(found)))
        return 1 if found.faults else 0
    for fault in found.faults:
        print(f"tenant {fault.tenant}, block {fault.number}: {fault.what}")
    verdict = "does not hold" if found.faults else "holds"
    print(
        f"the trail {verdict}: {found.entries} entries in {found.blocks} blocks of {found.tenants} tenants,"
        f" {found.unsealed} not sealed yet"
    )
    return 1 if found.faults else 0
