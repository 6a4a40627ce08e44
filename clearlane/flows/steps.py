"""All flows, and the way from one step to the next."""

from __future__ import annotations

from clearlane.flows.answers import ANSWERS
from clearlane.flows.claims import CLAIMS
from clearlane.flows.remittance import REMITTANCE
from clearlane.flows.table import Step
from clearlane.vocabulary.outcome import Given, Kind

FLOWS = (CLAIMS, ANSWERS, REMITTANCE)
STEPS: dict[str, Step] = {step.name: step for flow in FLOWS for step in flow.steps}


def first(*, flow: str, given: Given) -> Step | None:
    """The first step of a flow that takes such a thing; None where none does."""
    return next((step for step in STEPS.values() if step.flow == flow and step.accepts(given)), None)


def following(*, step: Step, given: Given) -> Step | None:
    """The next step, after ``step``, that takes what it gave; None where the journey of the thing ends.

    A thing that its own flow does not take any more goes on in a flow that stands after it.
    """
    flow = next(flow for flow in FLOWS if flow.name == step.flow)
    later = flow.steps[flow.steps.index(step) + 1 :]
    onward = tuple(candidate for other in FLOWS if other.after == flow.name for candidate in other.steps)
    return next((candidate for candidate in (*later, *onward) if candidate.accepts(given)), None)


def collecting() -> Step:
    """The step that asks the payers' connections for what is new; it never ends."""
    return next(step for step in STEPS.values() if step.takes is Kind.CONNECTION)
