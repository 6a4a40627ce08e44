from __future__ import annotations

import pytest

from clearlane.standards import x12
from clearlane_sandbox.answers.envelope import reply_identity
from clearlane_sandbox.answers.write_ta1 import write_ta1
from clearlane_sandbox.read_837 import read_837
from tests.sandbox.conftest import NOON
from tests.standards.x12.small_files import one_claim

WORDS = [("A", "000"), ("R", "001"), ("R", "006"), ("R", "021"), ("E", "015")]


@pytest.mark.parametrize(("code", "note"), WORDS)
def test_a_ta1_names_the_interchange_and_the_word_about_it(code: str, note: str) -> None:
    (about,) = read_837(one_claim())
    data = write_ta1(identity=reply_identity(to=about), control=9, at=NOON, about=about, code=code, note=note)
    report = x12.report([data])
    assert (report.accepted, report.findings) == (True, ())
    ((seen,),) = [one.acknowledgments for one in report.interchanges]
    assert seen.elements == ("TA1", "000000101", "261124", "0930", code, note)


def test_a_ta1_has_no_group() -> None:
    (about,) = read_837(one_claim())
    data = write_ta1(identity=reply_identity(to=about), control=9, at=NOON, about=about, code="A", note="000")
    assert b"IEA*0*000000009~" in data
    assert b"GS*" not in data
