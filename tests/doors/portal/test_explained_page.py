"""A file that was sent, or that came, in words: each segment named, each code told, each finding at its segment."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clearlane.exchange.reading.view_explained import PAGE
from clearlane.standards.x12.printable import printable
from tests.conftest import AsRole, MakeTenant
from tests.doors.portal.conftest import AddPerson, Browser
from tests.doors.portal.explaining import Items, faulty, page_of
from tests.doors.portal.live import needs_chromium, opened, served
from tests.doors.portal.planting import plant_all
from tests.doors.portal.test_stories_on_pages import plain
from tests.doors.portal.test_text_is_never_markup import HOSTILE, is_ours
from tests.flows.world import World, found

Owner = psycopg.Connection[Any]
TRAIL = "SELECT detail, by FROM foundation_audit_entry WHERE event = %s AND tenant_id = %s ORDER BY id"


@pytest.fixture
def world(house: int, practice: int, as_role: AsRole) -> World:
    return found(house, practice, as_role)


@pytest.fixture
def maple(world: World, add_person: AddPerson, as_role: AsRole) -> Iterator[Browser]:
    """The browser of the practice's owner."""
    person = add_person("maple", {world.practice: "owner"})
    with as_role("web"):
        browser = Browser()
        browser.sign_in(person)
        browser.add_factor()
        yield browser


def send(browser: Browser, name: str, content: bytes) -> None:
    """Drop a file on the page of files."""
    answer: Any = browser.post(
        "/files/send", {"file": [SimpleUploadedFile(name, content)]}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 200


def test_a_fault_is_found_from_the_page_of_the_file_at_its_very_segment(
    world: World, maple: Browser, owner: Owner, as_role: AsRole
) -> None:
    content = faulty(world, at=1)
    send(maple, "march.837", content)
    world.run()
    ((file,),) = owner.execute("SELECT id FROM exchange_intake_file WHERE direction = 'in'").fetchall()
    with as_role("web"):
        page = page_of(maple, f"/files/{file}")
        assert f'href="/files/{file}/explained"' in page
        (href,) = re.findall(r'href="(/files/[^"]+/explained\?page=\d+#at-\d+)"', page)
        shown = page_of(maple, href.partition("#")[0])
    css, text = Items(shown).lines[href.partition("#")[2]]
    assert css == "hit"
    assert "CLM02 (total charge) is no number" in text
    assert "Error:" in text
    assert "place of service" in text
    assert int(href.rpartition("-")[2]) == content.index(b"CLM*", content.index(b"CLM*") + 1)
    assert f'<a class="row" href="{href}">CLM02 (total charge) is no number</a>' in shown
    assert [css for css, _ in Items(shown).lines.values()].count("hit") == 1


def test_it_says_what_segments_and_codes_mean_in_the_order_in_which_they_were_sent(
    world: World, maple: Browser, as_role: AsRole
) -> None:
    sent = world.send(faulty(world))
    world.run()
    with as_role("web"):
        shown = page_of(maple, f"/files/{sent.id}/explained")
    text = plain(shown)
    told = (
        "Interchange header",
        "Group header",
        "1000A Submitter",
        "2010AA Billing provider",
        "2300 Claim",
        "Set trailer",
    )
    assert sorted(text.index(one) for one in told) == [text.index(one) for one in told]
    assert "85 billing provider" in text
    assert "B place of service" in text
    assert re.findall(r"<h(\d)", shown)[:4] == ["1", "2", "2", "3"]


def test_a_claims_page_leads_to_its_own_segments_and_they_lead_back(
    world: World, maple: Browser, owner: Owner, as_role: AsRole
) -> None:
    sent = world.send(world.order(claims=30).content)
    world.run()
    claim, offset = owner.execute(
        'SELECT id, "offset" FROM exchange_claims_claim ORDER BY ordinal DESC LIMIT 1'
    ).fetchall()[0]
    with as_role("web"):
        page = page_of(maple, f"/claims/{claim}")
        (href,) = re.findall(r'href="(/files/[^"]+/explained[^"]+)"', page)
        shown = page_of(maple, href.partition("#")[0])
    assert href == f"/files/{sent.id}/explained?page={offset // PAGE + 1}#at-{offset}"
    line = shown[shown.index(f'id="at-{offset}"') :].partition("</li>")[0]
    assert f'<a class="go" href="/claims/{claim}">Open this claim</a>' in line


def test_what_an_edit_refused_stands_at_its_segment_once(
    world: World, maple: Browser, owner: Owner, as_role: AsRole
) -> None:
    content = world.order(claims=4).content
    npi = content[content.index(b"XX*", content.index(b"*85*")) + 3 :].partition(b"~")[0]
    sent = world.send(content.replace(b"*XX*" + npi + b"~", b"*XX*1999999984~"))
    world.run()
    assert owner.execute("SELECT count(*) > 1 FROM exchange_claims_claimfinding").fetchone() == (True,)
    with as_role("web"):
        shown = page_of(maple, f"/files/{sent.id}/explained")
    (told,) = [text for css, text in Items(shown).lines.values() if css == "hit" and "NM1*85*" in text]
    errors = re.findall(r"Error:[^.]+", told)
    assert len(errors) == len(set(errors)) >= 1
    assert "What is wrong stands under its segment" in shown


def test_a_file_in_which_nothing_is_wrong_says_so(world: World, maple: Browser, as_role: AsRole) -> None:
    sent = world.send(world.order(claims=2).content)
    world.run()
    with as_role("web"):
        shown = page_of(maple, f"/files/{sent.id}/explained")
    assert "Nothing wrong was found" in shown
    assert 'id="h-found"' not in shown


def test_a_file_that_waits_is_explained_and_says_that_it_was_not_checked(world: World, maple: Browser) -> None:
    file = world.send(faulty(world)).id
    shown = page_of(maple, f"/files/{file}/explained")
    assert "Not checked yet." in shown
    assert "Nothing wrong was found" not in shown
    assert "Billing provider: name" in shown


def test_the_same_file_again_leads_to_the_first_which_was_read(world: World, maple: Browser, as_role: AsRole) -> None:
    first = world.send(faulty(world))
    world.run()
    again = world.send(faulty(world), name="again.837")
    world.run()
    with as_role("web"):
        shown = page_of(maple, f"/files/{again.id}/explained")
    assert f'href="/files/{first.id}/explained"' in shown
    assert "Sent before." in shown
    assert "Nothing wrong was found" not in shown
    assert "Billing provider: name" in shown


@pytest.fixture
def long(world: World, as_role: AsRole) -> UUID:
    """A file of three pages."""
    content = faulty(world, claims=90, at=88)
    assert 2 * PAGE < len(content) <= 3 * PAGE
    sent = world.send(content).id
    world.run()
    return sent


def test_a_long_file_has_pages_that_hold_every_segment_once(
    world: World, long: UUID, maple: Browser, as_role: AsRole
) -> None:
    with as_role("web"):
        pages = [page_of(maple, f"/files/{long}/explained?page={n}") for n in (1, 2, 3)]
    ids = [id for page in pages for id in Items(page).lines]
    assert len(ids) == len(set(ids)) == faulty(world, claims=90, at=88).count(b"~")
    assert [len(Items(page).lines) < 900 for page in pages] == [True] * 3
    assert ["Previous page" in page for page in pages] == [False, True, True]
    assert ["Next page" in page for page in pages] == [True, True, False]
    assert all(f"?page=3#at-{ids[-1].removeprefix('at-')}" not in page for page in pages)
    (href,) = set(re.findall(r'href="([^"]+#at-\d+)"', pages[0]))
    assert f"/files/{long}/explained?page=3#" in href
    assert Items(pages[2]).lines[href.partition("#")[2]][0] == "hit"


@pytest.mark.parametrize(
    ("asked", "number"),
    [("0", 1), ("4", 3), ("999999999", 3), ("9" * 40, 1), ("-1", 1), ("x", 1), ("", 1), ("²", 1), ("2", 2)],
)
def test_a_page_that_is_not_there_is_the_nearest_or_the_first(
    long: UUID, maple: Browser, asked: str, number: int, as_role: AsRole
) -> None:
    with as_role("web"):
        assert f"Page {number} of 3</span>" in page_of(maple, f"/files/{long}/explained?page={asked}")


def test_a_page_within_one_long_segment_says_why_it_is_empty(world: World, maple: Browser, as_role: AsRole) -> None:
    content = world.order(claims=1).content
    at = content.index(b"CLM*")
    sent = world.send(content[:at] + b"NTE*ADD*" + b"X" * 3 * PAGE + b"~" + content[at:]).id
    world.run()
    with as_role("web"):
        first, second = (page_of(maple, f"/files/{sent}/explained?page={n}") for n in (1, 2))
    assert "No segment begins on this page" in second
    assert "Page 2 of 4" in second
    assert len(first) < 200_000


NO_X12 = (
    b"%PDF-1.7 \x00\xff\xfe",
    b"\x00\x01\x02\x03" * 9000,
    b"Dear all",
    b"name,member\nSMITH,1\n",
    b"ISA",
    b"ISA*00*x~",
)


@pytest.mark.parametrize("content", NO_X12, ids=range(len(NO_X12)))
def test_what_is_no_x12_has_a_page_that_says_so(
    world: World, maple: Browser, owner: Owner, as_role: AsRole, content: bytes
) -> None:
    send(maple, "scan.837", content)
    world.run()
    ((file,),) = owner.execute("SELECT id FROM exchange_intake_file").fetchall()
    with as_role("web"):
        shown = page_of(maple, f"/files/{file}/explained")
    assert "This is no X12" in shown
    assert "Not taken:" in shown
    assert f'href="/files/{file}/bytes"' in shown


def test_a_file_whose_bytes_are_gone_says_so(world: World, maple: Browser, owner: Owner, as_role: AsRole) -> None:
    sent = world.send(faulty(world)).id
    world.run()
    owner.execute("DELETE FROM foundation_vault_object WHERE tenant_id = %s", [world.practice])
    with as_role("web"):
        shown = page_of(maple, f"/files/{sent}/explained?page=7")
    assert "The bytes are gone" in shown


@pytest.mark.parametrize("text", [one for one in HOSTILE if not set(one) & set("*~:^")])
def test_hostile_bytes_in_a_segment_are_text(world: World, maple: Browser, as_role: AsRole, text: str) -> None:
    content = world.order(claims=1).content
    name = re.search(rb"NM1\*85\*2\*([^*]+)", content)
    assert name
    sent = world.send(content.replace(name[1], text.encode())).id
    world.run()
    with as_role("web"):
        shown = page_of(maple, f"/files/{sent}/explained")
    is_ours(shown)
    sent_as = printable(text.encode().decode("latin-1"))
    assert sent_as in html.unescape(shown)


def test_no_control_byte_of_a_file_reaches_the_page(world: World, maple: Browser) -> None:
    content = world.order(claims=1).content.replace(b"CLM*", b"NTE*ADD*\x00\x1b[31m\x7f\x9b~CLM*", 1)
    shown = page_of(maple, f"/files/{world.send(content).id}/explained")
    assert not set("\x00\x1b\x7f\x9b") & set(shown)
    assert r"\x00\x1b[31m\x7f\x9b" in shown


def test_each_look_is_in_the_trail_with_its_page(
    world: World, long: UUID, maple: Browser, owner: Owner, as_role: AsRole
) -> None:
    with as_role("web"):
        page_of(maple, f"/files/{long}/explained?page=2")
    ((detail, by),) = owner.execute(TRAIL, ["file:file:explained", world.practice]).fetchall()
    assert ("2" in str(detail), by.startswith("user:")) == (True, True)


@pytest.mark.parametrize("kind", ["files", "mailbox"])
def test_another_practice_finds_nothing_there_and_leaves_nothing_in_the_trail(
    practice: int, stranger: int, owner: Owner, as_role: AsRole, add_person: AddPerson, browser: Browser, kind: str
) -> None:
    with as_role("flow"):
        seen = plant_all(tenant=practice, owner=owner)
    address = f"/{kind}/{seen.file if kind == 'files' else seen.mail}/explained"
    browser.sign_in(add_person("sam", {stranger: "owner"}))
    browser.add_factor()
    assert "PLANTED" not in page_of(browser, address, status=404)
    events = "SELECT count(*) FROM foundation_audit_entry WHERE event IN ('file:file:explained', 'mailbox:mail:read')"
    assert owner.execute(events).fetchone() == (0,)


def test_a_page_that_is_not_there_is_not_found(maple: Browser) -> None:
    for kind in ("files", "mailbox"):
        page_of(maple, f"/{kind}/00000000-0000-7000-8000-000000000000/explained", status=404)


def test_who_works_for_a_sender_sees_the_claim_and_no_way_into_the_file(
    world: World, tenant: MakeTenant, owner: Owner, as_role: AsRole, add_person: AddPerson, maple: Browser
) -> None:
    sent = world.send(world.order(claims=2).content).id
    world.run()
    company = tenant(kind="billing", name="Northstar")
    owner.execute(
        "INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by)"
        " VALUES (%s, %s, 'claims', now() - interval '1 day', 'a test')",
        [world.practice, company],
    )
    claim = owner.execute("SELECT id FROM exchange_claims_claim LIMIT 1").fetchall()[0][0]
    person = add_person("bill", {company: "owner"})
    with as_role("web"):
        maple.sign_in(person)
        maple.add_factor()
        assert "/explained" not in page_of(maple, f"/claims/{claim}")
        page_of(maple, f"/files/{sent}/explained", status=404)


@needs_chromium
def test_no_width_makes_a_browser_scroll_sideways_and_a_link_lands_on_its_segment(
    world: World, long: UUID, maple: Browser, as_role: AsRole
) -> None:
    with as_role("web"):
        href = re.findall(r'href="([^"]+#at-\d+)"', page_of(maple, f"/files/{long}/explained"))[0]
        session = maple.cookies["session"].value
        with served() as origin, opened(origin, session=session) as (page, complaints):
            page.goto(f"{origin}{href}")
            for width in (1440, 760, 390, 320):
                page.set_viewport_size({"width": width, "height": 900})
                wide = "[document.documentElement, ...document.querySelectorAll('.x12')]"
                assert page.evaluate(f"{wide}.every((one) => one.scrollWidth <= one.clientWidth)"), width
            page.goto("about:blank")
            page.goto(f"{origin}{href}")
            top = page.evaluate("document.querySelector(':target').getBoundingClientRect().top")
        assert 0 <= top < 900
        assert complaints == []
