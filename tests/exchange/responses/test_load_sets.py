"""Sets come with their bytes and with the envelope in which they stand."""

from __future__ import annotations

from clearlane.exchange.responses.load_sets import load_sets
from clearlane.foundation.tenancy.scope import scope
from clearlane.vocabulary.outcome import Ref
from tests.exchange.payer_files import ak, answer_277, arrive, ta1
from tests.flows.world import BY, World


def _open(world: World, content: bytes) -> list[tuple[bytes, bytes]]:
    """Content and envelope of each set of a file."""
    arrive(world, content)
    rows = world.rows("SELECT id FROM exchange_interchanges_transactionset WHERE tenant_id = 1 ORDER BY seq")
    with world.as_role("flow"), scope([1], by=BY):
        return [(sent.content(), sent.envelope()) for sent in load_sets([Ref(1, id) for (id,) in rows])]


def test_a_set_has_its_own_bytes_and_its_envelope(world: World) -> None:
    content = ak(1)
    ((text, envelope),) = _open(world, content)
    assert text == content[content.index(b"ST*999") : content.index(b"GE*")].rstrip()
    assert envelope.startswith(b"ISA*00*")
    assert envelope.endswith(b"X*005010X231A1~")


def test_a_ta1_has_no_group(world: World) -> None:
    ((text, envelope),) = _open(world, ta1(1))
    assert text == b"TA1*000000001*261123*1130*A*000~"
    assert envelope.count(b"~") == 1


def test_a_set_of_a_later_group_stands_in_that_group(world: World) -> None:
    first, second = ak(1), answer_277()
    group = (
        second[second.index(b"GS*") : second.index(b"IEA*")].replace(b"*1*X*", b"*2*X*").replace(b"GE*1*1~", b"GE*1*2~")
    )
    both = first[: first.index(b"IEA*")] + group + b"IEA*2*000000001~\n"
    (_, one), (_, other) = _open(world, both)
    assert b"GS*FA*" in one
    assert b"GS*HN*" in other
    assert b"GS*FA*" not in other
