"""Each error that a person meets at the door is a screen in his browser, and the button on it leads on."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from clearlane.doors.portal.signup.problems import WORDS
from tests.portal.conftest import Arrive, OpenWindow, Portal
from tests.portal.newcomer import PASSWORD, Newcomer

pytestmark = pytest.mark.slow
REGISTRATION = "directory_registrations_registration"


def is_screen(page: Page, title: str, button: str) -> None:
    """What happened on top, why beneath it, and one thing to do."""
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("heading", name="Why")).to_be_visible()
    assert page.locator("main .btn--main").all_inner_texts() == [button]


def told_beside(page: Page, field: str, words: str) -> None:
    """The summary has the focus and leads to the field, beside which the same is told."""
    expect(page.locator("#faults")).to_be_focused()
    expect(page.locator(f"#{field}-e")).to_contain_text(words)
    page.locator("#faults").get_by_role("link", name=words).click()
    expect(page.locator(f"#{field}")).to_be_focused()
    assert f"{field}-e" in str(page.locator(f"#{field}").get_attribute("aria-describedby"))


def asked(person: Newcomer) -> None:
    """A link is on its way."""
    person.window.go("/start/clearinghouse/email")
    person.ask()


def test_an_expired_link_is_one_button(arrive: Arrive, portal: Portal) -> None:
    person = arrive()
    asked(person)
    portal.ask(f"UPDATE {REGISTRATION} SET expires_at = now() - interval '1 s' WHERE email = %s", person.email)
    person.follow_link()
    is_screen(person.tab, "This link has expired", "Send me a new link")
    person.press("Send me a new link")
    person.arrives_at("Check your e-mail")
    person.follow_link(count=2)
    person.arrives_at("Practice information")


def test_a_link_that_was_replaced_says_which_one_counts(arrive: Arrive, portal: Portal) -> None:
    person = arrive()
    asked(person)
    first = portal.mails.link(person.email)
    person.press("Send again")
    expect(person.tab.get_by_text("2 more times this hour")).to_be_visible()
    person.tab.goto(first)
    is_screen(person.tab, "There is a newer link", "Send me a new link")


def test_a_link_opened_on_another_device_goes_on_there_to_the_end(arrive: Arrive, open_window: OpenWindow) -> None:
    person = arrive()
    asked(person)
    phone = open_window(viewport={"width": 390, "height": 844}, has_touch=True)
    there = arrive(person.name, window=phone, pair=person.pair)
    there.follow_link()
    there.arrives_at("Practice information")
    there.practice()
    there.address()
    there.sign()
    person.window.go("/start/practice")
    is_screen(person.tab, "This device does not have your link", "Ask for a new link")


def test_a_used_link_on_another_device_leads_by_signing_in_to_the_next_step(
    arrive: Arrive, open_window: OpenWindow
) -> None:
    person = arrive()
    person.until_practice()
    person.practice()
    there = arrive(person.name, window=open_window())
    there.follow_link()
    is_screen(there.tab, "This link was used already", "Sign in to go on")
    there.press("Sign in to go on")
    sign_in(there)
    there.arrives_at("Phone and address")


def sign_in(person: Newcomer) -> None:
    """By name and password."""
    person.tab.get_by_label("Username or e-mail").fill(person.email)
    person.tab.get_by_label("Password", exact=True).fill(PASSWORD)
    person.tab.get_by_role("button", name="Sign in with password").click()


def test_a_link_that_we_do_not_know_begins_anew(arrive: Arrive) -> None:
    person = arrive()
    person.window.go("/verify/cut-off-by-a-mail-progr")
    assert person.window.path == "/start/practice"
    is_screen(person.tab, "We do not know this link", "Begin anew")
    person.press("Begin anew")
    person.arrives_at("What do you want to start with?")


def test_a_wrong_check_digit_and_a_stolen_password_are_told_beside_their_fields_and_the_rest_is_kept(
    arrive: Arrive,
) -> None:
    person = arrive()
    person.until_practice()
    person.fill_practice()
    page = person.tab
    wrong = person.pair.npi[:9] + str((int(person.pair.npi[9]) + 1) % 10)
    page.get_by_label("NPI", exact=True).fill(wrong)
    for label in ("Password", "Confirm password"):
        page.get_by_label(label, exact=True).fill("passwordpassword1")
    person.press("Continue")
    told_beside(page, "npi", WORDS["npi", "check_digit"])
    expect(page.locator("#password-e")).to_contain_text(WORDS["password", "breached"])
    expect(page.get_by_label("NPI", exact=True)).to_have_value(wrong)
    expect(page.get_by_label("Tax ID", exact=True)).to_have_value(person.pair.tin)
    assert [page.locator(f"#{field}").input_value() for field in ("password", "again")] == ["", ""]
    person.practice()


def test_a_mail_that_came_back_asks_for_the_address_again(arrive: Arrive, portal: Portal) -> None:
    person = arrive()
    asked(person)
    portal.mails.wait(person.email)
    portal.ask("UPDATE foundation_mail_message SET state = 'bounced', sealed = NULL WHERE recipient = %s", person.email)
    person.tab.reload()
    is_screen(person.tab, "Our mail came back", "Enter the address again")
    person.press("Enter the address again")
    person.arrives_at("Create an account")


def test_somebody_elses_session_is_ended_by_a_click_alone(arrive: Arrive) -> None:
    first = arrive()
    first.sign_up()
    second = arrive(window=first.window)
    asked(second)
    second.follow_link()
    is_screen(second.tab, "You are signed in as somebody else", "Sign out and go on")
    second.window.go("/home")
    second.arrives_at("Today")
    second.tab.go_back()
    second.press("Sign out and go on")
    second.arrives_at("Practice information")
    second.practice()


def test_a_second_tab_is_out_of_date_when_the_first_went_on_and_leads_to_what_is_kept(arrive: Arrive) -> None:
    person = arrive()
    person.until_practice()
    late = arrive(person.name, window=person.window, pair=person.pair)
    late.tab = person.window.tab()
    late.window.page = person.tab
    late.tab.goto(f"{person.window.origin}/start/practice")
    late.fill_practice()
    person.practice()
    late.press("Continue")
    late.arrives_at("This form is out of date")
    late.press("Open the page again")
    late.arrives_at("Practice information")
    expect(late.tab.get_by_label("NPI", exact=True)).to_have_value(person.pair.npi)
    expect(late.tab.get_by_label("Password", exact=True)).to_have_count(0)
    late.press("Continue")
    late.arrives_at("Phone and address")


def test_back_after_continue_shows_what_was_answered_and_takes_it_anew(arrive: Arrive) -> None:
    person = arrive()
    person.until_kind()
    person.tab.go_back()
    person.arrives_at("Phone and address")
    expect(person.tab.get_by_label("Street and number")).to_have_value("100 Elm Street")
    person.tab.go_back()
    person.arrives_at("Practice information")
    expect(person.tab.get_by_label("Organization")).to_have_value(f"{person.name.title()} Family Care")
    expect(person.tab.get_by_label("Password", exact=True)).to_have_count(0)
    person.tab.get_by_label("Organization").fill("Elm Street Pediatrics")
    person.press("Continue")
    person.arrives_at("Phone and address")
    expect(person.tab.get_by_label("ZIP code")).to_have_value("62701")
    person.press("Continue")
    person.arrives_at("Which kind of healthcare entity are you?")
    expect(person.tab.get_by_text("for Elm Street Pediatrics")).to_be_visible()
    person.sign()


def test_back_after_the_end_says_that_the_account_is_open(arrive: Arrive) -> None:
    person = arrive()
    person.sign_up()
    person.tab.go_back()
    is_screen(person.tab, "Your account is open already", "Go on")
    person.press("Go on")
    person.arrives_at("You are in")


def test_an_agreement_that_was_changed_while_it_was_read_is_shown_anew_and_signed_then(
    arrive: Arrive, portal: Portal
) -> None:
    person = arrive()
    person.until_kind()
    person.fill_kind()
    theirs = portal.texts / "provider.txt"
    theirs.write_text("Title: Our agreement\nVersion: 7\n\n# One\nNew words.\n", encoding="utf-8")
    theirs.chmod(0o644)
    try:
        person.press("Sign and open the account")
        expect(person.tab.get_by_role("alert")).to_contain_text("The agreement was changed while you read it.")
        expect(person.tab.get_by_text("New words.")).to_be_visible()
        expect(person.tab.get_by_label("Your name")).to_have_value("Dana Demo")
        expect(person.tab.get_by_label("I am authorized")).not_to_be_checked()
        person.sign()
    finally:
        theirs.unlink()


def test_who_has_no_npi_and_treats_patients_is_led_back_to_enter_it(arrive: Arrive) -> None:
    person = arrive(has_npi=False)
    person.until_kind()
    person.fill_kind()
    person.press("Sign and open the account")
    expect(person.tab.locator("#faults")).to_be_focused()
    person.tab.locator("#faults").get_by_role("link", name="Go back and enter the NPI").click()
    person.arrives_at("Practice information")
    person.tab.get_by_text("We have no NPI").click()
    person.tab.get_by_label("NPI", exact=True).fill(person.pair.npi)
    person.press("Continue")
    person.press("Continue")
    person.sign()


def test_the_fifth_link_within_an_hour_is_the_last_one_again(arrive: Arrive) -> None:
    person = arrive()
    for _ in range(4):
        asked(person)
    person.window.go("/start/clearinghouse/email")
    person.tab.get_by_label("Work e-mail").fill(person.email)
    person.press("Create an account")
    is_screen(person.tab, "That was the last link for now", "Look for the mail again")
    person.press("Look for the mail again")
    person.arrives_at("Check your e-mail")
    expect(person.tab.get_by_text("You cannot send it again")).to_be_visible()


def test_a_session_that_ended_on_the_way_is_one_sign_in_and_the_same_step(arrive: Arrive) -> None:
    person = arrive()
    person.until_practice()
    person.practice()
    person.window.context.clear_cookies()
    person.window.go("/start/address")
    person.arrives_at("Sign in")
    sign_in(person)
    person.arrives_at("Phone and address")


def test_an_address_that_has_an_account_sees_the_same_page_and_gets_another_mail(
    arrive: Arrive, portal: Portal, open_window: OpenWindow
) -> None:
    person = arrive()
    person.sign_up()
    again = arrive(person.name, window=open_window())
    asked(again)
    newest = portal.mails.wait(person.email, count=3)
    assert newest.subject == "You already have a Clearlane account"
