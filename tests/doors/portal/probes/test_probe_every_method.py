"""The practice's own people ask everything by every method: much of it changes something, and nothing breaks."""

from __future__ import annotations

import pytest

from tests.doors.portal.probes.cast import GRANTED, MEMBERS, Cast
from tests.doors.portal.probes.walk import walk


@pytest.mark.parametrize("who", [GRANTED, *MEMBERS])
def test_no_method_of_any_address_breaks(cast: Cast, who: str) -> None:
    probes = walk(cast, who)
    print(f"{len(probes)} probes as {who}")
    assert [each for each in probes if each.is_fault] == []
