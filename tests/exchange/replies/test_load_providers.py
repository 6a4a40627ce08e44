"""Billing providers by the names that they gave themselves, read from the sealed bytes of the files they came in."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from clearlane.exchange.replies.load_answers import AnswerRow
from clearlane.exchange.replies.load_senders import load_providers
from clearlane.foundation.vault.frames import Opener, seal_whole
from clearlane.foundation.vault.tenant_key import TenantKey
from clearlane.standards.x12.claim_acknowledgment import Name277

KEY = TenantKey(7, 1, bytes(range(32)))
CLINIC = "NM1*85*2*LAKESIDE CLINIC*****XX*1234567893"


def opener(content: bytes) -> Opener:
    """A sealed file that can be read in pieces."""
    id = uuid4()
    stored = seal_whole(content, key=KEY, object_id=id)
    return Opener(KEY, id, len(content), lambda offset, length: stored[offset : offset + length])


def answer(**changes: Any) -> AnswerRow:
    """An answer about a claim of this provider; its block is the first hundred bytes of the file."""
    values: dict[str, Any] = {
        "tenant": 7, "id": uuid4(), "source": "us", "statuses": [], "file_tenant": 7, "file": uuid4(), "set": uuid4(),
        "bht03": "B1", "ordinal": 1, "usage": "P", "patient_control_number": "ACCT7", "cents": 100,
        "npi": "1234567893", "tin": "123456789", "last": "ROE", "first": "ANA", "member_id": "W1",
        "service_from": None, "service_to": None, "sender_trace": "", "provider_offset": 0, "provider_length": 1000,
        "delimiters": "*:~^", "level": "claim", "body": {},
    }  # fmt: skip
    return AnswerRow(**(values | changes))


def named(block: str, **changes: Any) -> Name277:
    """What a provider is called by his block."""
    row = answer(**changes)
    (name,) = load_providers(rows=[row], files={row.set: opener(block.encode("latin-1"))}).values()
    return name


NAMES = [
    (CLINIC, Name277("85", "LAKESIDE CLINIC", qualifier="XX", id="1234567893")),
    (
        "NM1*85*1*HART*ANN*B**JR*XX*1245319599",
        Name277("85", "HART", "ANN", "B", "JR", is_person=True, qualifier="XX", id="1245319599"),
    ),
    ("NM1*85*1*HART*ANN", Name277("85", "HART", "ANN", is_person=True, qualifier="FI", id="123456789")),
    # A name of a person's parts in an organization is its last name alone.
    ("NM1*85*2*LAKESIDE*X*Y**Z*XX*1", Name277("85", "LAKESIDE", qualifier="XX", id="1")),
    # Without an NPI he goes by his tax id.
    ("NM1*85*2*TRANSPORT CO", Name277("85", "TRANSPORT CO", qualifier="FI", id="123456789")),
    ("NM1*85*2*TRANSPORT CO*****XX", Name277("85", "TRANSPORT CO", qualifier="FI", id="123456789")),
    ("NM1*85*2", Name277("85", "UNKNOWN", qualifier="FI", id="123456789")),
    ("NM1*85", Name277("85", "UNKNOWN", qualifier="FI", id="123456789")),
    ("NM1", Name277("85", "UNKNOWN", qualifier="FI", id="123456789")),
    ("N3*100 MAIN ST", Name277("85", "UNKNOWN", qualifier="FI", id="123456789")),
    ("", Name277("85", "UNKNOWN", qualifier="FI", id="123456789")),
]


@pytest.mark.parametrize(("segment", "name"), NAMES)
def test_a_provider_is_called_as_he_called_himself(segment: str, name: Name277) -> None:
    assert named(f"HL*1**20*1~{segment}~N4*MADISON*WI*53703~" if segment else "") == name


def test_the_first_name_of_the_billing_provider_counts() -> None:
    block = f"NM1~NM1*87*2*PAY TO~{CLINIC}~NM1*85*2*SECOND*****XX*2~"
    assert named(block).last == "LAKESIDE CLINIC"


def test_a_name_is_read_with_the_files_own_delimiters() -> None:
    assert named("HL|1||20|1!\r\nNM1|85|2|OAK*CARE|||||XX|1!", delimiters="|>!^").last == "OAK CARE"


def test_what_cannot_be_written_into_a_file_of_ours_is_taken_out() -> None:
    name = named("NM1*85*2*OAK:CARE^A*****XX*1:2~")
    assert not set("*:^~") & set(name.last + name.id)
    assert name.last.startswith("OAK")


def test_only_the_providers_own_block_is_looked_at() -> None:
    before = "NM1*85*2*SOMEBODY ELSE*****XX*9~"
    found = named(before + CLINIC + "~", provider_offset=len(before), provider_length=len(CLINIC) + 1)
    assert found.last == "LAKESIDE CLINIC"
    assert named(before + CLINIC + "~", provider_offset=len(before), provider_length=6).last == "UNKNOWN"


def test_each_pair_of_npi_and_tax_id_is_named_once() -> None:
    first, again = answer(), answer()
    other = answer(npi="", tin="987654321")
    files: dict[UUID, Opener] = {
        first.set: opener(f"{CLINIC}~".encode()),
        again.set: opener(b"NM1*85*2*LAKESIDE CLINIC INC*****XX*1234567893~"),
        other.set: opener(b"NM1*85*2*TRANSPORT CO~"),
    }
    names = load_providers(rows=[first, again, other], files=files)
    assert {key: (name.last, name.qualifier, name.id) for key, name in names.items()} == {
        ("1234567893", "123456789"): ("LAKESIDE CLINIC", "XX", "1234567893"),
        ("", "987654321"): ("TRANSPORT CO", "FI", "987654321"),
    }


def test_the_first_answer_of_a_pair_gives_the_name() -> None:
    first, again = answer(), answer()
    files = {first.set: opener(f"{CLINIC}~".encode()), again.set: opener(b"NM1*85*2*NEW NAME*****XX*1234567893~")}
    assert [one.last for one in load_providers(rows=[first, again], files=files).values()] == ["LAKESIDE CLINIC"]
    assert [one.last for one in load_providers(rows=[again, first], files=files).values()] == ["NEW NAME"]


def test_nobody_is_named_where_nothing_is_answered() -> None:
    assert load_providers(rows=[], files={}) == {}
