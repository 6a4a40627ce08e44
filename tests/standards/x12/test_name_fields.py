"""What elements are called in their rows: the names that an analyst looks for, and that no two are alike."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from clearlane.standards.x12.library import Entry, entries, load_machine
from clearlane.standards.x12.machine import Row
from clearlane.standards.x12.name_fields import name_at, name_fields, name_segment
from clearlane.standards.x12.name_keys import element_keys, snake
from clearlane.standards.x12.place_file import name_of
from clearlane.standards.x12.read_dictionary import read_dictionary

GUIDES = {name_of(one): one for one in reversed(entries())}


def rows_of(entry: Entry) -> Iterator[tuple[str, Row]]:
    for loop in load_machine(entry.files).loops():
        for member in loop.members:
            if member.loop is None:
                yield loop.id, member.row


def row(guide: str, loop: str, name: str) -> Row:
    return next(one for id, one in rows_of(GUIDES[guide]) if (id, one.spec.name) == (loop, name))


LOOKED_FOR = """\
837P 2300  Claim                                02    total charge
837P 2300  Claim                                01    patient control number
837P 2300  Claim                                05-1  place of service
837P 2300  Claim                                06    provider signature on file
837P 2300  Claim                                08    benefits assignment
837P 2300  Claim: payer's claim number          02    payer's claim number
837P 2300  Claim: prior authorization           02    prior authorization
837P 2300  Claim: diagnoses                     01    principal diagnosis
837P 2300  Claim: diagnoses                     02    diagnosis 2
837P 2300  Claim: diagnoses                     02-2  diagnosis code
837P 2300  Claim: date, accident                03    date, accident
837P 2300  Claim: amount, paid by the patient   02    amount, paid by the patient
837P 2000B Subscriber level: coverage           01    payer responsibility
837P 2000B Subscriber level: coverage           09    claim filing indicator
837P 2000B Subscriber level: patient facts      06    date of death
837P 2010AA Billing provider: name              09    NPI
837P 2010AA Billing provider: tax id            02    tax id
837P 2010BA Subscriber: name                    09    member id
837P 2010BB Payer: name                         09    payer id
837P 2010BB Payer: name                         03    organization name
837P 2010CA Patient: name                       03    last name
837P 2010CA Patient: birth date and sex         02    birth date
837P 2400  Line: professional service           01-3  modifier 1
837P 2400  Line: professional service           02    charge
837P 2400  Line: prior authorization            04    payer of the id
837P 2410  Drug: prescription                   02    prescription number
837P 2430  Line adjudication                    02    paid amount
837P 2430  Line adjudication: adjustments       05    reason 2
837I 2300  Claim                                05-1  type of bill
837I 2300  Claim: values                        02-5  value amount
837I 2300  Claim: principal procedure           01-4  procedure date
837I 2300  Claim: other diagnoses               03    other diagnosis 3
837I 2300  Claim: admission and discharge       03    patient status
837I 2400  Line: institutional service          01    revenue code
837D 2400  Line: tooth                          02    tooth number
835  ST    Payment                              02    total payment
835  ST    Trace                                02    check or transfer number
835  ST    Provider adjustments                 05-1  adjustment reason
835  2100  Claim: claim payment                 04    paid amount
835  2100  Claim: claim payment                 05    patient responsibility
835  2100  Claim: claim payment                 07    payer's claim number
835  2100  Claim: corrected patient             09    corrected member id
835  2110  Line: service                        03    paid amount
835  2110  Line: remark codes                   02    remark code
270  2110C Inquiry: what is asked               01    service type
271  2110C Benefit: what is covered             07    benefit amount
271  2110C Benefit: what is covered             12    in network
271  2100C Subscriber: refusal                  03    reject reason
277  2200D Claim answer: status                 01-1  category
277CA 2200D Claim answer: status                04    total charge
834  2000  Member                               02    relationship
834  2300  Coverage                             05    coverage level
820  2300B Premium                              05    billed amount
278_REQUEST 2000E Event: review that is asked   01    kind of request
278_RESPONSE 2000E Event: decision              02    authorization number
999  2110  Element: element in error            04    bad value
"""


_WANTED = re.compile(r"(\S+) +(\S+) +(.+?)  +([\d-]+) +(.+)")


@pytest.mark.parametrize(("guide", "loop", "called", "place", "name"), _WANTED.findall(LOOKED_FOR))
def test_what_an_analyst_looks_for_is_called_so(guide: str, loop: str, called: str, place: str, name: str) -> None:
    element, _, component = place.partition("-")
    found = name_fields(row(guide, loop, called))
    assert name_at(found, int(element), int(component or 0)) == name


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.version}-{name_of(entry)}")
def test_no_two_elements_of_a_row_are_called_alike(entry: Entry) -> None:
    for loop, one in rows_of(entry):
        names = name_fields(one)
        used = [field for field in one.fields if field]
        _are_different([names[field.position - 1].name for field in used], f"{loop} {one.spec.name}")
        for field in used:
            parts = names[field.position - 1].parts
            used_parts = [parts[part.position - 1] for part in field.parts or () if part]
            _are_different(used_parts, f"{loop} {one.spec.name} {field.position}")


def _are_different(names: list[str], where: str) -> None:
    twice = [key for key, count in Counter(map(snake, names)).items() if count > 1 or not key]
    assert not twice, f"{where}: {twice}"


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.version}-{name_of(entry)}")
def test_no_element_that_is_used_has_the_general_name_of_the_dictionary(entry: Entry) -> None:
    general = {one.name for one in read_dictionary().elements.values()} - {"Name"}
    for loop, one in rows_of(entry):
        names = name_fields(one)
        for field in (field for field in one.fields if field):
            named = names[field.position - 1]
            used = [named.parts[part.position - 1] for part in field.parts or () if part]
            assert general.isdisjoint([named.name, *used]), f"{loop} {one.spec.name} {field.position}: {named}"


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: f"{entry.version}-{name_of(entry)}")
def test_a_key_is_the_name_of_what_the_row_uses(entry: Entry) -> None:
    for _, one in rows_of(entry):
        keys, names = element_keys(one), name_fields(one)
        for field in (field for field in one.fields if field):
            assert keys[field.position - 1].key == snake(names[field.position - 1].name)


def test_a_later_standard_keeps_the_words_of_its_own_dictionary() -> None:
    (entry,) = (one for one in entries() if one.version.startswith("006020") and one.files[0] == "275.txt")
    (found,) = (one for _, one in rows_of(entry) if one.spec.id == "OOI")
    assert [one.name for one in name_fields(found)] == ["Object Number", "Object Type Qualifier", "Object Type"]


def test_an_erratum_has_the_names_of_its_guide() -> None:
    for name, place in (("837P", "Claim"), ("837I", "Claim"), ("837D", "Claim")):
        family = [one for one in entries() if name_of(one) == name]
        claims = [next(one for _, one in rows_of(entry) if one.spec.name == place) for entry in family]
        assert len({name_fields(one) for one in claims}) == 1
        assert {one.place for one in claims} == {(name.lower(), "2300")}


@pytest.mark.parametrize(
    ("id", "element", "component", "name"),
    [
        ("CLM", 2, 0, "total charge"),
        ("CLM", 5, 1, "place of service"),
        ("REF", 2, 0, "id"),
        ("DTP", 3, 0, "date"),
        ("NM1", 9, 0, "id"),
        ("ISA", 7, 0, "kind of receiver id"),
        ("CLM", 5, 9, ""),
        ("CLM", 0, 0, ""),
        ("CLM", 21, 0, ""),
        ("ZZZ", 1, 0, ""),
    ],
)
def test_a_segment_that_is_no_row_has_the_names_that_hold_anywhere(
    id: str, element: int, component: int, name: str
) -> None:
    assert name_at(name_segment(id), element, component) == name


def test_every_name_of_the_envelope_is_our_own() -> None:
    for id in ("ISA", "GS", "GE", "IEA", "TA1", "ST", "SE"):
        assert all(one.name == one.name.lower() for one in name_segment(id)), id
        assert len({one.name for one in name_segment(id)}) == len(name_segment(id))


def test_names_are_not_read_before_one_is_wanted() -> None:
    program = (
        "from clearlane.standards import x12\n"
        "from clearlane.standards.x12.library import load_all\n"
        "from clearlane.standards.x12.read_element_names import read_element_names\n"
        "load_all()\n"
        "print(read_element_names.cache_info().misses)\n"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout == "0\n"
