"""A person who signs up with her hands: each step in the browser, so that a test may stop anywhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from clearlane.standards.x12.generate.make_pairs import make_pairs
from clearlane.standards.x12.generate.order import Pair
from tests.portal.mailbox import Mailbox
from tests.portal.windows import Device, Window

PASSWORD = "seven grey herons fish at dawn"
STREET = "100 Elm Street"
_PAIRS = iter(make_pairs(seed=90210, count=60))
_CARDS = {
    "small": "Small to medium office", "large": "Large office", "hospital": "Health system or hospital",
    "billing": "Billing company", "payer": "Payer or IPA",
}  # fmt: skip
TOLD_IN_MAIL = "Verify my e-mail"


@dataclass
class Newcomer:
    """Who she is, and the tab in which she works."""

    window: Window
    mails: Mailbox
    name: str
    kind: str = "small"
    has_npi: bool = True
    pair: Pair = field(default_factory=lambda: next(_PAIRS))
    mail_heading: str = ""
    in_mail: int = 0
    device: Device | None = None
    tab: Page = field(init=False)

    def __post_init__(self) -> None:
        self.tab = self.window.page

    @property
    def email(self) -> str:
        return f"{self.name}@elmstreet.example"

    def press(self, name: str) -> None:
        """A button or a link, by its words."""
        self.tab.get_by_role("button", name=name).or_(self.tab.get_by_role("link", name=name)).first.click()

    def arrives_at(self, heading: str) -> None:
        """The page that follows stands there."""
        expect(self.tab.get_by_role("heading", level=1)).to_have_text(heading)

    def find_the_form(self) -> None:
        """Steps 1 to 5, up to the empty field."""
        self.window.go("/")
        for name in ("Start today", "Choose clearinghouse", "Sign up"):
            self.press(name)
        self.arrives_at("Create an account")

    def ask(self) -> None:
        """Step 5, and the page after it."""
        self.tab.get_by_label("Work e-mail").fill(self.email)
        self.press("Create an account")
        self.arrives_at("Check your e-mail")

    def open_mail(self) -> None:
        """Step 7: the button of the mail. Work goes on in the tab that it opens."""
        self.mail_heading, self.tab = self.mails.click(self.window, self.email, TOLD_IN_MAIL)
        self.in_mail += 1
        self.window.page = self.tab

    def follow_link(self, *, count: int = 1) -> None:
        """The same in this tab, by the link of the mail's text."""
        self.tab.goto(self.mails.link(self.email, count=count))

    def fill_practice(self) -> None:
        """Step 8, filled in."""
        self.tab.get_by_label("Organization").fill(f"{self.name.title()} Family Care")
        if self.has_npi:
            self.tab.get_by_label("NPI", exact=True).fill(self.pair.npi)
        else:
            self.tab.get_by_text("We have no NPI").click()
        self.tab.get_by_label("Tax ID", exact=True).fill(self.pair.tin)
        self.tab.get_by_label("Password", exact=True).fill(PASSWORD)
        self.tab.get_by_label("Confirm password").fill(PASSWORD)

    def practice(self) -> None:
        """Step 8."""
        self.fill_practice()
        self.press("Continue")
        self.arrives_at("Phone and address")

    def fill_address(self) -> None:
        """Step 9, filled in; city and state come by themselves."""
        self.tab.get_by_label("Phone").fill("(555) 010-0188")
        self.tab.get_by_label("Street and number").fill(STREET)
        self.tab.get_by_label("ZIP code").fill("62701")
        expect(self.tab.get_by_label("City")).to_have_value("Springfield")

    def address(self) -> None:
        """Step 9."""
        self.fill_address()
        self.press("Continue")
        self.arrives_at("Which kind of healthcare entity are you?")

    def fill_kind(self) -> None:
        """Step 10, chosen and filled in."""
        self.tab.get_by_text(_CARDS[self.kind]).first.click()
        self.tab.get_by_label("Your name").fill("Dana Demo")
        self.tab.get_by_label("Your title").fill("Office manager")
        self.tab.get_by_label("I am authorized").check()

    def sign(self) -> None:
        """Step 10."""
        self.fill_kind()
        self.press("Sign and open the account")
        self.arrives_at("You are in")

    def send_sample(self) -> None:
        """Step 11: one click, and the page follows the claim to its payment."""
        self.press("Send a sample claim")
        expect(self.tab.locator("#sample").get_by_role("status")).to_have_text("Your sample claim is paid.")

    def add_passkey(self) -> list[str]:
        """The button under the paid claim; gives the recovery codes that are shown on the way."""
        self.device = self.window.add_device()
        self.press("Add a passkey")
        self.tab.get_by_role("button", name="Add a passkey").click()
        self.arrives_at("Recovery codes")
        codes = self.tab.locator("main code").all_inner_texts()
        self.press("I have kept them")
        self.arrives_at("Connect your software")
        return codes

    def until_practice(self) -> None:
        """Up to step 8, in one tab."""
        self.window.go("/start/clearinghouse/email")
        self.ask()
        self.follow_link()
        self.arrives_at("Practice information")

    def until_kind(self) -> None:
        """Up to step 10."""
        self.until_practice()
        self.practice()
        self.address()

    def sign_up(self) -> None:
        """All of it."""
        self.until_kind()
        self.sign()

    def in_short(self) -> None:
        """From the first page to the last, as the page itself leads."""
        self.find_the_form()
        self.ask()
        self.open_mail()
        self.arrives_at("Practice information")
        self.practice()
        self.address()
        self.sign()
