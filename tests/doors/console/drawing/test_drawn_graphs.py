"""The drawn pages, read back as graphs and tables, say what the program's own tables say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from clearlane.doors.console.drawing.draw_flows import draw_flows, draw_journey
from clearlane.doors.console.drawing.draw_states import draw_states
from clearlane.doors.console.drawing.page import WRITTEN, link, source_of
from clearlane.exchange.claims.states import BORN, BY_WHOM, CLAIM_STATES, ENDED, ITEM, NOTE, STATES, sources
from clearlane.flows.steps import FLOWS, STEPS
from clearlane.flows.table import Flow
from tests.house.tree import ROOT

EDGE = re.compile(r'^  (\w+) -->\|"?([^|"]+)"?\| (\w+)$', re.MULTILINE)
NODE = re.compile(r'^ +(\w+)\["([^"]+)"\]$', re.MULTILINE)
LINK = re.compile(r"\]\(\.\./([^)]+)\)")


def fold(name: str) -> str:
    return name.replace("/", "_").replace(".", "_")


def section(flow: Flow) -> str:
    """The part of the page that is about one flow."""
    parts = draw_flows().split("\n## ")[1:]
    return parts[[each.name for each in FLOWS].index(flow.name)]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def test_pages_say_that_they_are_written_and_by_what() -> None:
    assert draw_flows().startswith(WRITTEN)
    assert draw_states().startswith(WRITTEN)


@pytest.mark.parametrize("page", [draw_flows, draw_states], ids=["flows", "states"])
def test_every_link_into_the_source_leads_to_a_file(page: object) -> None:
    assert callable(page)
    targets = LINK.findall(page())
    assert targets
    assert [target for target in targets if not (ROOT / target).is_file()] == []


@pytest.mark.parametrize(
    ("path", "text", "drawn"),
    [
        ("a/b.py", "", "[`a/b.py`](../a/b.py)"),
        ("a/b.py", "b", "[b](../a/b.py)"),
    ],
)
def test_a_link_leads_out_of_the_docs(path: str, text: str, drawn: str) -> None:
    assert link(path, text=text) == drawn


@pytest.mark.parametrize("step", STEPS.values(), ids=list(STEPS))
def test_the_source_of_a_verb_is_the_file_that_defines_it(step: object) -> None:
    verb = getattr(step, "verb", None)
    assert callable(verb)
    path = ROOT / source_of(verb)
    assert f"def {verb.__name__}(" in path.read_text(encoding="utf-8")


def test_the_journey_has_each_step_once_in_the_frame_of_its_flow() -> None:
    nodes = [node for node, _ in NODE.findall(draw_journey())]
    assert sorted(nodes) == sorted(map(fold, STEPS))
    frames = re.findall(r"  subgraph (\w+)\n(.*?)\n  end", draw_journey(), re.DOTALL)
    assert [name for name, _ in frames] == [flow.name for flow in FLOWS]
    for name, inside in frames:
        assert {node.partition("_")[0] for node, _ in NODE.findall(inside)} == {name}


def test_the_journey_begins_with_a_practice_and_ends_in_its_mailbox() -> None:
    drawn = draw_journey().splitlines()
    assert drawn[0] == "flowchart TD"
    assert drawn[1].endswith("-->|file| claims_interchanges_read")
    assert drawn[-1].endswith('--> MAILBOX(["what lies ready for the practice"])')


def test_whoever_gives_a_reply_leads_to_the_mailbox_and_nobody_else() -> None:
    last = draw_journey().splitlines()[-1].partition(" --> ")[0]
    assert set(last.strip().split(" & ")) == {fold(name) for name, step in STEPS.items() if str(step.gives) == "reply"}


def test_an_edge_is_named_by_what_the_next_step_takes() -> None:
    takes = {fold(step.name): step for step in STEPS.values()}
    edges = EDGE.findall(draw_journey())
    assert edges
    for of, label, to in edges:
        if of not in takes or to not in takes:
            continue
        kind, _, sorts = label.partition(" ")
        assert kind == str(takes[to].takes)
        assert sorts == ", ".join(takes[to].of)


def test_an_edge_goes_from_one_that_gives_such_a_thing() -> None:
    by_id = {fold(step.name): step for step in STEPS.values()}
    wrong = [
        (of, label)
        for of, label, _ in EDGE.findall(draw_journey())
        if of in by_id and label.partition(" ")[0] not in {str(kind) for kind in (by_id[of].gives, *by_id[of].also)}
    ]
    assert wrong == []
    assert len(EDGE.findall(draw_journey())) > len(STEPS)


@pytest.mark.parametrize("flow", FLOWS, ids=[flow.name for flow in FLOWS])
def test_the_diagram_of_a_flow_draws_every_node_that_an_edge_names(flow: Flow) -> None:
    drawn = section(flow)
    nodes = {node for node, _ in NODE.findall(drawn)}
    ends = {end for of, _, to in EDGE.findall(drawn) for end in (of, to)}
    assert ends <= nodes
    assert {fold(step.name) for step in flow.steps} <= nodes


@pytest.mark.parametrize("flow", FLOWS, ids=[flow.name for flow in FLOWS])
def test_the_table_of_a_flow_has_a_row_for_each_step_in_order(flow: Flow) -> None:
    rows = [cells(line) for line in section(flow).splitlines() if line.startswith("| [")]
    assert len(rows) == len(flow.steps)
    for row, step in zip(rows, flow.steps, strict=True):
        assert row[0] == link(source_of(step.verb), text=step.name.partition("/")[2])
        assert row[1].split(",")[0].split()[0] == str(step.takes)
        assert row[2] == ", ".join(map(str, (step.gives, *step.also)))
        assert re.findall(r"\[(\w+)\]", row[3]) == list(step.asides)


@pytest.mark.parametrize("flow", FLOWS, ids=[flow.name for flow in FLOWS])
def test_who_gathers_says_how_many_and_after_what(flow: Flow) -> None:
    rows = [cells(line) for line in section(flow).splitlines() if line.startswith("| [")]
    for row, step in zip(rows, flow.steps, strict=True):
        told = f"at most {step.gather.up_to} of one lane together" if step.gather else "at most"
        assert (told in row[1]) is (step.gather is not None)
        assert ("their wait for more" in row[1]) is (step.gather is not None and step.gather.after is not None)


@pytest.mark.parametrize("flow", FLOWS, ids=[flow.name for flow in FLOWS])
def test_what_is_set_aside_hangs_on_its_step_by_a_dotted_line(flow: Flow) -> None:
    found = dict(re.findall(r'^  (\w+) -\.-> aside_\1\[/"([^"]+)"/\]$', section(flow), re.MULTILINE))
    assert found == {fold(step.name): ", ".join(step.asides) for step in flow.steps if step.asides}


# -- the states of a claim


MOVE = re.compile(r"^  (\w+|\[\*\]) --> (\w+|\[\*\])(?:: (.*))?$", re.MULTILINE)


def test_the_diagram_of_states_has_the_moves_of_the_table_and_no_others() -> None:
    drawn = {(of, to): events for of, to, events in MOVE.findall(draw_states()) if events}
    found: dict[tuple[str, str], list[str]] = {}
    for event in CLAIM_STATES:
        for to, states in sources(event).items():
            for state in states:
                if state != to:
                    found.setdefault((state, to), []).append(event)
    assert {pair: events.split(", ") for pair, events in drawn.items()} == found


def test_a_claim_begins_and_ends_where_the_table_says() -> None:
    drawn = MOVE.findall(draw_states())
    assert tuple(to for of, to, _ in drawn if of == "[*]") == BORN
    assert tuple(of for of, to, _ in drawn if to == "[*]") == ENDED


def test_the_table_of_events_reads_back_to_the_table() -> None:
    lines = draw_states().partition("## Every event in every state")[2].splitlines()
    head, _, *rows = [cells(line) for line in lines if line.startswith("|")]
    events = [event.removesuffix("*") for event in head[1:]]
    assert events == list(CLAIM_STATES)
    assert {event.removesuffix("*") for event in head[1:] if event.endswith("*")} == set(BY_WHOM)
    long = {"n": NOTE, "item": ITEM}
    read = {row[0].strip("*"): [long.get(cell, cell) for cell in row[1:]] for row in rows}
    assert tuple(read) == STATES
    for state, row in read.items():
        assert row == [CLAIM_STATES[event][state] for event in events]


def test_every_state_has_one_row_of_meaning() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", draw_states(), re.MULTILINE)
    assert tuple(state for state, _ in rows) == STATES
    assert len({meaning for _, meaning in rows}) == len(STATES)


def test_no_drawn_line_names_a_path_of_a_machine() -> None:
    pages = draw_flows() + draw_states() + draw_journey()
    assert str(Path.home()) not in pages
    assert str(ROOT) not in pages
