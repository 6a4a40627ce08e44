"""From "Start today" to the first claim that is accepted and paid: in the browser only, and by OpenSSH's own sftp."""

from __future__ import annotations

import datetime as dt
import re
import shlex
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from clearlane.standards.x12.generate.file_837p import file_837p
from clearlane.standards.x12.generate.order import Order
from tests.portal.conftest import Arrived, OpenWindow, Portal

MOST_SECONDS = 60.0
CLAIMS = 3
pytestmark = pytest.mark.slow


def test_from_start_today_to_the_first_paid_claim_takes_less_than_a_minute_of_machine_time(
    arrived: Arrived, capsys: pytest.CaptureFixture[str]
) -> None:
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in arrived.marks.items())
    with capsys.disabled():
        print(f"\n  in the browser only, from Start today: {told}")
    assert max(arrived.marks.values()) < MOST_SECONDS
    assert arrived.person.window.complaints == []


def test_the_paid_claim_tells_each_step_and_by_whom(arrived: Arrived, open_window: OpenWindow) -> None:
    window = open_window(storage_state=arrived.state)
    page = window.go("/claims")
    page.locator("a.row").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    timeline = page.locator("section", has=page.get_by_role("heading", name="Timeline")).inner_text()
    for word in ("Paid", "Accepted", "Sent", "Received"):
        assert word.lower() in timeline.lower(), word
    expect(page.locator(".x12").first).to_contain_text(arrived.person.pair.npi)


def test_ten_recovery_codes_were_shown_once_and_a_passkey_signs_in_alone(
    arrived: Arrived, open_window: OpenWindow
) -> None:
    assert len(set(arrived.codes)) == 10
    window = arrived.person.window
    page = window.tab()
    page.goto(f"{window.origin}/account/codes")
    assert arrived.codes[0] not in page.content()
    page.close()
    held = window.context.new_cdp_session(window.page)
    other = open_window()
    devices = other.add_device()
    del held, devices


def test_a_file_sent_by_openssh_is_paid(
    arrived: Arrived, portal: Portal, open_window: OpenWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("sftp") is None:
        pytest.skip("NOT RUN: OpenSSH's sftp is not here; apt install openssh-client")
    window = open_window(storage_state=arrived.state)
    page = window.go("/welcome/connect")
    began = time.monotonic()
    make_key(page, tmp_path)
    expect(page.locator("#account-list")).to_contain_text("Waiting for your first connection")
    (tmp_path / "claims.837").write_bytes(own_file(arrived))
    run_commands(page, tmp_path)
    expect(page.locator("#account-list")).to_contain_text("Connected for the first time")
    page.goto(f"{portal.origin}/files")
    page.get_by_role("link", name="claims.837").click()
    expect(page.locator("#file .sum, #file").first).to_be_visible()
    until_paid(page)
    seconds = time.monotonic() - began
    with capsys.disabled():
        print(f"\n  by sftp, from the click on Make a key: {CLAIMS} claims paid in {seconds:.1f} s")
    assert seconds < MOST_SECONDS


def make_key(page: Page, folder: Path) -> None:
    """The page's button; the private key comes as a download, under the name that the commands use."""
    with page.expect_download() as coming:
        page.get_by_role("button", name="Make a key", exact=True).click()
    coming.value.save_as(folder / coming.value.suggested_filename)


def own_file(arrived: Arrived) -> bytes:
    """Test claims that the practice could have made with its own software."""
    today = dt.date.fromisoformat(arrived.person.window.page.evaluate("new Date().toISOString()")[:10])
    order = Order(
        seed=41, claims=CLAIMS, today=today, pairs=(arrived.person.pair,), usage="T", control=41, days_back=10
    )
    return file_837p(order).content


def run_commands(page: Page, folder: Path) -> None:
    """What stands under OpenSSH, as it stands there; the server's key is that whose fingerprint the page shows."""
    shown = page.locator("#commands pre").first.inner_text().splitlines()
    subprocess.run(shlex.split(shown[0]), cwd=folder, check=True)
    known = folder / "known_hosts"
    program, *rest = shlex.split(shown[1])
    options = ["-oBatchMode=yes", "-oStrictHostKeyChecking=accept-new", f"-oUserKnownHostsFile={known}", "-b", "-"]
    batch = "\n".join(shown[2:]).replace("get outbound/*", "-get outbound/*")
    done = subprocess.run(
        [program, *options, *rest], input=batch, cwd=folder, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 0, done.stderr
    prints = subprocess.run(["ssh-keygen", "-lf", known], capture_output=True, text=True, check=True).stdout
    assert page.locator("#fingerprint").inner_text() in re.split(r"\s", prints)


def until_paid(page: Page) -> None:
    """The file's page, looked at until all its claims are paid."""
    deadline = time.monotonic() + MOST_SECONDS
    while (told := page.locator("#file").inner_text()) and f"Paid\n{CLAIMS} claims" not in told:
        assert time.monotonic() < deadline, told
        page.wait_for_timeout(300)
        page.reload()
