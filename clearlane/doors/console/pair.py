"""clearlane pair: let an organization bill under an NPI and tax id, and receive its remittances."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from clearlane.doors.console.bounds import tenant_number
from clearlane.doors.console.problem import Problem

SUMMARY = "register an NPI and TIN for which a submitter may bill"
TIN_LENGTH = 9
EXAMPLES = {
    "add": "clearlane pair add 1234567893 123456789 --tenant 3 --submitter 2 --by ann",
}
EXAMPLE = EXAMPLES["add"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare `add`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="register a pair that you have verified")
    add.add_argument("npi", help="billing NPI, ten digits; with --atypical the number that the payer gave (REF*G2)")
    add.add_argument("tin", help="tax id, nine digits")
    add.add_argument(
        "--tenant", type=tenant_number, required=True, help="the organization that holds the pair and its claims"
    )
    add.add_argument("--submitter", type=tenant_number, help="who sends its claims, where that is another")
    add.add_argument("--atypical", action="store_true", help="a provider who has no NPI; --payer is whose number it is")
    add.add_argument("--no-era", action="store_true", help="do not give it the right to the remittances")
    add.add_argument(
        "--payer", default="", metavar="ID", help="remittances of this payer only (every payer); needed with --atypical"
    )
    add.add_argument("--by", required=True, metavar="NAME", help="who verified it, for the audit trail")
    add.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Register the pair; 0 fine, 1 another organization holds it and a person must decide, 2 it is none."""
    from clearlane.config.setup import setup

    setup(role="operator")
    if args.atypical:
        return _add_atypical(args)
    from clearlane.directory.providers.add_era_right import add_era_right
    from clearlane.directory.providers.add_pair import PairRefused, add_pair
    from clearlane.flows.let_go import PAIR, let_go
    from clearlane.foundation.tenancy.scope import scope

    by, tin, era = f"operator:{args.by}", args.tin.replace("-", ""), "none"
    try:
        with scope([args.tenant], by=by):
            added = add_pair(npi=args.npi, tin=tin, tenant=args.tenant, submitter=args.submitter, by=by)
            if added.status == "live" and not args.no_era:
                era = add_era_right(npi=args.npi, tin=tin, tenant=args.tenant, payer_id=args.payer, by=by)
            if added.status == "live":
                let_go(rule=PAIR, npi=args.npi, tin=tin, by=by)
    except PairRefused as refusal:
        raise Problem(str(refusal)) from refusal
    said = f"{added.npi}+{added.tin} is {added.status} for tenant {added.tenant}, sent by {added.submitter}; ERA: {era}"
    print(json.dumps({**asdict(added), "era": era}) if args.json else said)
    return 0 if "disputed" not in (added.status, era) else 1


def _add_atypical(args: argparse.Namespace) -> int:
    from clearlane.directory.providers.add_atypical import add_atypical
    from clearlane.foundation.tenancy.scope import scope

    tin = args.tin.replace("-", "")
    if len(tin) != TIN_LENGTH or not tin.isascii() or not tin.isdigit() or not args.npi.strip():
        raise Problem(f"{args.npi} and {args.tin} are not a payer's number and nine digits")
    payer = args.payer.strip().upper()
    if not payer:
        raise Problem(f"--atypical needs --payer, whose number {args.npi} is")
    sender = args.submitter or args.tenant
    by = f"operator:{args.by}"
    with scope([args.tenant], by=by):
        add_atypical(number=args.npi, tin=tin, tenant=args.tenant, submitter=sender, payer_id=payer, by=by)
    told = {"number": args.npi, "tin": tin, "tenant": args.tenant, "submitter": sender, "status": "live"}
    said = f"{args.npi}+{tin} is live for tenant {args.tenant}, sent by {sender}, without an NPI"
    print(json.dumps(told) if args.json else said)
    return 0
