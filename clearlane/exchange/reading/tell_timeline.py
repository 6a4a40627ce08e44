"""What happened to a claim, the newest first, in sentences; each with the message that proves it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from clearlane.exchange.claims.models import Answer, Extract, Transition
from clearlane.exchange.reading.explain_claim import dollars, name_rule
from clearlane.exchange.reading.find_surroundings import Surroundings
from clearlane.exchange.reading.plain_codes import cite_status
from clearlane.exchange.reading.read_statuses import read_statuses

_SENTENCES = {
    "born": ("Received", "Received"),
    "pass": ("Ready", "Passed every check"),
    "hold": ("Held", "Held by us"),
    "release": ("Received", "Released by a person, and checked again"),
    "reject": ("Rejected", "Rejected by us"),
    "stick": ("Held", "Stopped by a fault of ours"),
    "withdraw": ("Void", "Withdrawn"),
    "batch": ("Ready", "Put into a file for {payer}"),
    "unbatch": ("Ready", "Taken out of its file again"),
    "doubt": ("Sent", "Sending was interrupted; we find out whether it arrived"),
    "send": ("Sent", "Sent to {payer}"),
    "payer_received": ("Sent", "Received by {payer}"),
    "payer_accepted": ("Accepted", "Accepted by {payer}"),
    "payer_rejected": ("Rejected", "Rejected by {payer}"),
    "replace": ("Replaced", "Replaced by a later claim"),
}
"""Event -> the word whose shape and colour stand before it, and the sentence."""

_CHECKED_AGAIN = {
    "flow": "Checked again: something that it waited for has changed",
    "operator": "Checked again, after a change of ours",
}
"""Who had a held claim judged again and waived nothing -> the sentence; else a person let it go."""

_WITHDRAWN = {"user": "Withdrawn by its sender", "operator": "Withdrawn by the people who run this installation"}
"""Who took a claim back -> the sentence."""

_DECIDED = {"1": "Paid", "2": "Paid", "3": "Paid", "4": "Denied", "19": "Paid", "20": "Paid", "22": "Reversed"}
_PROVED = {
    "send": "out837", "payer_received": "277ca", "payer_accepted": "277ca", "payer_rejected": "277ca",
    "decided": "835",
}  # fmt: skip
"""Event -> the kind of message that brought it about."""
_NAMES = {
    "in837": "837 as received", "out837": "837 to the payer", "ta1": "TA1", "999": "999", "277ca": "277CA",
    "835": "835",
}  # fmt: skip
_ALONE = {
    "ta1": "{payer} answered the envelope", "999": "{payer} answered the format of the file",
    "277ca": "{payer} answered once more", "835": "{payer} told its decision once more",
}  # fmt: skip
"""A message that moved nothing -> what it is."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened. ``word`` lends it shape and colour; ``extract`` is the message that proves it (0: as
    received; None: none), ``mail`` the file of the mailbox in which its sender was told."""

    at: datetime
    word: str
    headline: str
    text: str
    extract: int | None = None
    mail: UUID | None = None
    event: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """One message about the claim that is kept: what file it was part of, its segments there, the file's hash."""

    seq: int
    kind: str
    name: str
    at: datetime
    first_segment: int
    last_segment: int
    file_sha256: str


def list_extracts(*, tenant: int, claim_id: UUID) -> tuple[Kept, ...]:
    """The messages about a claim of the scope, in order."""
    rows = Extract.objects.filter(tenant_id=tenant, claim_id=claim_id).order_by("at", "seq").defer("sealed")
    return tuple(
        Kept(
            each.seq, each.kind, _NAMES.get(each.kind, each.kind), each.at, each.first_segment, each.last_segment,
            bytes(each.file_sha256).hex(),
        )
        for each in rows
    )  # fmt: skip


def tell_timeline(*, tenant: int, claim_id: UUID, around: Surroundings, extracts: tuple[Kept, ...]) -> tuple[Told, ...]:
    """Everything that happened to a claim of the scope, the newest first."""
    told = [*_moves(tenant, claim_id, around), *_decisions(around), *_answers(tenant, claim_id)]
    told.sort(key=lambda one: one.at)
    return tuple(reversed(_prove(told, list(extracts), around.payer)))


def _moves(tenant: int, claim_id: UUID, around: Surroundings) -> list[Told]:
    rows = Transition.objects.filter(tenant_id=tenant, claim_id=claim_id).order_by("seq")
    return [_move(row, around) for row in rows if row.event in _SENTENCES]


def _move(row: Transition, around: Surroundings) -> Told:
    word, sentence = _SENTENCES[row.event]
    if row.event == "born" and row.to_state == "dead":
        word, sentence = "Rejected", "Received, and refused by our 999"
    if row.event == "release" and not row.detail:  # the rules that a release waives stand in its detail
        sentence = _CHECKED_AGAIN.get(row.by.partition(":")[0], sentence)
    if row.event == "withdraw":
        sentence = _WITHDRAWN.get(row.by.partition(":")[0], sentence)
    return Told(
        row.at, word, sentence.format(payer=around.payer), _detail(row, around),
        0 if row.event == "born" else None, None, row.event,
    )  # fmt: skip


def _detail(row: Transition, around: Surroundings) -> str:
    if row.event == "born":
        file = around.file
        return f"Claim {around.ordinal} of {file.name}, by {_way(file.way)}." if file else ""
    if row.event.startswith("payer_") and row.detail:
        return cite_status(row.detail)
    if row.event in ("reject", "hold"):
        named = "; ".join(name_rule(rule) for rule in row.detail.split(", "))
        return f"{named}." if named else ""
    return "Every check of ours is behind it." if row.event == "pass" else ""


def _way(way: str) -> str:
    return {"sftp": "SFTP", "https": "the API", "portal": "upload"}.get(way, way)


def _decisions(around: Surroundings) -> list[Told]:
    return [
        Told(
            one.at, _DECIDED.get(one.status, "Accepted"), f"Decided by {around.payer}",
            f"Charged {dollars(one.charge)}, pays {dollars(one.paid)}, patient owes {dollars(one.patient)}."
            + (f" Payment {one.check}." if one.check else ""),
            None, None, "decided",
        )
        for one in around.decisions
    ]  # fmt: skip


def _answers(tenant: int, claim_id: UUID) -> list[Told]:
    rows = Answer.objects.filter(tenant_id=tenant, claim_id=claim_id, told_at__isnull=False).order_by("told_at", "id")
    return [
        Told(
            row.told_at, "Received", "Told to the sender in a 277CA",
            _said(row.statuses),
            None, row.told_in, "told",
        )
        for row in rows
        if row.told_at is not None
    ]  # fmt: skip


def _said(statuses: str) -> str:
    """An answer in words with its codes; nothing where there are none."""
    return " ".join(cite_status(each.status) for each in read_statuses(text=statuses))


def _prove(told: list[Told], extracts: list[Kept], payer: str) -> list[Told]:
    """Give each event the message of its kind that is nearest in time, each message once; the rest stand alone."""
    proved = []
    for one in told:
        fitting = [kept for kept in extracts if kept.kind == _PROVED.get(one.event)]
        nearest = min(fitting, key=lambda kept: abs(kept.at - one.at), default=None)
        if nearest:
            extracts.remove(nearest)
        proved.append(replace(one, extract=nearest.seq) if nearest else one)
    rest = [Told(kept.at, "Received", _alone(kept, payer), "", kept.seq, None, "kept") for kept in extracts]
    return sorted((*proved, *rest), key=lambda one: one.at)


def _alone(kept: Kept, payer: str) -> str:
    return _ALONE.get(kept.kind, f"{kept.name} kept").format(payer=payer)
