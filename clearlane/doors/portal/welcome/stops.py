"""The sample's journey in words: what happened at each stop, in one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clearlane.exchange.reading.follow_sample import STOPS, SampleJourney
from clearlane.vocabulary.money import Money

_TITLES = {
    "received": "Received",
    "checked": "Checked",
    "sent": "Sent",
    "accepted": "Accepted by the payer",
    "paid": "Paid",
}
_WAITS = {
    "checked": "We read it against the 837P guide and run every edit over it.",
    "sent": "It waits a second for others and goes out to the practice payer as a file.",
    "accepted": "The practice payer answers: a 999 for the file, a 277CA for the claim.",
    "paid": "The practice payer adjudicates it and sends an 835.",
}
_HALTS = {
    "held": "It is held; the claim's page says for what, and what you can do.",
    "stuck": "It is held: a fault of ours stopped it, and our operators have been told.",
    "rejected": "Our edits rejected it; the claim's page says which, and why.",
    "dead": "It broke the 837P guide; the file's page shows at which segment.",
    "rejected_by_payer": "The practice payer rejected it; the claim's page says why.",
    "in_doubt": "We could not tell whether the practice payer has it, and have asked a person.",
    "withdrawn": "It was withdrawn.",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop: ``state`` is done, here (what happens now), halted or ahead."""

    title: str
    sentence: str
    state: str
    at: datetime | None

    @property
    def icon(self) -> str:
        """Its shape."""
        return {"done": "paid", "here": "pending", "halted": "warning", "ahead": "draft"}[self.state]

    @property
    def role(self) -> str:
        """Its colour role."""
        return {"done": "good", "here": "flow", "halted": "warn", "ahead": "quiet"}[self.state]


def stops(journey: SampleJourney) -> list[Stop]:
    """All five, in order; of those that it has not reached the first is under way, or halted."""
    furthest = max(STOPS.index(stop) for stop in journey.reached)
    return [_stop(journey, index, furthest) for index in range(len(STOPS))]


def status_line(journey: SampleJourney) -> str:
    """Where it stands, for who hears the page."""
    if journey.is_paid:
        return "Your sample claim is paid."
    if journey.halted:
        return "Your sample claim has stopped."
    return f"Your sample claim: {_TITLES[STOPS[max(STOPS.index(stop) for stop in journey.reached)]].lower()}."


def _stop(journey: SampleJourney, index: int, furthest: int) -> Stop:
    name = STOPS[index]
    if index <= furthest:
        return Stop(_TITLES[name], _done(journey)[name], "done", journey.reached.get(name))
    if index > furthest + 1:
        return Stop(_TITLES[name], _WAITS[name], "ahead", None)
    if journey.halted:
        return Stop(_TITLES[name], _HALTS.get(journey.state, "It goes no further by itself."), "halted", None)
    return Stop(_TITLES[name], _WAITS[name], "here", None)


def _done(journey: SampleJourney) -> dict[str, str]:
    return {
        "received": f"We have {journey.file_name}, {journey.size:,} bytes, and keep it encrypted.",
        "checked": "It passed the 837P guide and every edit; its 999 and 277CA lie ready under Files (SFTP: outbound).",
        "sent": "It went to the practice payer over SFTP, in a batch of its own.",
        "accepted": "The practice payer took it into adjudication and gave it its own number.",
        "paid": _payment(journey),
    }


def _payment(journey: SampleJourney) -> str:
    charge, paid, patient = map(_dollars, (journey.charge_cents, journey.paid_cents, journey.patient_cents))
    cut = journey.charge_cents - journey.paid_cents - journey.patient_cents
    off = f"; {_dollars(cut)} is what the contract takes off" if cut > 0 else ""
    return f"Of {charge} the payer pays {paid}; the patient owes {patient}{off}. The 835 lies ready as the others do."


def _dollars(cents: int) -> str:
    return f"${Money.from_cents(cents).amount:,.2f}"
