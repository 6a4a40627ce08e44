"""What is learnt of claims beside a fault hides none: the next file is told by blocks what rows tell of it."""

from __future__ import annotations

import re

import pytest

from clearlane.standards import x12
from clearlane.standards.x12.generate.from_guide import GuideOrder, from_guide
from clearlane.standards.x12.tier import Tier
from clearlane.vocabulary.finding import Finding

FAULTS = {
    "in the last line of each claim": (rb"(~SV1\*[^~]*)\*UN\*([^~]*~(?:(?!LX|CLM)[^~]*~)*(?=CLM|HL|SE))", rb"\1*ZZ*\2"),
    "in the first line of each claim": (rb"(~LX\*1~SV1\*[^*]*\*[^*]*)\*UN\*", rb"\1*ZZ*"),
    "in every provider": (rb"~N3\*[^~]*(?=~N4\*[^~]*~REF\*EI)", b""),
    "in every claim": (rb"(~CLM\*[^~]*)\*Y\*A\*", rb"\1*Y*Q*"),
}  # fmt: skip


def told(data: bytes, tier: Tier) -> list[tuple[str, str, int | None]]:
    found = (one for one in x12.check([data], tier=tier) if isinstance(one, Finding))
    return [(one.rule, str(one.place), one.place.segment) for one in found]


@pytest.mark.parametrize("where", FAULTS)
def test_a_fault_beside_what_is_learnt_is_told_each_time(where: str) -> None:
    old, new = FAULTS[where]
    for seed in (11, 12):
        clean = from_guide(GuideOrder(kind="837p", seed=seed, units=70)).replace(b"\n", b"")
        broken = re.sub(old, new, clean)
        expected = told(broken, Tier.EXPLAIN)
        assert len(expected) > 1
        for data in (broken, clean, broken):
            assert told(data, Tier.BLOCK) == (expected if data is broken else [])
