"""A page of a file in words: from where it is read, what is told on it, and whose it is."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest

from clearlane.exchange.reading.find_stretch import Stretch, find_stretch
from clearlane.exchange.reading.view_explained import (
    PAGE,
    ExplainedFile,
    ExplainedMail,
    page_of,
    view_explained_file,
    view_explained_mail,
)
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards import x12
from tests.conftest import AsRole, MakeTenant
from tests.flows.world import World, found

Owner = psycopg.Connection[Any]
BY = "user:1"


@pytest.fixture
def world(house: int, tenant: MakeTenant, as_role: AsRole) -> World:
    return found(house, tenant(name="Maple Family Practice"), as_role)


def look(world: World, file: UUID, page: int = 1, *, tenant: int = 0) -> ExplainedFile | None:
    asker = tenant or world.practice
    with world.as_role("web"), scope([asker], by=BY):
        return view_explained_file(tenant=asker, file_id=file, page=page, by=BY)


def look_at_mail(world: World, mail: UUID, *, tenant: int = 0) -> ExplainedMail | None:
    asker = tenant or world.practice
    with world.as_role("web"), scope([asker], by=BY):
        return view_explained_mail(tenant=asker, mail_id=mail, page=1, by=BY)


def stretch(world: World, file: UUID, start: int, end: int, *, tenant: int = 0) -> Stretch:
    asker = tenant or world.practice
    with world.as_role("web"), scope([asker], by=BY):
        return find_stretch(tenant=asker, file_id=file, start=start, end=end)


def travelled(world: World, content: bytes) -> UUID:
    file = world.send(content).id
    world.run()
    return file


@pytest.mark.parametrize(("offset", "page"), [(0, 1), (PAGE - 1, 1), (PAGE, 2), (10 * PAGE + 5, 11)])
def test_the_page_of_a_place_is_known_by_its_offset(offset: int, page: int) -> None:
    assert page_of(offset) == page


@pytest.mark.parametrize("ends", [b"", b"\n", b"\r\n"])
def test_all_pages_of_a_file_are_what_the_whole_file_is(world: World, ends: bytes) -> None:
    content = world.order(claims=90).content.replace(b"\n", b"").replace(b"~", b"~" + ends)
    content = content.replace(b"*UN*", b"*QQ*", 3)
    file = travelled(world, content)
    pages = [look(world, file, n) for n in range(1, page_of(len(content) - 1) + 1)]
    told = [one for sheet in pages if sheet for one in sheet.page.segments or ()]
    whole = list(x12.explain((content,)))
    assert [(one.offset, one.number, one.loop, one.name, one.texts) for one in told] == [
        (one.offset, one.number, one.loop, one.name, one.texts) for one in whole
    ]
    guide = {(one.offset, finding.rule) for one in whole for finding in one.findings}
    assert guide
    assert guide <= {(one.offset, finding.rule) for one in told for finding in one.findings}


def test_two_interchanges_of_one_file_are_told_each_by_its_own_delimiters(world: World) -> None:
    first = world.order(claims=2).content
    other = world.order(claims=2, seed=2).content.replace(b"\n", b"")
    content = first + other.translate(bytes.maketrans(b"*:~^", b"|>\n!"))
    sheet = look(world, travelled(world, content))
    assert sheet is not None
    assert [one.texts for one in sheet.page.segments or ()] == [one.texts for one in x12.explain((content,))]


def test_it_is_read_from_the_set_in_which_the_page_begins(world: World) -> None:
    content = world.order(claims=90).content
    file, at = travelled(world, content), content.index(b"ST*")
    (first,), (later,) = (stretch(world, file, start, start + PAGE).begins for start in (0, PAGE))
    assert (first.offset, first.delimiters, first.version) == (0, None, "")
    assert (later.offset, later.delimiters, later.version) == (at, x12.Delimiters(), "005010X222A1")


def test_the_claims_that_begin_on_a_page_are_named_and_no_others(world: World, owner: Owner) -> None:
    file = travelled(world, world.order(claims=90).content)
    offsets = {offset: id for id, offset in owner.execute('SELECT id, "offset" FROM exchange_claims_claim').fetchall()}
    shown = [look(world, file, n) for n in (1, 2)]
    for n, sheet in enumerate(shown):
        assert sheet is not None
        there = {at: id for at, id in offsets.items() if n * PAGE <= at < (n + 1) * PAGE}
        assert sheet.page.claims == there
        assert there.keys() <= {one.offset for one in sheet.page.segments or () if one.id == "CLM"}


def test_a_finding_that_many_claims_share_is_told_once_at_its_place(world: World, owner: Owner) -> None:
    content = world.order(claims=4).content
    npi = content[content.index(b"XX*", content.index(b"*85*")) + 3 :].partition(b"~")[0]
    content = content.replace(b"*XX*" + npi + b"~", b"*XX*1999999984~")
    file = travelled(world, content)
    ((claims, places),) = owner.execute(
        "SELECT count(*), count(DISTINCT finding) FROM exchange_claims_claimfinding WHERE finding LIKE %s",
        ['%"loop": "2010AA"%'],
    ).fetchall()
    at = content.index(b"NM1*85")
    told = stretch(world, file, at, at + 1).findings
    assert claims > places
    assert len(told) == len({repr(one) for one in told}) == places


def test_a_stranger_has_no_page_and_no_stretch_of_it(world: World, tenant: MakeTenant, owner: Owner) -> None:
    file, other = travelled(world, world.order(claims=2).content), tenant(name="A stranger")
    assert look(world, file, tenant=other) is None
    assert stretch(world, file, 0, PAGE, tenant=other) == Stretch((), (), {})
    ((mail,),) = owner.execute("SELECT id FROM foundation_outbox_mail WHERE kind = '999'").fetchall()
    assert look_at_mail(world, mail, tenant=other) is None
    assert look_at_mail(world, mail) is not None


def test_claims_that_the_sender_may_no_longer_see_have_no_link_and_no_findings(
    world: World, tenant: MakeTenant, owner: Owner
) -> None:
    file = travelled(world, world.order(claims=3).content)
    owner.execute("UPDATE exchange_claims_claim SET tenant_id = %s", [tenant(name="A client")])
    sheet = look(world, file)
    assert sheet is not None
    assert sheet.page.claims == {}
    assert len(sheet.page.segments or ()) > 50


def test_each_look_is_audited_with_its_page_and_none_is_where_there_is_nothing(world: World, owner: Owner) -> None:
    file = travelled(world, world.order(claims=90).content)
    look(world, file, 2)
    look(world, file, 99)
    look(world, UUID(int=7))
    rows = owner.execute(
        "SELECT tenant_id, by, subjects, detail::text FROM foundation_audit_entry WHERE event = 'file:file:explained'"
        " ORDER BY id"
    ).fetchall()
    assert [(tenant, by, subjects) for tenant, by, subjects, _ in rows] == [(world.practice, BY, [file])] * 2
    assert ['"page": 2' in rows[0][3], '"page": 3' in rows[1][3]] == [True, True]


def test_a_file_that_nobody_has_read_yet_is_told_from_its_isa_on(world: World) -> None:
    content = world.order(claims=2).content
    sheet = look(world, world.send(b"\r\n" + content).id)
    assert sheet is not None
    assert sheet.page.is_x12
    shown = [(one.offset, one.texts) for one in sheet.page.segments or ()]
    assert shown == [(one.offset, one.texts) for one in x12.explain((b"\r\n" + content,))]


@pytest.mark.parametrize("content", [b"ISA", b"ISA*00*~", b"Dear Sirs", b"\x00" * 40_000])
def test_a_file_that_is_no_x12_has_a_page_without_segments(world: World, content: bytes) -> None:
    sheet = look(world, travelled(world, content))
    assert sheet is not None
    assert (sheet.page.segments, sheet.page.is_x12) == ((), False)


def test_bytes_that_are_gone_are_told_as_gone_and_no_error(world: World, owner: Owner) -> None:
    file = travelled(world, world.order(claims=2).content)
    ((mail,),) = owner.execute("SELECT id FROM foundation_outbox_mail WHERE kind = '999'").fetchall()
    owner.execute("DELETE FROM foundation_vault_object WHERE tenant_id = %s", [world.practice])
    for sheet in (look(world, file), look_at_mail(world, mail)):
        assert sheet is not None
        assert (sheet.page.segments, sheet.page.of) == (None, 1)


def test_a_mail_is_checked_when_it_is_looked_at_and_stays_unfetched(world: World, owner: Owner) -> None:
    travelled(world, world.order(claims=2).content)
    ((mail,),) = owner.execute("SELECT id FROM foundation_outbox_mail WHERE kind = '277ca'").fetchall()
    sheet = look_at_mail(world, mail)
    assert sheet is not None
    assert sheet.findings == ()
    assert [one.id for one in sheet.page.segments or ()][:3] == ["ISA", "GS", "ST"]
    assert owner.execute("SELECT count(*) FROM foundation_outbox_mail WHERE fetched_at IS NOT NULL").fetchone() == (0,)
