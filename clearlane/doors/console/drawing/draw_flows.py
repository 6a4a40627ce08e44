"""Draw the flows: a diagram, and a table of the steps with their asides."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from clearlane.flows.steps import FLOWS, STEPS, following
from clearlane.flows.table import Flow, Gather, Step
from clearlane.vocabulary.outcome import Given, Kind, Ref

from .page import WRITTEN, link, source_of

_TITLES = {
    "claims": "Claims: from a practice to its payers",
    "answers": "Answers: from payers home",
    "remittance": "Remittance: the money",
}
_HEAD = f"""\
{WRITTEN}
# The flows

What happens to a file that arrives. Each step is one verb of one stage of `clearlane/exchange/`; it takes things of one
kind and gives things of another, and knows nothing of what comes next. The runner (`clearlane/flows/run.py`) opens the
transaction, calls the verb, counts that *things in = moved + already moved + set aside*, and wakes the next step. What
is set aside stands on a worklist under its reason; what to do about each: [OPERATING.md](OPERATING.md#worklists).

"""
_ANY = Ref(0, UUID(int=0))


def draw_flows() -> str:
    """The page of all flows."""
    return _HEAD + "\n".join(_section(flow) for flow in FLOWS)


def draw_journey() -> str:
    """One diagram of all flows, as Mermaid."""
    lines = ["flowchart TD", '  SENDER(["a practice, by SFTP or HTTPS"]) -->|file| claims_interchanges_read']
    for flow in FLOWS:
        lines += [f"  subgraph {flow.name}", *(f"    {_node(step)}" for step in flow.steps), "  end"]
    lines.append('  claims_batches_send -->|837P| PAYER(["a payer"])')
    lines.append('  PAYER -->|"TA1, 999, 277CA, 835"| answers_connections_collect')
    lines += sorted(_edges())
    return "\n".join([*lines, f'  {_replies()} --> MAILBOX(["what lies ready for the practice"])'])


def _section(flow: Flow) -> str:
    rows = "".join(_row(step) for step in flow.steps)
    return (
        f"## {_TITLES[flow.name]}\n\n{_diagram(flow)}\n\n"
        f"Source: {link(f'clearlane/flows/{flow.name}.py')}\n\n"
        f"| step | takes | gives | set aside for |\n|---|---|---|---|\n{rows}"
    )


def _diagram(flow: Flow) -> str:
    names = {_id(step) for step in flow.steps}
    inside = [edge for edge in sorted(_edges()) if edge.split()[0] in names]
    foreign = [step for step in STEPS.values() if step.flow != flow.name and any(_id(step) in edge for edge in inside)]
    asides = [_aside(step) for step in flow.steps if step.asides]
    nodes = [f"  {_node(step)}" for step in flow.steps] + [f'  {_id(step)}["{step.name}"]' for step in foreign]
    return "\n".join(["```mermaid", "flowchart LR", *nodes, *inside, *asides, "```"])


def _row(step: Step) -> str:
    takes = f"{step.takes} {', '.join(step.of)}".rstrip()
    gathered = _gathered(step.gather) if step.gather else ""
    gives = ", ".join((step.gives, *step.also))
    stage, verb = _stage(step)
    asides = ", ".join(f"[{reason}](OPERATING.md#{reason})" for reason in step.asides) or "-"
    return f"| {link(source_of(step.verb), text=f'{stage}.{verb}')} | {takes}{gathered} | {gives} | {asides} |\n"


def _gathered(gather: Gather) -> str:
    waits = f" after {link(source_of(gather.after), text='their wait for more')}" if gather.after else ""
    return f", at most {gather.up_to} of one lane together{waits}"


def _edges() -> Iterator[str]:
    for step in STEPS.values():
        for kind in (step.gives, *step.also):
            then = {following(step=step, given=given) for given in _possible(kind)}
            yield from (f"  {_id(step)} -->|{_label(kind, to)}| {_id(to)}" for to in then if to)


def _possible(kind: Kind) -> list[Given]:
    """Such a thing, in every sort that some step tells apart."""
    sorts = sorted({sort for step in STEPS.values() for sort in step.of}) if kind is Kind.SET else [""]
    return [Given(kind, _ANY, of=sort) for sort in sorts]


def _label(kind: Kind, to: Step) -> str:
    return f'"{kind} {", ".join(to.of)}"' if to.of else str(kind)


def _aside(step: Step) -> str:
    return f'  {_id(step)} -.-> aside_{_id(step)}[/"{", ".join(step.asides)}"/]'


def _replies() -> str:
    return " & ".join(_id(step) for step in STEPS.values() if step.gives is Kind.REPLY)


def _stage(step: Step) -> tuple[str, str]:
    stage, _, verb = step.name.partition("/")[2].rpartition(".")
    return stage, verb


def _id(step: Step) -> str:
    return step.name.replace("/", "_").replace(".", "_")


def _node(step: Step) -> str:
    return f'{_id(step)}["{".".join(_stage(step))}"]'
