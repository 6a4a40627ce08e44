"""The flows as tables: where each thing goes next, by a list of its own."""

from __future__ import annotations

from uuid import UUID

import pytest

from clearlane.flows.steps import FLOWS, STEPS, collecting, first, following
from clearlane.flows.table import Flow, Gather, Step
from clearlane.flows.take_in import FIRST_STEP
from clearlane.vocabulary.outcome import Given, Kind, Ref
from tests.cluster import ROOT

A = Ref(1, UUID(int=1))
NEXT = [
    ("claims/interchanges.read", Kind.INTERCHANGE, "", "claims/acks.answer"),
    ("claims/interchanges.read", Kind.SET, "837", "claims/claims.extract"),
    ("claims/interchanges.read", Kind.SET, "835", None),
    ("claims/interchanges.read", Kind.SET, "999", None),
    ("claims/interchanges.read", Kind.FILE, "", "claims/replies.summarise"),
    ("claims/acks.answer", Kind.REPLY, "", None),
    ("claims/claims.extract", Kind.CLAIM, "", "claims/edits.check"),
    ("claims/claims.extract", Kind.ANSWER, "", "claims/replies.tell"),
    ("claims/edits.check", Kind.CLAIM, "", "claims/routing.choose"),
    ("claims/edits.check", Kind.ANSWER, "", "claims/replies.tell"),
    ("claims/routing.choose", Kind.CLAIM, "", "claims/batches.build"),
    ("claims/routing.choose", Kind.ANSWER, "", "claims/replies.tell"),
    ("claims/batches.build", Kind.BATCH, "", "claims/batches.send"),
    ("claims/batches.send", Kind.BATCH, "", None),
    ("claims/replies.tell", Kind.REPLY, "", None),
    ("claims/replies.summarise", Kind.REPLY, "", None),
    ("answers/connections.collect", Kind.FILE, "", "answers/interchanges.read"),
    ("answers/interchanges.read", Kind.SET, "TA1", "answers/responses.extract"),
    ("answers/interchanges.read", Kind.SET, "999", "answers/responses.extract"),
    ("answers/interchanges.read", Kind.SET, "277", "answers/responses.extract"),
    ("answers/interchanges.read", Kind.SET, "835", "remittance/remits.extract"),
    ("answers/interchanges.read", Kind.SET, "837", None),
    ("answers/responses.extract", Kind.RESPONSE, "", "answers/responses.match"),
    ("answers/responses.match", Kind.ANSWER, "", "answers/replies.tell"),
    ("answers/responses.match", Kind.CLAIM, "", None),
    ("answers/replies.tell", Kind.REPLY, "", None),
    ("remittance/remits.extract", Kind.PAYMENT, "", "remittance/remits.match"),
    ("remittance/remits.match", Kind.PAYMENT, "", "remittance/remits.post"),
    ("remittance/remits.post", Kind.PAYMENT, "", "remittance/replies.deliver"),
    ("remittance/replies.deliver", Kind.REPLY, "", None),
]


@pytest.mark.parametrize(("step", "kind", "of", "then"), NEXT)
def test_a_thing_goes_where_the_journey_says(step: str, kind: Kind, of: str, then: str | None) -> None:
    found = following(step=STEPS[step], given=Given(kind, A, of=of))
    assert (found.name if found else None) == then


def test_the_list_names_every_step() -> None:
    assert {step for step, *_ in NEXT} == set(STEPS)


@pytest.mark.parametrize(
    ("flow", "kind", "of", "step"),
    [
        ("claims", Kind.FILE, "", FIRST_STEP),
        ("claims", Kind.SET, "837", "claims/claims.extract"),
        ("claims", Kind.BATCH, "", "claims/batches.send"),
        ("answers", Kind.FILE, "", "answers/interchanges.read"),
        ("answers", Kind.SET, "835", None),
        ("remittance", Kind.SET, "835", "remittance/remits.extract"),
        ("nowhere", Kind.FILE, "", None),
    ],
)
def test_a_thing_enters_a_flow_at_its_first_step(flow: str, kind: Kind, of: str, step: str | None) -> None:
    found = first(flow=flow, given=Given(kind, A, of=of))
    assert (found.name if found else None) == step


def test_one_step_asks_the_connections() -> None:
    assert collecting().name == "answers/connections.collect"


def test_what_gathers_takes_what_one_batch_may_hold() -> None:
    gathers = {step.name: step.gather.up_to for step in STEPS.values() if step.gather}
    assert gathers == {
        "claims/batches.build": 5000, "claims/replies.tell": 5000, "answers/replies.tell": 5000,
    }  # fmt: skip


def test_what_speaks_with_the_outside_takes_one_thing_at_a_time() -> None:
    assert {name for name, step in STEPS.items() if step.chunk == 1} == {
        "claims/batches.send", "answers/connections.collect",
    }  # fmt: skip


def verb(*, chunk: object, by: str) -> list[object]:
    """A verb that does nothing."""
    return []


def test_a_flow_names_its_steps_and_leaves_the_rest_as_it_was() -> None:
    step = Step(verb, takes=Kind.SET, gives=Kind.CLAIM, of=("837",), gather=Gather(7), asides=("held",))  # type: ignore[arg-type]
    (named,) = Flow("mine", (step,)).steps
    assert named == step
    assert (named.flow, named.gather, named.asides, named.chunk) == ("mine", Gather(7), ("held",), 2000)
    assert named.name.startswith("mine/")


@pytest.mark.parametrize(
    ("of", "given", "taken"),
    [
        ((), Given(Kind.SET, A), True),
        ((), Given(Kind.SET, A, of="999"), True),
        (("837",), Given(Kind.SET, A, of="837"), True),
        (("837",), Given(Kind.SET, A, of="999"), False),
        (("837",), Given(Kind.SET, A), False),
        ((), Given(Kind.CLAIM, A), False),
    ],
)
def test_a_step_takes_its_kind_and_what_that_is_of(of: tuple[str, ...], given: Given, taken: bool) -> None:
    step = Step(verb, takes=Kind.SET, gives=Kind.CLAIM, of=of)  # type: ignore[arg-type]
    assert step.accepts(given) is taken


def test_every_reason_stands_in_the_operators_manual() -> None:
    manual = (ROOT / "docs" / "OPERATING.md").read_text(encoding="utf-8")
    reasons = {reason for flow in FLOWS for step in flow.steps for reason in step.asides}
    assert [reason for reason in sorted(reasons) if f"`{reason}`" not in manual and reason not in manual] == []
