"""Production claims go out only for a submitter that is live; until then they are checked, held and told."""

from __future__ import annotations

from datetime import date

from clearlane.exchange.edits.facts import Facts
from clearlane.exchange.edits.say import say
from clearlane.vocabulary.claim import Claim
from clearlane.vocabulary.finding import Disposition, Finding, Status

TITLE = "A production claim comes from a submitter that is live"
KIND = ("O",)
CITATION = "Our own policy: a new sender is tested first, and test is never inferred later"
IN_FORCE = date(2026, 1, 1)
DISPOSITION = Disposition.HOLD
STATUS = Status("A3", "496", "41")
READS = ("is_live",)
IS_SETTABLE = False


def check(*, claim: Claim, facts: Facts) -> tuple[Finding, ...]:
    """Hold a production claim (ISA15 P) of a submitter that is not live; a test claim goes its own way."""
    if facts.is_live or claim.usage != "P":
        return ()
    return (
        say(
            rule=__name__,
            level=7,
            disposition=DISPOSITION,
            place=claim.place,
            what="Your account may not send production claims yet.",
            why="The file is marked as production (ISA15 is P), and your account is still in testing.",
            remedy="Ask to go live under Get started; once you are live this claim goes on by itself. Until then send "
            "test files (ISA15 T).",
            citation=CITATION,
            status=STATUS,
            found=claim.usage,
            expected="T",
        ),
    )
