"""A file for who has none at hand: its own name, invented patients, usage T, and clean by our own guide and edits."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from clearlane.flows.send_sample import NoOrganization
from clearlane.flows.write_test_file import CLAIMS, write_test_file
from clearlane.foundation.tenancy.scope import scope
from clearlane.standards import x12
from clearlane.vocabulary.finding import Finding
from clearlane.vocabulary.npi import STAND_IN_NPI
from tests.flows.test_send_sample import NPI, TIN, join
from tests.flows.world import BY, World

__all__ = ["join"]
Join = Callable[..., int]


@pytest.fixture
def written(world: World, join: Join) -> Callable[..., str]:
    """``written("Elm Street", ...)``: the file of an organization of this name, and of these properties."""

    def write(name: str, **more: str) -> str:
        tenant = join(name, **more)
        with world.as_role("web"), scope([tenant], by=BY):
            return write_test_file(tenant=tenant).decode()

    return write


def test_it_bears_the_organizations_own_name_npi_and_tax_id(written: Callable[..., str]) -> None:
    file = written("Elm Street Family Care")
    assert f"*ELM STREET FAMILY CARE*****XX*{NPI}~" in file
    assert f"REF*EI*{TIN}~" in file
    assert len(re.findall(r"CLM\*", file)) == CLAIMS
    assert re.match(r"ISA(\*[^*]*){14}\*T\*", file)


@pytest.mark.parametrize("kind", ["practice", "hospital", "billing", "payer"])
def test_no_guide_finds_anything_in_it(written: Callable[..., str], kind: str) -> None:
    file = written("Elm Street", kind=kind)
    events = list(x12.check([file.encode()]))
    assert [event for event in events if isinstance(event, Finding)] == []
    assert [event.verdict for event in events if isinstance(event, x12.SetClosed)] == ["accepted"]


def test_who_has_no_npi_sends_the_stand_in(written: Callable[..., str]) -> None:
    assert f"*XX*{STAND_IN_NPI}~" in written("Elm Street", npi="")


def test_each_file_is_another_so_that_none_is_a_repeat(world: World, join: Join) -> None:
    tenant = join("Elm Street")
    with world.as_role("web"), scope([tenant], by=BY):
        files = [write_test_file(tenant=tenant).decode() for _ in range(3)]
    numbers = [number for file in files for number in re.findall(r"CLM\*(\w+)\*", file)]
    controls = {file.split("*")[13] for file in files}
    assert len(set(numbers)) == 3 * CLAIMS
    assert len(controls) == 3


def test_nobody_has_no_file(world: World) -> None:
    with world.as_role("web"), scope([world.practice], by=BY), pytest.raises(NoOrganization):
        write_test_file(tenant=world.practice)
