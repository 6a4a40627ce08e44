"""Compose a batch: claims of many senders as one 837, every block as it came but for the closed list of changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from clearlane.exchange.batches.changes import Collides, Renamed, Translation, claim, subscriber
from clearlane.exchange.claims.recall import Recalled
from clearlane.exchange.connections.profile import Profile
from clearlane.standards import x12
from clearlane.vocabulary.outcome import Ref

REQUEST, CHARGEABLE = "00", "CH"
_PROVIDER, _SUBSCRIBER, _PATIENT = b"20", b"22", b"23"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one claim stands in the batch: its set, counted from 1, and its first and last segment there (ST is 1)."""

    recalled: Recalled
    set_seq: int
    first_segment: int
    last_segment: int
    extract: bytes


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished batch: its bytes, where each claim stands, and the claims that could not be written into it."""

    content: bytes
    placed: tuple[Placed, ...]
    refused: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class _Blocks:
    """One claim's blocks in the connection's delimiters, without their HL segments."""

    recalled: Recalled
    provider: tuple[bytes, ...]
    subscriber: tuple[bytes, ...]
    patient: tuple[bytes, ...]
    claim: tuple[bytes, ...]


@dataclass(slots=True)
class _Levels:
    """The HL numbers of a set, which subscribers have patients under them, and the HL segments that are open."""

    parents: frozenset[tuple[object, ...]]
    last: int = 0
    provider: int = 0
    subscriber: int = 0
    opened: dict[bytes, bytes] = field(default_factory=dict)

    def open(self, mark: bytes, level: bytes, parent: int | None, *, has_child: bool) -> bytes:
        """The next HL, of a level: 20 provider, 22 subscriber, 23 patient."""
        self.last += 1
        parts = (b"HL", b"%d" % self.last, b"%d" % parent if parent else b"", level, b"1" if has_child else b"0")
        self.opened[level] = mark.join(parts)
        return self.opened[level]


def compose(
    *,
    claims: Sequence[Recalled],
    profile: Profile,
    payers: Mapping[bytes, Renamed],
    control: int,
    usage: str,
    at: datetime,
) -> Composed:
    """Write these claims as one interchange with as few sets as the profile allows.

    ``control`` is ISA13 and GS06, ``at`` local time as it is to stand there. Claims that cannot leave in the
    connection's delimiters are left out, and named.
    """
    blocks, refused = _translated(claims, profile, payers)
    ordered = _grouped(blocks)
    delimiters = x12.Delimiters.from_text(profile.claims.delimiters)
    writer = x12.Writer(
        identity=_identity(profile),
        control=control,
        usage=usage,
        at=at,
        delimiters=delimiters,
        ack_requested=profile.claims.ack_requested,
    )
    writer.group("HC", profile.claims.version, control=control)
    placed: list[Placed] = []
    for seq, start in enumerate(range(0, len(ordered), profile.claims.per_set), start=1):
        placed += _set(writer, ordered[start : start + profile.claims.per_set], profile, delimiters, seq, control, at)
    return Composed(writer.bytes(), tuple(placed), tuple(refused))


def _translated(
    claims: Sequence[Recalled], profile: Profile, payers: Mapping[bytes, Renamed]
) -> tuple[list[_Blocks], list[Ref]]:
    target = x12.Delimiters.from_text(profile.claims.delimiters)
    mark = target.element
    kept: list[_Blocks] = []
    refused: list[Ref] = []
    for one in claims:
        turn = Translation(x12.Delimiters.from_text(one.row.delimiters), target).segments
        try:
            trace = one.row.trace_number.encode()
            kept.append(
                _Blocks(
                    one,
                    tuple(turn(one.provider.text)[1:]),
                    tuple(subscriber(turn(one.subscriber.text), mark=mark, payers=payers)),
                    tuple(turn(one.patient.text)[1:]),
                    tuple(claim(turn(one.claim.text), mark=mark, trace=trace, payers=payers)),
                )
            )
        except Collides:
            refused.append(one.row.ref)
    return kept, refused


def _grouped(blocks: Sequence[_Blocks]) -> list[_Blocks]:
    """Byte-equal providers come together, in the order in which each was first seen; all else keeps its order."""
    groups: dict[tuple[bytes, ...], list[_Blocks]] = {}
    for one in blocks:
        groups.setdefault(one.provider, []).append(one)
    return [one for group in groups.values() for one in group]


def _identity(profile: Profile) -> x12.Identity:
    way = profile.identity
    return x12.Identity(
        sender=way.sender,
        receiver=way.receiver,
        sender_qualifier=way.sender_qualifier,
        receiver_qualifier=way.receiver_qualifier,
        application_sender=way.application_sender,
        application_receiver=way.application_receiver,
    )


def _set(
    writer: x12.Writer,
    blocks: Sequence[_Blocks],
    profile: Profile,
    delimiters: x12.Delimiters,
    seq: int,
    control: int,
    at: datetime,
) -> list[Placed]:
    writer.set("837", control=f"{seq:04d}", version=profile.claims.version)
    _head(writer, blocks[0], profile, seq, control, at)
    opening = writer.opening
    levels = _Levels(parents=frozenset(_subscriber(one) for one in blocks if one.patient))
    placed = []
    for before, one in zip((None, *blocks), blocks, strict=False):
        writer.raw(_opened(levels, before, one, delimiters.element))
        first = writer.count + 1
        writer.raw(one.claim)
        extract = _extract(opening, levels, one, delimiters)
        placed.append(Placed(one.recalled, seq, first, writer.count, extract))
    return placed


def _head(writer: x12.Writer, first: _Blocks, profile: Profile, seq: int, control: int, at: datetime) -> None:
    names = profile.names
    kind = first.recalled.row.bht06 or CHARGEABLE
    writer.segment("BHT", "0019", REQUEST, batch_reference(control, seq), f"{at:%Y%m%d}", f"{at:%H%M}", kind)
    writer.segment("NM1", "41", "2", names.submitter, "", "", "", "", "46", names.submitter_id)
    writer.segment("PER", "IC", names.contact, "TE", names.telephone)
    writer.segment("NM1", "40", "2", names.receiver, "", "", "", "", "46", names.receiver_id)


def batch_reference(control: int, seq: int) -> str:
    """BHT03 of a batch's set: ISA13, and the set's number from the second on."""
    return f"{control:09d}" if seq == 1 else f"{control:09d}-{seq}"


def _opened(levels: _Levels, before: _Blocks | None, one: _Blocks, mark: bytes) -> Iterator[bytes]:
    """The HL blocks that a claim needs and that are not open yet."""
    new_provider = before is None or before.provider != one.provider
    new_subscriber = new_provider or before is None or _subscriber(before) != _subscriber(one)
    if new_provider:
        yield levels.open(mark, _PROVIDER, None, has_child=True)
        levels.provider = levels.last
        yield from one.provider
    if new_subscriber:
        yield levels.open(mark, _SUBSCRIBER, levels.provider, has_child=_subscriber(one) in levels.parents)
        levels.subscriber = levels.last
        yield from one.subscriber
    if one.patient and (new_subscriber or before is None or _patient(before) != _patient(one)):
        yield levels.open(mark, _PATIENT, levels.subscriber, has_child=False)
        yield from one.patient


def _subscriber(one: _Blocks) -> tuple[object, ...]:
    """Which subscriber block of which file: equal ones of different files stay apart."""
    return one.recalled.row.file, one.recalled.row.subscriber_offset


def _patient(one: _Blocks) -> tuple[object, ...]:
    return one.recalled.row.file, one.recalled.row.patient_offset


def _extract(opening: tuple[bytes, ...], levels: _Levels, one: _Blocks, delimiters: x12.Delimiters) -> bytes:
    """The tenant's part of the batch: its envelope and head, provider, subscriber, patient and claim, as they leave."""
    blocks = ((_PROVIDER, one.provider), (_SUBSCRIBER, one.subscriber), (_PATIENT, one.patient))
    led = (segment for level, block in blocks if block for segment in (levels.opened[level], *block))
    return delimiters.segment.join((*opening, *led, *one.claim)) + delimiters.segment
