"""The bench's judge: what is due to each kind of claim, counted by hand, and what it says where the count is off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearlane.doors.console.benching.judge import DUE, Verdict, is_set, judge
from clearlane.doors.console.benching.workload import Parcel
from clearlane.standards.x12.generate.plan import Planned

NPI = "1234567893"
OTHER_NPI = "1992999825"
CLEAN: tuple[tuple[str, ...], ...] = ((), (), ())


def planned(number: str, expected: str = "accepted", npi: str = NPI) -> Planned:
    """The manifest's line for a claim of a hundred dollars."""
    return Planned(
        index=0, number=number, amount=Decimal(100), payer="BENCH1", npi=npi, tin="861234501", lines=1,
        set_control="0001", expected=expected,
    )  # fmt: skip


def parcel(*claims: Planned, tenant: int = 0, name: str = "bench-00001.837") -> Parcel:
    return Parcel(tenant, name, b"", tuple(claims))


def ledger(*got: tuple[str, str]) -> dict[str, Any]:
    """The payers' book: NPI and CLM01 of each claim that came in."""
    return {"claims": [{"npi": npi, "number": number} for npi, number in got]}


def answer(set_id: str, *numbers: str, end: str = "~", line_end: str = "") -> bytes:
    """A file of ours that names claims."""
    begins = {"277": "TRN*2*", "835": "CLP*"}[set_id]
    segments = [f"ST*{set_id}*0001", *(f"{begins}{number}*1*100" for number in numbers), "SE*9*0001"]
    head = "ISA*".ljust(105, "0") + end + line_end
    return (head + "".join(f"{segment}{end}{line_end}" for segment in segments)).encode("latin-1")


def box(*files: bytes, of: str = "bench-00001.837") -> dict[str, bytes]:
    """A mailbox with the 999 and the summary of one file, and these answers."""
    kept = {f"20260930-1-{of}.999": b"ISA*", f"20260930-1-{of}.summary.txt": b""}
    return kept | {f"answer-{place}": content for place, content in enumerate(files)}


def judged(parcels: Sequence[Parcel], book: Mapping[str, Any], *boxes: Mapping[str, bytes]) -> tuple[Any, ...]:
    verdict = judge(parcels=parcels, ledger=book, mailboxes=boxes)
    return verdict.lost, verdict.doubled, verdict.astray


# What is found of one claim A (at the payer, in 277CAs, in 835s), and what the judge says: lost, doubled, astray.
ONE = [
    ("accepted", (1, 2, 1), CLEAN),
    ("accepted", (0, 2, 1), (("A payer",), (), ())),
    ("accepted", (2, 2, 1), ((), ("A payer",), ())),
    ("accepted", (1, 1, 1), (("A 277ca",), (), ())),
    ("accepted", (1, 0, 1), (("A 277ca",), (), ())),
    ("accepted", (1, 3, 1), ((), ("A 277ca",), ())),
    ("accepted", (1, 2, 0), (("A 835",), (), ())),
    ("accepted", (1, 2, 2), ((), ("A 835",), ())),
    ("accepted", (0, 0, 0), (("A payer", "A 277ca", "A 835"), (), ())),
    ("accepted", (2, 3, 2), ((), ("A payer", "A 277ca", "A 835"), ())),
    ("accepted", (2, 1, 1), (("A 277ca",), ("A payer",), ())),
    ("rejected", (0, 1, 0), CLEAN),
    ("rejected", (0, 0, 0), (("A 277ca",), (), ())),
    ("rejected", (0, 2, 0), ((), (), ("A 277ca",))),
    ("rejected", (1, 1, 0), ((), (), ("A payer",))),
    ("rejected", (0, 1, 1), ((), (), ("A 835",))),
    ("rejected", (1, 2, 1), ((), (), ("A payer", "A 277ca", "A 835"))),
    ("dead", (0, 0, 0), CLEAN),
    ("dead", (0, 1, 0), CLEAN),
    ("dead", (0, 2, 0), ((), (), ("A 277ca",))),
    ("dead", (1, 0, 0), ((), (), ("A payer",))),
    ("dead", (0, 0, 1), ((), (), ("A 835",))),
    ("held", (0, 0, 0), CLEAN),
    ("held", (0, 1, 0), ((), (), ("A 277ca",))),
    ("held", (1, 0, 0), ((), (), ("A payer",))),
    ("held", (3, 0, 2), ((), (), ("A payer", "A 835"))),
]


@pytest.mark.parametrize(("expected", "found", "said"), ONE)
def test_a_claim_is_judged_by_where_it_stands(expected: str, found: tuple[int, int, int], said: Any) -> None:
    at_payer, told, paid = found
    files = [answer("277", "A")] * told + [answer("835", "A")] * paid
    assert judged([parcel(planned("A", expected))], ledger(*[(NPI, "A")] * at_payer), box(*files)) == said


@pytest.mark.parametrize("expected", sorted(DUE))
def test_what_is_due_at_least_is_never_more_than_at_most(expected: str) -> None:
    assert all(0 <= least <= most for least, most in DUE[expected].values())
    assert list(DUE[expected]) == ["payer", "277ca", "835"]


def test_a_claim_that_nobody_sent_is_astray() -> None:
    book = ledger((NPI, "A"), (NPI, "STRANGER"), (OTHER_NPI, "A"))
    files = box(answer("277", "A"), answer("277", "A"), answer("835", "A"))
    assert judged([parcel(planned("A"))], book, files) == ((), (), ("STRANGER payer", "A payer"))


def test_two_tenants_with_one_number_are_two_claims() -> None:
    parcels = [
        parcel(planned("A")),
        parcel(planned("A", npi=OTHER_NPI), tenant=1, name="bench-00002.837"),
    ]
    whole = (answer("277", "A"), answer("277", "A"), answer("835", "A"))
    boxes = (box(*whole), box(*whole, of="bench-00002.837"))
    assert judged(parcels, ledger((NPI, "A"), (OTHER_NPI, "A")), *boxes) == CLEAN
    assert judged(parcels, ledger((NPI, "A"), (NPI, "A")), *boxes) == (("A payer",), ("A payer",), ())


def test_an_answer_in_anothers_mailbox_answers_nothing() -> None:
    parcels = [parcel(planned("A")), parcel(planned("B", npi=OTHER_NPI), tenant=1, name="bench-00002.837")]
    book = ledger((NPI, "A"), (OTHER_NPI, "B"))
    mine = (answer("277", "A"), answer("277", "A"))
    others = (answer("277", "B"), answer("277", "B"), answer("835", "B"), answer("835", "A"))
    assert judged(parcels, book, box(*mine), box(*others, of="bench-00002.837")) == (("A 835",), (), ())


# The names in a tenant's mailbox, and what is said of the file bench-00001.837: lost, doubled.
FILES: list[tuple[list[str], tuple[str, ...], tuple[str, ...]]] = [
    (["1-bench-00001.837.999", "1-bench-00001.837.summary.txt"], (), ()),
    (["1-bench-00001.837.999"], ("bench-00001.837 summary",), ()),
    (["1-bench-00001.837.summary.txt"], ("bench-00001.837 999",), ()),
    ([], ("bench-00001.837 999", "bench-00001.837 summary"), ()),
    (
        ["1-bench-00001.837.999", "2-bench-00001.837.999", "1-bench-00001.837.summary.txt"],
        (),
        ("bench-00001.837 999",),
    ),
    (
        ["1-bench-00001.837.999", "1-bench-00001.837.summary.txt", "2-bench-00001.837.summary.txt"],
        (),
        ("bench-00001.837 summary",),
    ),
    (["1-bench-00002.837.999", "1-bench-00001.837.summary.txt"], ("bench-00001.837 999",), ()),
    (["1-bench-00001.837.999.old", "1-bench-00001.837.summary.txt"], ("bench-00001.837 999",), ()),
]


@pytest.mark.parametrize(("names", "lost", "doubled"), FILES)
def test_a_file_has_one_999_and_one_summary(names: list[str], lost: tuple[str, ...], doubled: tuple[str, ...]) -> None:
    mailbox = dict.fromkeys(names, b"ISA*")
    assert judged([parcel(planned("A", "held"))], ledger(), mailbox) == (lost, doubled, ())


SETS = [
    (answer("277", "A"), b"277", True),
    (answer("277", "A"), b"835", False),
    (answer("835", "A"), b"835", True),
    (answer("835", "A", end="|", line_end="\r\n"), b"835", True),
    (b"ISA|".ljust(105, b"0") + b"~ST|277|0001~", b"277", False),
    (b"a file's summary: ST*277*", b"277", False),
    (b"", b"277", False),
    (b"ISA*".ljust(500, b"0") + b"~ST*277*0001~", b"277", False),
]


@pytest.mark.parametrize(("content", "set_id", "is_one"), SETS)
def test_a_file_is_known_by_its_set(content: bytes, set_id: bytes, is_one: bool) -> None:
    assert is_set(content, set_id) is is_one


@pytest.mark.parametrize("end", ["~", "|", "\n"])
@pytest.mark.parametrize("line_end", ["", "\n", "\r\n"])
def test_numbers_are_read_whatever_ends_a_segment(end: str, line_end: str) -> None:
    files = [answer(set_id, "A", end=end, line_end=line_end) for set_id in ("277", "277", "835")]
    assert judged([parcel(planned("A"))], ledger((NPI, "A")), box(*files)) == CLEAN


def test_a_277_that_names_payment_segments_pays_nothing() -> None:
    mixed = answer("277", "A").replace(b"SE*9", b"CLP*A*1~SE*9")
    files = box(mixed, answer("277", "A"))
    assert judged([parcel(planned("A"))], ledger((NPI, "A")), files) == (("A 835",), (), ())


@pytest.mark.parametrize("part", ["lost", "doubled", "astray"])
def test_a_verdict_is_clean_when_nothing_is_said(part: str) -> None:
    said: dict[str, tuple[str, ...]] = {"lost": (), "doubled": (), "astray": ()}
    assert Verdict(**said).is_clean
    assert not Verdict(**(said | {part: ("A payer",)})).is_clean


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(DUE)), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)),
        min_size=1,
        max_size=6,
    )
)
def test_every_count_that_is_off_is_said_once_and_no_other(claims: list[tuple[str, int, int, int]]) -> None:
    """Against a plain count: one remark for each place of each claim where the number is outside of its bounds."""
    names = [f"C{place}" for place in range(len(claims))]
    sent = parcel(*(planned(name, expected) for name, (expected, *_) in zip(names, claims, strict=True)))
    book = ledger(*((NPI, name) for name, (_, n, _, _) in zip(names, claims, strict=True) for _ in range(n)))
    told = [answer("277", *(name for name, c in zip(names, claims, strict=True) for _ in range(c[2])))]
    paid = [answer("835", *(name for name, c in zip(names, claims, strict=True) for _ in range(c[3])))]
    lost, doubled, astray = judged([sent], book, box(*told, *paid))
    off_below, off_above = set(), set()
    for name, (expected, *found) in zip(names, claims, strict=True):
        for (what, (least, most)), count in zip(DUE[expected].items(), found, strict=True):
            off_below |= {f"{name} {what}"} if count < least else set()
            off_above |= {f"{name} {what}"} if count > most else set()
    assert (sorted(lost), sorted((*doubled, *astray))) == (sorted(off_below), sorted(off_above))
    good = {name for name, (expected, *_) in zip(names, claims, strict=True) if expected == "accepted"}
    assert {remark.split()[0] for remark in doubled} <= good
    assert not {remark.split()[0] for remark in astray} & good
