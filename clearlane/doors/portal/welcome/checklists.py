"""What is left to do until claims of patients travel, by kind of organization: what, how long, who does it."""

from __future__ import annotations

from dataclasses import dataclass

YOU, US, PAYER = "You", "Us", "The payer"
DONE, OPEN, LATER = "done", "open", "later"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a checklist; ``fact`` names what proves that it is done, empty where only a person can say so."""

    what: str
    takes: str
    who: str
    fact: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A task with its state: done, open, or later (not before what stands above it)."""

    task: Task
    state: str


_SAMPLE = Task("Send a sample claim", "15 seconds", YOU, "sample", "/welcome#sample")
_FACTOR = Task("Add a passkey", "1 minute", YOU, "factor", "/welcome/connect")
_OWN_FILE = Task("Send a test file of your own", "5 minutes", YOU, "file", "/files")
_CONNECT = Task("Connect your software", "10 minutes", YOU, "connected", "/welcome/connect")
_VERIFY = Task("Verify your NPI and tax ID", "1 to 2 business days", US, "verified")
_AGREE = Task("Put the agreement in force", "1 business day", US)
_LIVE = Task("Switch to live", "1 minute", YOU, "live")
_ENROLL = Task("Enroll with payers that ask for it", "a few days to 6 weeks", PAYER)
_ERA = Task("Send remittances here (ERA enrollment)", "2 to 6 weeks", PAYER)

_OFFICE = (_SAMPLE, _FACTOR, _OWN_FILE, _CONNECT, _VERIFY, _AGREE, _ENROLL, _ERA, _LIVE)
CHECKLISTS: dict[str, tuple[Task, ...]] = {
    "small_office": _OFFICE,
    "large_office": (
        *_OFFICE[:4],
        Task("List your practitioners and locations", "30 minutes", YOU),
        *_OFFICE[4:],
    ),
    "hospital": (
        _SAMPLE,
        _FACTOR,
        Task("Talk through systems, volumes and go-live", "a call within 1 business day", US),
        _OWN_FILE,
        _CONNECT,
        _VERIFY,
        _AGREE,
        _ENROLL,
        _ERA,
        _LIVE,
    ),
    "billing": (
        _SAMPLE,
        _FACTOR,
        _OWN_FILE,
        _CONNECT,
        Task("Name your clients", "5 minutes each", YOU),
        Task("Have each client consent", "a reply from the client", YOU),
        Task("Verify each client's NPI and tax ID", "1 to 2 business days", US),
        _AGREE,
        _ENROLL,
        _ERA,
        _LIVE,
    ),
    "payer": (
        _SAMPLE,
        _FACTOR,
        _CONNECT,
        Task("Agree on companion guide and answers (999, 277CA, 835)", "1 week", US),
        Task("Link your organization to its payer entry", "2 to 5 business days, by two of us", US, "verified"),
        _AGREE,
        Task("Exchange test files end to end", "1 week", YOU),
        _LIVE,
    ),
}
"""Kind -> its tasks, in the order in which they are done."""

_OF_KIND = {"practice": "small_office"}


def checklist(*, kind: str, facts: frozenset[str]) -> tuple[Line, ...]:
    """The tasks of a kind with their states. ``facts`` are those that hold."""
    tasks = CHECKLISTS[_OF_KIND.get(kind, kind)]
    states = [DONE if task.fact and task.fact in facts else OPEN for task in tasks]
    is_all_before = DONE not in states[-1:] and OPEN in states[:-1]
    return tuple(
        Line(task, LATER if task is tasks[-1] and is_all_before else state)
        for task, state in zip(tasks, states, strict=True)
    )
