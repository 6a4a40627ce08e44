"""Blocks of a file that lie far apart are given as they are, and what lies between them is not read."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.exchange.claims.read_blocks import GAP, read_blocks
from clearlane.exchange.claims.recall import Recalled, recall
from clearlane.exchange.intake.receive import Upload, receive
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.frames import Opener
from tests.exchange.payer_files import claims_of
from tests.flows.world import BY, World

SPANS = st.lists(st.tuples(st.integers(0, 6 * GAP), st.integers(0, 2000)), max_size=12)


def content(offset: int, length: int) -> bytes:
    """Bytes of a long file, each place with its own."""
    return bytes((place * 31 + place // 251) % 256 for place in range(offset, offset + length))


@given(SPANS)
def test_each_block_is_what_lies_at_its_place_and_no_more_is_read_than_lies_near(spans: list[tuple[int, int]]) -> None:
    asked: list[tuple[int, int]] = []

    def read(offset: int, length: int) -> bytes:
        """What the vault would give, of which only the blocks are looked at."""
        asked.append((offset, length))
        text = bytearray(length)
        for start, size in spans:
            if size and offset <= start < offset + length:
                text[start - offset : start - offset + size] = content(start, size)
        return bytes(text)

    cut = read_blocks(read=read, spans=spans)
    assert [cut(*span) for span in spans] == [content(*span) for span in spans]
    wanted = [span for span in spans if span[1]]
    for (_, before), (after, _) in zip(_ends(asked), _ends(asked)[1:], strict=False):
        assert after - before > GAP
    assert sum(length for _, length in asked) <= sum(size + GAP for _, size in wanted)


def _ends(asked: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(offset, offset + length) for offset, length in asked]


def recalled(world: World) -> list[Recalled]:
    chunk = [claim.ref for claim in claims_of(world)]
    with world.as_role("flow"), scope([1, world.practice], by=BY):
        return list(recall(chunk=chunk))


def torn_apart(world: World, owner: psycopg.Connection[Any], sent: bytes, last: Recalled) -> int:
    """Put five million bytes before the last claim of the file; returns how many."""
    between = 5_000_000
    at = min(piece.offset for piece in last.pieces[2:])
    upload = Upload(tenant=world.practice, name="long.837", content=sent[:at] + b" " * between + sent[at:], way="sftp")
    with world.as_role("web"), scope([world.practice], by=BY):
        long = receive(upload=upload, by=BY).id
    owner.execute("UPDATE exchange_claims_claim SET file_id = %s", [long])
    for block in ("subscriber_", "patient_", ""):
        statement = f'UPDATE exchange_claims_claim SET "{block}offset" = "{block}offset" + %s WHERE id = %s'
        owner.execute(statement.encode(), [between, last.row.id])
    return between


def test_two_claims_at_both_ends_of_a_long_file_do_not_load_it_all(
    world: World, owner: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = world.order(claims=2).content
    world.send(sent)
    world.run()
    first, last = recalled(world)
    between = torn_apart(world, owner, sent, last)
    read: list[int] = []
    really = Opener.read

    def overheard(opener: Opener, offset: int, length: int) -> bytes:
        read.append(length)
        return really(opener, offset, length)

    monkeypatch.setattr(Opener, "read", overheard)
    again = recalled(world)
    assert [one.header.text + b"".join(piece.text for piece in one.pieces) for one in again] == [
        one.header.text + b"".join(piece.text for piece in one.pieces) for one in (first, last)
    ]
    assert again[1].claim == replace(last.claim, offset=last.claim.offset + between)
    assert sum(read) < 100_000
