"""clearlane pair: let an organization bill under an NPI and tax id, and receive its remittances."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from clearlane.doors.console.bounds import tenant_number
from clearlane.doors.console.problem import Problem

if TYPE_CHECKING:
    from clearlane.flows.let_bill import Billing

SUMMARY = "register an NPI and TIN for which a submitter may bill"
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
    add.add_argument(
        "--by",
        required=True,
        metavar="NAME",
        help="who verified it, for the audit trail; in service the operator who proposes it",
    )
    add.add_argument("--seen", default="", metavar="TEXT", help="what you verified it by; in service it must be said")
    add.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Register the pair; 0 fine, 1 it is not live: another organization holds it and a person must decide, or it is
    proposed and waits for two operators at the console; 2 it is none, or who does it may not."""
    from clearlane.config.setup import setup

    setup(role="operator")
    from clearlane.directory.operators.approve import MayNotApprove, needed
    from clearlane.directory.providers.add_pair import PairRefused
    from clearlane.foundation.tenancy.house import HOUSE
    from clearlane.foundation.tenancy.scope import scope

    try:
        with scope([HOUSE, args.tenant], by=f"operator:{args.by}"):
            return _propose(args) if needed() > 1 else _let(args)
    except (PairRefused, MayNotApprove) as refusal:
        raise Problem(str(refusal)) from refusal


def _let(args: argparse.Namespace) -> int:
    """One person decides: it is done at once."""
    from clearlane.flows.let_bill import let_bill

    billing = _billing(args)
    let = let_bill(billing=billing, by=f"operator:{args.by}")
    told = _told(billing) | {"submitter": billing.submitter, "status": let.status}
    said = f"{billing.number}+{billing.tin} is {let.status} for tenant {billing.tenant}, sent by {billing.submitter}"
    if args.atypical:
        said += ", without an NPI"
    else:
        said, told = f"{said}; ERA: {let.era}", told | {"era": let.era}
    print(json.dumps(told) if args.json else said)
    return 0 if "disputed" not in (let.status, let.era) else 1


def _propose(args: argparse.Namespace) -> int:
    """In service a name on the shell is nobody's yes: two operators say it at the console, each by his passkey."""
    from clearlane.directory.operators.propose import propose
    from clearlane.flows.let_bill import check_billing

    billing = _billing(args)
    check_billing(billing)
    propose(act=str(billing), given=asdict(billing), name=args.by, seen=args.seen)
    said = (
        f"{args.npi} is proposed and waits: this house is in service, and two operators say yes in the console,"
        " under What waits; until then nothing is sent"
    )
    print(json.dumps(_told(billing) | {"status": "waiting"}) if args.json else said)
    return 1


def _billing(args: argparse.Namespace) -> Billing:
    from clearlane.flows.let_bill import Billing

    return Billing(
        number=args.npi,
        tin=args.tin.replace("-", ""),
        tenant=args.tenant,
        submitter=args.submitter or args.tenant,
        payer=args.payer.strip().upper() if args.atypical else args.payer,
        era=not (args.no_era or args.atypical),
        atypical=args.atypical,
    )


def _told(billing: Billing) -> dict[str, object]:
    return {"number" if billing.atypical else "npi": billing.number, "tin": billing.tin, "tenant": billing.tenant}
