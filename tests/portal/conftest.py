"""One house of plain `up`, one browser, and windows of it that know nothing of one another."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from playwright.sync_api import Browser, Page

from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import PRACTICE_PAYER, Order, Pair
from tests.portal.mailbox import Mailbox
from tests.portal.newcomer import Newcomer
from tests.portal.windows import CHROMIUM, Window, opened, run_chromium
from tests.up.houses import House, make_folder, wait_until

OpenWindow = Callable[..., Window]
Arrive = Callable[..., Newcomer]
_NUMBERS = count(1)
DROPPED: tuple[dict[str, Any], ...] = (
    {"claims": 12, "faults": {"bad_billing_npi": 1, "charge_mismatch": 2, "duplicate": 1}},
    {"claims": 3, "faults": {"bad_amount": 1, "unknown_segment": 1}},
)
PAID_AT_LEAST = 5


@dataclass(frozen=True)
class Portal:
    """The house as its visitors know it; ``texts`` is the folder in which its operator puts agreements."""

    house: House
    origin: str
    mails: Mailbox
    texts: Path

    def ask(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """One statement of the owner of the database: for what takes a day, or another's hand."""
        with psycopg.connect(self.house.owner_url, autocommit=True) as owner:
            done = owner.execute(statement.encode(), values)
            return done.fetchall() if done.description else []


@pytest.fixture(scope="package")
def portal() -> Iterator[Portal]:
    """A house that was started with no option but its ports, for all tests of this folder."""
    if not CHROMIUM.exists():
        pytest.skip("NOT RUN: Debian's chromium is not here; apt install chromium fonts-inter")
    data, texts = make_folder(), make_folder()
    house = House(data=data, environment={"CLEARLANE_AGREEMENTS": str(texts)})
    try:
        house.start()
        yield Portal(house, f"http://localhost:{house.ports[0]}", Mailbox(house.addresses()["mail"]), texts)
    finally:
        house.end()
        for folder in (data, texts):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def chromium(portal: Portal) -> Iterator[Browser]:
    """The one browser of all these tests."""
    with run_chromium() as browser:
        yield browser


@dataclass(frozen=True)
class Arrived:
    """A practice that has come all the way: when each mark was passed, in seconds, and what its window holds."""

    person: Newcomer
    marks: dict[str, float]
    codes: list[str]

    @property
    def state(self) -> Any:
        """The cookies of its browser, for another window of the same person."""
        return self.person.window.context.storage_state()


@pytest.fixture(scope="package")
def arrived(portal: Portal, chromium: Browser) -> Iterator[Arrived]:
    """From "Start today" to the first paid claim and a passkey, once, in the browser only."""
    with opened(chromium, origin=portal.origin) as window:
        person = Newcomer(window, portal.mails, "dana.demo")
        began, marks = time.monotonic(), {}
        person.in_short()
        marks["signed up"] = time.monotonic() - began
        person.send_sample()
        marks["first claim paid"] = time.monotonic() - began
        codes = person.add_passkey()
        marks["passkey added"] = time.monotonic() - began
        yield Arrived(person, marks, codes)


@pytest.fixture(scope="package")
def worked(arrived: Arrived, tmp_path_factory: pytest.TempPathFactory) -> Arrived:
    """The same practice after a day's work: files that were paid, rejected, held, refused, and one that is no X12."""
    folder = tmp_path_factory.mktemp("dropped")
    names = [write(folder, arrived.person.pair, control, more) for control, more in enumerate(DROPPED, 51)]
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7 a letter")
    page = arrived.person.window.go("/files")
    page.set_input_files("#drop-files", [folder / name for name in (*names, "letter.pdf")])
    page.get_by_role("button", name="Send files").click()
    wait_until(lambda: reload(page, "/claims").count("Paid") > PAID_AT_LEAST, what="the claims dropped are decided")
    return arrived


@pytest.fixture
def open_window(portal: Portal, chromium: Browser) -> Iterator[OpenWindow]:
    """``open_window(...)``: another device. At the end none of its pages may have complained of anything."""
    with ExitStack() as stack:
        windows: list[Window] = []

        def open_one(**context: Any) -> Window:
            windows.append(stack.enter_context(opened(chromium, origin=portal.origin, **context)))
            return windows[-1]

        yield open_one
        assert [complaint for window in windows for complaint in window.complaints] == []


@pytest.fixture
def window(open_window: OpenWindow) -> Window:
    """The window of one person."""
    return open_window()


@pytest.fixture
def arrive(portal: Portal, window: Window) -> Arrive:
    """``arrive("dana", ...)``: a person of whom the house knows nothing, before this window."""
    portal.ask("UPDATE directory_registrations_registration SET asked_at = asked_at - interval '2 hours'")

    def come(name: str = "", **more: Any) -> Newcomer:
        given = {"window": window} | more
        return Newcomer(mails=portal.mails, name=name or f"guest{next(_NUMBERS)}", **given)

    return come


def write(folder: Path, pair: Pair, control: int, more: Mapping[str, Any]) -> str:
    """A file of test claims of this practice; gives its name."""
    today = dt.datetime.now(dt.UTC).date()
    plain = Order(seed=control, control=control, claims=3, today=today, pairs=(pair,), payers=(PRACTICE_PAYER,))
    name = f"day{control}.837"
    (folder / name).write_bytes(file_837p(replace(plain, usage="T", days_back=10, **more)).content)
    return name


def reload(page: Page, path: str) -> str:
    """What the page at that path says now."""
    origin = "/".join(page.url.split("/")[:3])
    page.goto(origin + path)
    return page.locator("#main").inner_text()
