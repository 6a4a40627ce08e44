"""Walk through the house with a camera: as a visitor, as one who signs up, and as a practice at work."""

from __future__ import annotations

import re

from clearlane.doors.console.picturing.camera import Camera
from clearlane.doors.console.problem import Problem
from clearlane.standards.x12.generate.make_pairs import make_pairs

_PASSWORD = "seven grey herons fish at dawn"
_EMAIL = "dana.demo@elmstreet.example"
_PUBLIC = {
    "/": "01-landing", "/start": "02-start", "/start/clearinghouse": "03-product", "/start/hospital": "04-hospital",
    "/signin": "20-signin", "/reset": "21-reset", "/lost": "22-lost", "/no-such-page": "90-not-found",
    "/start/practice": "91-no-link",
}  # fmt: skip
_WORK = {
    "/home": "40-home", "/claims": "41-claims", "/claims?status=rejected&status=held": "42-claims-filtered",
    "/claims?payer=NOBODY": "43-claims-empty", "/files": "46-files", "/payments": "48-payments",
    "/find": "50-find", "/settings": "51-settings",
    "/account": "52-account", "/account/keys": "53-keys", "/account/colleagues": "54-colleagues",
    "/account/agreement": "55-agreement", "/welcome": "56-welcome", "/welcome/connect": "57-connect",
    "/members": "58-members", "/clients": "62-clients", "/clients/ask": "63-ask-consent", "/consents": "64-consents",
    "/claims/00000000-0000-7000-8000-000000000000": "92-not-here",
}  # fmt: skip


def visit(camera: Camera) -> None:
    """The pages that need nobody."""
    for path, name in _PUBLIC.items():
        camera.look(path, name)


def sign_up(camera: Camera, *, mail_page: str) -> None:
    """The steps from the address to the first paid claim."""
    page = camera.page
    camera.look("/start/clearinghouse/email", "05-email")
    page.get_by_label("Work e-mail").fill("dana@")
    page.get_by_role("button", name="Create an account").click()
    camera.take("05-email-error")
    page.get_by_label("Work e-mail").fill(_EMAIL)
    page.get_by_role("button", name="Create an account").click()
    camera.take("06-sent")
    link = _read_mail(camera, mail_page)
    page.goto(link)
    camera.take("08-practice")
    pair = make_pairs(seed=77, count=1)[0]
    page.get_by_label("Organization").fill("Elm Street Family Care")
    page.get_by_label("NPI", exact=True).fill(pair.npi)
    page.get_by_label("Tax ID", exact=True).fill(pair.tin)
    page.get_by_label("Password", exact=True).fill(_PASSWORD)
    page.get_by_label("Confirm password").fill(_PASSWORD)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Phone").fill("(555) 010-0188")
    page.get_by_label("Street and number").fill("100 Elm Street")
    page.get_by_label("ZIP code").fill("62701")
    page.wait_for_timeout(3_000)
    camera.take("09-address")
    page.get_by_role("button", name="Continue").click()
    page.get_by_text("Small to medium office").first.click()
    camera.take("10-kind")
    page.get_by_label("Your name").fill("Dana Demo")
    page.get_by_label("Your title").fill("Office manager")
    page.get_by_label("I am authorized").check()
    page.get_by_role("button", name="Sign and open the account").click()
    page.get_by_role("heading", name="You are in").wait_for()
    camera.take("11-welcome")
    page.get_by_role("button", name="Send a sample claim").click()
    page.locator("#sample").get_by_text("is paid").first.wait_for(timeout=60_000)
    camera.take("11-welcome-paid")
    camera.look("/home", "12-home-new")
    camera.look("/account", "13-account-new")
    camera.look("/members", "14-members-new")
    camera.look("/live", "15-live")


def _read_mail(camera: Camera, mail_page: str, *, brings: str = "/verify/", taken: str = "07-mail") -> str:
    """The local mail page with the mail in it; gives the link that the mail brings."""
    page, place = camera.page, mail_page.partition("/?")[0]
    page.goto(mail_page)
    row = page.locator('a[href^="/mail/"]').first
    row.wait_for(timeout=20_000)
    camera.take(f"{taken}s")
    page.goto(f"{place}{row.get_attribute('href')}")
    camera.take(taken)
    found = re.search(rf'href="(https?://[^"]*{brings}[^"]+)"', page.content())
    if not found:
        raise Problem("the mail to the visitor holds no link")
    return found[1]


def work(camera: Camera) -> None:
    """The pages of a practice at work."""
    for path, name in _WORK.items():
        camera.look(path, name)
    for status in ("rejected", "paid", "denied", "held"):
        camera.go(f"/claims?status={status}")
        if (row := camera.page.locator("a.row").first).count():
            camera.look(str(row.get_attribute("href")), f"45-claim-{status}")
            if status == "paid":
                _messages(camera)
    _files(camera)
    _payment(camera)


def _messages(camera: Camera) -> None:
    """Every message about the claim that is open: as sent, what the payer answered, what it paid; then our 277CA."""
    shown = [row.get_attribute("href") for row in camera.page.locator("aside a.row").all()]
    mails = [row.get_attribute("href") for row in camera.page.locator('a[href^="/mailbox/"]').all()]
    for n, href in enumerate((*shown, *mails[:1]), start=1):
        camera.look(str(href), f"45-message-{n}")


def invite(camera: Camera, guest: Camera, *, mail_page: str) -> None:
    """The owner invites a person, who opens the mail."""
    camera.look("/members/invite", "59-invite")
    camera.page.get_by_label("E-mail address").fill("ann.lee@elmstreet.example")
    camera.page.get_by_role("button", name="Send the invitation").click()
    camera.take("59-invited")
    camera.page.get_by_role("link", name="Change").first.click()
    camera.take("59-invite-member")
    guest.page.goto(_read_mail(guest, mail_page, brings="/link/invitation/", taken="59-invitation-mail"))
    guest.take("59-invitation")


def _files(camera: Camera) -> None:
    """A file of each kind that the list shows: one that passed, one that is mixed, one that failed."""
    for word in ("Passed", "Mixed", "Failed"):
        camera.go("/files")
        row = camera.page.locator("tr", has_text=word).locator('a[href^="/files/"]').first
        if row.count():
            href = str(row.get_attribute("href"))
            camera.look(href, f"47-file-{word.lower()}")
            if word == "Passed":
                camera.look(f"{href}/explained", "47-file-explained")


def _payment(camera: Camera) -> None:
    """The newest payment of the list."""
    camera.go("/payments")
    row = camera.page.locator('a[href^="/payments/"]').first
    if row.count():
        camera.look(str(row.get_attribute("href")), "48-payment")
