"""What may stand in the fields of a sign-up: laws over whatever a person can type."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clearlane.directory.agreements.check_signature import check_signature
from clearlane.directory.registrations.add_contact import check_contact
from clearlane.directory.registrations.check_address import check_address
from clearlane.directory.registrations.check_kind import check_kind
from clearlane.directory.registrations.check_login import check_login
from clearlane.directory.registrations.check_practice import check_practice
from clearlane.directory.registrations.checked import digits_of, is_number, line_of
from clearlane.directory.registrations.find_place import find_place, find_time_zone
from clearlane.directory.users.network_of import network_of
from clearlane.directory.users.password_rules import is_breached
from clearlane.directory.users.read_address import AddressIsWrong, read_address
from clearlane.vocabulary.npi import is_npi

GOOD = {"organization": "Elm", "npi": "1234567893", "tin": "12-3456789", "tin_kind": "EIN"}
THERE = {"phone": "555 010 0188", "street": "1 Elm St", "zip": "62701", "sends_from_here": "on"}


@given(some.text(max_size=40))
def test_whatever_is_typed_as_an_npi_passes_only_with_its_check_digit(typed: str) -> None:
    judged = check_practice(typed=GOOD | {"npi": typed})
    assert ("npi" not in judged.problems) == (is_npi(digits_of(typed)) and is_number(typed))


@given(some.text(alphabet=string.digits, min_size=9, max_size=9), some.sampled_from("12"))
def test_one_wrong_digit_of_an_npi_is_found(tail: str, first: str) -> None:
    body = first + tail[:8]
    right = next(body + last for last in string.digits if is_npi(body + last))
    for place in range(1, 10):
        wrong = right[:place] + str((int(right[place]) + 1) % 10) + right[place + 1 :]
        assert check_practice(typed=GOOD | {"npi": wrong}).problems == {"npi": "check_digit"}


@given(some.text(max_size=30))
def test_a_tax_id_has_nine_digits_however_it_is_written(typed: str) -> None:
    judged = check_practice(typed=GOOD | {"tin": typed})
    if "tin" not in judged.problems:
        assert len(judged.answers.tin) == 9
        assert judged.answers.tin.isascii()


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({"tin": "000000000"}, {"tin": "one_digit"}),
        ({"tin": "12-3456789x"}, {"tin": "odd_signs"}),
        ({"npi": "1234567893x"}, {"npi": "odd_signs"}),
        ({"organization": "<b>Elm</b>"}, {"organization": "odd_signs"}),
        ({"organization": "Elm\u202e\x07"}, {"organization": "odd_signs"}),
        ({"organization": "\u6a4b\u672c Clinic"}, {"organization": "not_latin"}),
        ({"organization": "\u041a\u043b\u0438\u043d\u0438\u043a\u0430"}, {"organization": "not_latin"}),
        ({"organization": "Elm*Oak"}, {"organization": "separator"}),
        ({"organization": "Elm ~ Oak: Family|Care"}, {"organization": "separator"}),
        ({"organization": "Ni\u00f1o\u2019s Cl\u00ednica, \u0141\u00f3d\u017a \u2013 K\u00f8ge & S\u00f8n, M.D."}, {}),
        ({"organization": "Elm &\tSons, Café"}, {}),
    ],
)
def test_what_nobody_means_to_type_is_told_by_its_own_reason(changed: dict[str, str], problems: dict[str, str]) -> None:
    assert check_practice(typed=GOOD | changed).problems == problems


def test_names_and_phones_that_are_none_are_told() -> None:
    signed = {"signer": "Dana\x07 Demo", "title": "x" * 200, "authorized": "on"}
    assert check_signature(typed=signed).problems == {"signer": "odd_signs", "title": "too_long"}
    assert check_signature(typed=signed | {"signer": "\u738b\u82b3"}).problems["signer"] == "not_latin"
    asked = {"name": "Pat", "organization": "Elm", "email": "pat@elm.example"}
    assert check_contact(typed=asked).problems == {}
    assert check_contact(typed=asked | {"phone": "abc"}).problems == {"phone": "not_ten_digits"}


def test_having_no_npi_and_typing_one_are_at_odds() -> None:
    assert check_practice(typed=GOOD | {"no_npi": "on"}).problems == {"npi": "both"}
    judged = check_practice(typed=GOOD | {"no_npi": "on", "npi": ""})
    assert (judged.problems, judged.answers.npi) == ({}, "")


@pytest.mark.parametrize(
    ("typed", "known", "is_same"), [("•••-••-6789", "123456789", True), ("6789", "123456789", False)]
)
def test_the_last_four_digits_of_a_kept_tax_id_mean_the_same_again(typed: str, known: str, is_same: bool) -> None:
    judged = check_practice(typed=GOOD | {"tin": typed}, known_tin=known)
    assert (judged.answers.tin == known) is is_same


def test_four_digits_that_were_never_shown_are_no_tax_id() -> None:
    assert check_practice(typed=GOOD | {"tin": "•••-••-1111"}, known_tin="123456789").problems == {
        "tin": "not_nine_digits"
    }


@given(some.text(max_size=120))
def test_a_line_has_no_breaks_and_no_blanks_that_nobody_sees(typed: str) -> None:
    line = line_of(typed)
    assert line == line.strip()
    assert line.isprintable()
    assert len(line) <= 80


@given(some.text(max_size=60))
def test_an_address_that_is_taken_is_small_whole_and_one_line(typed: str) -> None:
    try:
        address = read_address(typed)
    except AddressIsWrong:
        return
    assert address == address.strip().lower()
    assert "@" in address
    assert address.isascii()
    assert address.isprintable()


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("dana", "no_at"), ("@x.example", "no_at"), ("dana@", "no_domain"), ("dana@host", "no_domain")]
    + [("da na@x.example", "no_address"), ("däna@x.example", "no_address"), (f"{'a' * 250}@x.example", "too_long")]
    + [("dana@x.example\r\nBcc: a@b.example", "no_address"), ('"dana"@x.example', "no_address")]
    + [(f"{'a' * 65}@x.example", "too_long")],
)
def test_an_address_that_is_wrong_says_why(typed: str, reason: str) -> None:
    with pytest.raises(AddressIsWrong, match=f"^{reason}$"):
        read_address(typed)


def test_an_address_is_taken_without_what_stands_around_it() -> None:
    assert read_address("  Dana.Demo@Elm.Example ") == "dana.demo@elm.example"
    assert read_address("dana@Bücher.example") == "dana@xn--bcher-kva.example"


@pytest.mark.parametrize(
    "password", ["password", "Password1234!", "qwertyuiop123", "iloveyouiloveyou", "1234567890123", "letmeinletmein99"]
)
def test_a_password_that_others_have_lost_is_known(password: str) -> None:
    assert is_breached(password)


@pytest.mark.parametrize("password", ["seven grey herons fish", "Tr0ub4dor&3xyzzy", "correcthorsebatterystaple"])
def test_words_that_belong_to_one_alone_are_taken(password: str) -> None:
    typed = {"username": "dana.demo", "password": password, "again": password}
    assert check_login(typed=typed, email="dana@x.example").problems == {}


def test_the_password_is_in_no_text_of_its_value() -> None:
    typed = {"username": "dana", "password": "seven grey herons", "again": "seven grey herons"}
    assert "herons" not in repr(check_login(typed=typed, email="x@y.example"))


def test_an_empty_form_says_what_is_missing_in_each_field() -> None:
    assert check_practice(typed={}).problems == {
        "organization": "missing",
        "npi": "missing",
        "tin": "missing",
        "tin_kind": "missing",
    }
    assert set(check_address(typed={}).problems) == {"phone", "street", "zip"}
    assert set(check_login(typed={}, email="").problems) == {"username", "password"}


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({}, {}),
        ({"phone": "1-555-010-0188"}, {}),
        ({"phone": "010-0188"}, {"phone": "not_ten_digits"}),
        ({"phone": "(555) 010-0188 ext. 12"}, {}),
        ({"phone": "555010abc0188"}, {"phone": "not_ten_digits"}),
        ({"zip": "6270"}, {"zip": "not_a_zip"}),
        ({"zip": "62701x"}, {"zip": "not_a_zip"}),
        ({"zip": "00000"}, {"city": "missing", "state": "missing"}),
        ({"city": "Spring\u202efield"}, {"city": "odd_signs"}),
        ({"city": "\u6771\u4eac", "street": "1 Elm:Oak"}, {"city": "not_latin", "street": "separator"}),
        ({"state": "CA"}, {"state": "not_of_the_zip"}),
        ({"zip": "00000", "city": "X", "state": "ZZ"}, {"state": "not_a_state"}),
        ({"street": "P.O. Box 7"}, {"street": "post_box"}),
        ({"street": "PO Box 7", "sends_from_here": ""}, {}),
        ({"street": "x" * 56}, {"street": "too_long"}),
    ],
)
def test_an_address_is_judged_field_by_field(changed: dict[str, str], problems: dict[str, str]) -> None:
    assert check_address(typed=THERE | changed).problems == problems


def test_city_state_and_time_zone_follow_from_the_zip_code() -> None:
    answers = check_address(typed=THERE).answers
    assert (answers.city, answers.state, answers.time_zone) == ("Springfield", "IL", "America/Chicago")
    assert check_address(typed=THERE | {"city": "Sherman"}).answers.city == "Sherman"


@pytest.mark.parametrize("zip_code", ["", "6270", "ABCDE", "٦٢٧٠١", "00000"])
def test_there_is_no_place_without_a_zip_code_of_the_list(zip_code: str) -> None:
    assert find_place(zip_code) is None


@pytest.mark.parametrize(
    ("state", "zone"), [("IL", "America/Chicago"), ("HI", "Pacific/Honolulu"), ("ZZ", ""), ("", "")]
)
def test_a_state_has_the_time_zone_of_most_of_it(state: str, zone: str) -> None:
    assert find_time_zone(state) == zone


@pytest.mark.parametrize(
    ("kind", "npi", "problem"),
    [("small", "", "needs_npi"), ("large", "", "needs_npi"), ("hospital", "", "needs_npi"), ("billing", "", "")]
    + [
        ("payer", "", ""),
        ("payer", "1234567893", ""),
        ("small", "1234567893", ""),
        ("", "1", "missing"),
        ("x", "1", "missing"),
    ],
)
def test_who_treats_patients_needs_an_npi(kind: str, npi: str, problem: str) -> None:
    assert check_kind(kind=kind, npi=npi) == problem


@given(some.ip_addresses())
def test_every_address_belongs_to_one_sender(address: object) -> None:
    assert network_of(str(address)) not in {"", "unknown"}


def test_what_is_no_address_counts_as_one_sender() -> None:
    assert network_of("unix:") == network_of("") == "unknown"
