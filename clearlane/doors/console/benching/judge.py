"""The judge: what was sent against what the payers and the mailboxes hold. It never looks into the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clearlane.doors.console.benching.workload import Parcel

Key = tuple[int, str]
"""Which tenant (by its place, from 0), and CLM01."""

_NAMED = {b"277": b"TRN*2*", b"835": b"CLP*"}
"""By kind of set, how a segment begins that names one claim by its CLM01."""


DUE: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "accepted": {"payer": (1, 1), "277ca": (2, 2), "835": (1, 1)},
    "rejected": {"payer": (0, 0), "277ca": (1, 1), "835": (0, 0)},
    "dead": {"payer": (0, 0), "277ca": (0, 1), "835": (0, 0)},
    "held": {"payer": (0, 0), "277ca": (0, 0), "835": (0, 0)},
}
"""By what should become of a claim: how often at least and at most it stands at the payer, in 277CAs, in 835s."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Claims without an answer that was due, claims with one too many, and claims that went where they should not.

    Each is named by CLM01 and by what is wrong: ``payer``, ``277ca``, ``835``, ``999`` or ``summary``.
    """

    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    astray: tuple[str, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was lost, nothing doubled, and nothing went astray."""
        return not (self.lost or self.doubled or self.astray)


def judge(*, parcels: Sequence[Parcel], ledger: Mapping[str, Any], mailboxes: Sequence[Mapping[str, bytes]]) -> Verdict:
    """Judge each claim of the manifest, and each file.

    A claim that is good stands once at the payer, in our 277CA, in the payer's and in an 835; for the others see
    ``DUE``. Each file has one 999 and one summary.
    """
    number_of = {(c.npi, c.number): parcel.tenant for parcel in parcels for c in parcel.claims}
    at_payer = Counter(_owned(ledger["claims"], number_of))
    told, paid = _named(mailboxes, b"277"), _named(mailboxes, b"835")
    lost: list[str] = []
    doubled: list[str] = []
    astray: list[str] = []
    for parcel in parcels:
        for claim in parcel.claims:
            key = (parcel.tenant, claim.number)
            found = {"payer": at_payer[key], "277ca": told[key], "835": paid[key]}
            due = DUE[claim.expected]
            lost += [f"{claim.number} {what}" for what, (least, _) in due.items() if found[what] < least]
            more = [f"{claim.number} {what}" for what, (_, most) in due.items() if found[what] > most]
            (doubled if claim.expected == "accepted" else astray).extend(more)
    lost += _files(parcels, mailboxes, least=True)
    doubled += _files(parcels, mailboxes, least=False)
    strangers = [f"{n} payer" for n in _strangers(at_payer, parcels)]
    return Verdict(tuple(lost), tuple(doubled), tuple(astray + strangers))


def _owned(claims: Iterable[Mapping[str, Any]], number_of: Mapping[tuple[str, str], int]) -> Iterator[Key]:
    for claim in claims:
        yield number_of.get((claim["npi"], claim["number"]), -1), claim["number"]


def _strangers(at_payer: Counter[Key], parcels: Sequence[Parcel]) -> list[str]:
    """What the payers got that nobody sent."""
    sent = {(parcel.tenant, claim.number) for parcel in parcels for claim in parcel.claims}
    return [number for tenant, number in at_payer if (tenant, number) not in sent]


def _named(mailboxes: Sequence[Mapping[str, bytes]], set_id: bytes) -> Counter[Key]:
    """How often each claim is named in the mailbox's files of one kind."""
    found: Counter[Key] = Counter()
    begins = _NAMED[set_id]
    for tenant, mailbox in enumerate(mailboxes):
        for content in mailbox.values():
            if is_set(content, set_id):
                found.update((tenant, number) for number in _numbers(content, begins))
    return found


def is_set(content: bytes, set_id: bytes) -> bool:
    """Whether this is an interchange with such a set."""
    return content[:4] == b"ISA*" and b"ST*" + set_id + b"*" in content[:400]


def _numbers(content: bytes, begins: bytes) -> Iterator[str]:
    for raw in content.split(content[105:106]):
        segment = raw.lstrip()
        if segment.startswith(begins):
            yield segment[len(begins) :].split(b"*", 1)[0].decode("latin-1")


def _files(parcels: Sequence[Parcel], mailboxes: Sequence[Mapping[str, bytes]], *, least: bool) -> list[str]:
    """The files that have no 999 or summary (``least``), or more than one."""
    wrong = []
    for parcel in parcels:
        for ending in (".999", ".summary.txt"):
            count = sum(parcel.name in name and name.endswith(ending) for name in mailboxes[parcel.tenant])
            if (count < 1) if least else (count > 1):
                wrong.append(f"{parcel.name} {ending.split('.')[1]}")
    return wrong
