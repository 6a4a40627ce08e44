"""What is left to do until claims of patients travel, by kind of organization: what, how long, who does it."""

from __future__ import annotations

from dataclasses import dataclass, replace

YOU, US, PAYER, OWNER = "You", "Us", "The payer", "An owner"
DONE, OPEN, OURS, LATER, IF_ASKED, ASKED = "done", "open", "ours", "later", "if_asked", "asked"


@dataclass(frozen=True, slots=True)
class Task:
    """One line of a checklist; ``fact`` names what proves that it is done, empty where payers alone decide whether
    there is anything to do."""

    what: str
    takes: str
    who: str
    fact: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A task with its state: done, open, ours (the same, but with us), later (not before what stands above it), asked
    (of the house), or if a payer asks for it."""

    task: Task
    state: str


_SAMPLE = Task("Send a sample claim", "15 seconds", YOU, "sample", "/welcome#sample")
_FACTOR = Task("Add a passkey", "1 minute", YOU, "factor", "/welcome/connect")
_OWN_FILE = Task("Send a test file of your own", "5 minutes", YOU, "file", "/files")
_CONNECT = Task("Connect your software", "10 minutes", YOU, "connected", "/welcome/connect")
_COLLEAGUES = Task("Invite the people who work with you", "2 minutes each", YOU, "colleagues", "/members")
_VERIFY = Task("Verify your NPI and tax ID", "1 to 2 business days", US, "verified")
_CORRECT = Task("Correct your NPI and tax ID: we could not verify them", "2 minutes", YOU, "verified", "/live")
_AGREE = Task("Put the agreement in force", "5 minutes", YOU, "agreed", "/live")
_LIVE = Task("Switch to live", "1 minute", YOU, "live", "/live")
_ENROLL = Task("Enroll with payers that ask for it", "a few days to 6 weeks", PAYER)
_ERA = Task("Send remittances here (ERA enrollment)", "2 to 6 weeks", PAYER)
_CALL = Task("Talk through systems, volumes and go-live", "a call within 1 business day", US, "called")

_BEGIN, _END = (_SAMPLE, _FACTOR), (_AGREE, _ENROLL, _ERA, _LIVE)
CHECKLISTS: dict[str, tuple[Task, ...]] = {
    "small_office": (*_BEGIN, _OWN_FILE, _CONNECT, _VERIFY, *_END),
    "large_office": (*_BEGIN, _COLLEAGUES, _OWN_FILE, _CONNECT, _VERIFY, *_END),
    "hospital": (*_BEGIN, _CALL, _COLLEAGUES, _OWN_FILE, _CONNECT, _VERIFY, *_END),
    "billing": (
        *_BEGIN,
        _COLLEAGUES,
        _OWN_FILE,
        _CONNECT,
        Task("Have your first client let you send its claims", "a reply from the client", YOU, "clients", "/clients"),
        Task("Verify the client's NPI and tax ID", "1 to 2 business days", US, "clients"),
        *_END,
    ),
    "payer": (
        replace(_FACTOR, href="/account"),
        _COLLEAGUES,
        _AGREE,
        Task("Link your organization to its payer entry", "2 to 5 business days", US, "linked"),
        _LIVE,
    ),
}
"""Kind -> its tasks, in the order in which they are done."""

_OF_KIND = {"practice": "small_office"}


def checklist(
    *, kind: str, facts: frozenset[str], mode: str = "service", is_named: bool = True, may_sign: bool = True
) -> tuple[Line, ...]:
    """The tasks of a kind with their states. ``facts`` are those that hold; ``mode`` is the house's, ``is_named``
    whether it has said who signs for it. One that
    works for itself alone needs no agreement."""
    agree = _agree(mode, is_named=is_named, may_sign=may_sign)
    instead = {_AGREE: agree} | ({_VERIFY: _CORRECT} if "refused" in facts else {})
    due = (task for task in CHECKLISTS[_OF_KIND.get(kind, kind)] if not (task is _AGREE and mode == "own_use"))
    tasks = tuple(instead.get(task, task) for task in due)
    states = [_state(task, facts) for task in tasks]
    if states[-1] == OPEN and "asked" in facts:
        states[-1] = ASKED
    if states[-1] == OPEN and {OPEN, OURS} & set(states[:-1]):
        states[-1] = LATER
    return tuple(Line(task, state) for task, state in zip(tasks, states, strict=True))


def _agree(mode: str, *, is_named: bool, may_sign: bool) -> Task:
    """In evaluation none comes into force, whatever is signed; nobody signs with a house that has not said who it is;
    and only an owner signs."""
    if mode == "evaluation":
        return replace(_AGREE, takes="once this installation is in service", who=US)
    if not is_named:
        return replace(_AGREE, takes="once we have said who signs for this installation", who=US)
    return _AGREE if may_sign else replace(_AGREE, who=OWNER, href="")


def _state(task: Task, facts: frozenset[str]) -> str:
    if not task.fact:
        return IF_ASKED
    return DONE if task.fact in facts else OURS if task.who == US else OPEN
