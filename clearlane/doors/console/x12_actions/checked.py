"""What was found in one file, in the order of the file, and where each finding stands: interchange, set and claim."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from clearlane.standards import x12
from clearlane.standards.x12.companion import SURE
from clearlane.standards.x12.find_payment import find_payment
from clearlane.standards.x12.report import offset_of
from clearlane.standards.x12.verdict import refuses
from clearlane.vocabulary.finding import Disposition, Finding

MOST_SHOWN = 50
VERDICTS = {True: "accepted", False: "NOT accepted", None: "cannot be judged"}
PAYMENT, OF_A_PAID_CLAIM = "835", ("2100", "2110")
ACCEPTED = "accepted"
ONLY_IN_FORM = "accepted in form (the 999), but NOT in what it says: see below"
"""Of a set whose claims or payments do not add up, or the like: the 999 looks at the form alone, and the file is not
accepted."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a finding stands. interchange: ISA13; set: its place among the sets, -1 outside; claim: its number."""

    interchange: str = ""
    set: int = -1
    claim: str = ""


@dataclass(slots=True)
class Checked:
    """One file: its verdict as the exit code, the lines and the JSON need it. wheres: of each finding, in its order."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    wheres: list[Where] = field(default_factory=list)
    transactions: list[dict[str, str]] = field(default_factory=list)
    verdict: x12.Verdict = field(default_factory=x12.Verdict)
    problem: str = ""
    order: list[tuple[str, int | str]] = field(default_factory=list)
    """What came: ("interchange", ISA13), ("set", its place) or ("finding", its place)."""
    payments: list[tuple[int, x12.Delimiters]] = field(default_factory=list)
    """Of each set where it begins, and by which delimiters it is read."""
    begins: dict[str, int] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Of the interchange and the group that are open: with which set each begins, and whether it was refused."""
    _head: x12.InterchangeOpened | None = None
    _is_in_set: bool = False
    _waiting: list[int] = field(default_factory=list)
    """Findings of the open set since its last claim ended: of which claim they are is known when the next one ends."""
    _ended: deque[x12.ClaimSpan] = field(default_factory=lambda: deque(maxlen=SURE + 2))
    """The claims of the open set that ended last: what a payer demands is told so many segments later at most."""
    _first: int = 0
    """Of the findings of the open set."""

    @property
    def accepted(self) -> bool | None:
        """As `Verdict` has it; None of a file that could not be read to its end."""
        return None if self.problem else self.verdict.accepted

    def gather(self, events: Iterable[x12.Event]) -> None:
        """Note all events of the file."""
        for event in self.verdict.watch(events):
            if isinstance(event, Finding):
                self._note(event)
            elif isinstance(event, x12.ClaimSeen):
                self._claim(event.span)
            elif isinstance(event, x12.SetOpened):
                self._open_set(event)
            elif isinstance(event, x12.SetClosed):
                self.transactions[-1]["verdict"] = event.verdict
                self._is_in_set = False
                self._sort()
            else:
                self._envelope(event)

    def _envelope(self, event: x12.Event) -> None:
        if isinstance(event, x12.InterchangeOpened):
            self._head = event
            self.order.append(("interchange", event.control))
            self.begins["interchange"] = len(self.transactions)
        elif isinstance(event, x12.GroupOpened):
            self.begins["group"] = len(self.transactions)
        elif isinstance(event, x12.GroupClosed):
            self._close("group")
        elif isinstance(event, x12.InterchangeClosed):
            self._close("interchange")
            self._head = None

    def _open_set(self, event: x12.SetOpened) -> None:
        head = {"set": event.set_id, "version": event.version, "control": event.control, "verdict": "rejected"}
        self.order.append(("set", len(self.transactions)))
        self.transactions.append(head)
        assert self._head is not None
        self.payments.append((event.offset, self._head.delimiters))
        self._is_in_set = True
        self._ended.clear()
        self._waiting.clear()
        self._first = len(self.findings)

    def _sort(self) -> None:
        """Put the findings of a set in the order of the file: some are known only when their claim or level ends."""
        told = zip(self.findings[self._first :], self.wheres[self._first :], strict=True)
        ordered = sorted(told, key=lambda one: offset_of(one[0]))
        self.findings[self._first :] = [finding for finding, _ in ordered]
        self.wheres[self._first :] = [where for _, where in ordered]

    def _close(self, unit: str) -> None:
        """It has ended: where it was refused, nothing in it is accepted."""
        if unit in self.refused:
            self.refused.remove(unit)
            for one in self.transactions[self.begins[unit] :]:
                one["verdict"] = "rejected"

    def _note(self, finding: Finding) -> None:
        """Keep a finding, where it stands, and that it refuses the envelope it is about."""
        place, control = len(self.findings), self._head.control if self._head else ""
        self.findings.append(finding)
        self.order.append(("finding", place))
        if finding.disposition is Disposition.REJECT and finding.unit in self.begins:
            self.refused.add(finding.unit)
        self.wheres.append(Where(control, len(self.transactions) - 1 if self._is_in_set else -1))
        span = self._claim_around(finding)
        if span is not None:
            self._name(place, span.patient_control_number)
        elif self._is_in_set:
            self._waiting.append(place)

    def _claim_around(self, finding: Finding) -> x12.ClaimSpan | None:
        """The claim that has ended and in which it stands."""
        offset = finding.place.offset or 0
        begun = next((span for span in reversed(self._ended) if span.offset <= offset), None)
        return begun if begun is not None and _is_within(finding, begun) else None

    def _claim(self, span: x12.ClaimSpan) -> None:
        """A claim has ended: what was told since the one before is of it, if not of a level above."""
        for place in self._waiting:
            finding = self.findings[place]
            if finding.unit == "claim" or _is_within(finding, span):
                self._name(place, span.patient_control_number)
        self._waiting.clear()
        self._ended.append(span)

    def _name(self, place: int, claim: str) -> None:
        self.wheres[place] = replace(self.wheres[place], claim=claim)

    def name_payments(self, read: Callable[[int, int], bytes]) -> None:
        """Name the claims of payments (835), in which findings stand; of these the CLP before each is looked up."""
        first = -1
        for place, (finding, where) in enumerate(zip(self.findings, self.wheres, strict=True)):
            if where.set < 0 or self.transactions[where.set]["set"] != PAYMENT:
                continue
            if finding.place.loop in OF_A_PAID_CLAIM and finding.place.offset is not None:
                begin, marks = self.payments[where.set]
                end = finding.place.offset + (0 if "missing" in finding.rule else 1)
                start = first if begin <= first < end else begin
                at, claim = find_payment(read, first=start, end=end, marks=marks)
                first = max(first, at)
                self._name(place, claim)

    def as_json(self) -> dict[str, Any]:
        """The line of `--json`."""
        findings = [self._plain(*one) for one in zip(self.findings, self.wheres, strict=True)]
        verdict = {"file": self.file, "accepted": self.accepted}
        plain = {**verdict, "transactions": self.transactions, "findings": findings}
        return plain | ({"problem": self.problem} if self.problem else {})

    def _plain(self, finding: Finding, where: Where) -> dict[str, Any]:
        """A finding, with the numbers of what it stands in beside the rest of its place."""
        control = self.transactions[where.set]["control"] if where.set >= 0 else ""
        named = {"interchange": where.interchange, "set": control, "claim": where.claim}
        plain = finding.as_json()
        plain["place"] |= {name: text for name, text in named.items() if text}
        return plain

    def lines(self) -> Iterator[str]:
        """What a person reads: the verdict, and each finding under the line of its set."""
        yield f"{self.file}: {self.problem or VERDICTS[self.accepted]}"
        are_many = sum(kind == "interchange" for kind, _ in self.order) > 1
        wanting = self._wanting()
        for kind, which in self.order:
            if kind == "interchange" and are_many:
                yield f"  interchange {which}"
            elif kind == "set":
                yield self._set_line(int(which), is_wanting=which in wanting)
            elif kind == "finding" and int(which) < MOST_SHOWN:
                yield _line(self.findings[int(which)], self.wheres[int(which)])
        if len(self.findings) > MOST_SHOWN:
            yield f"  ... and {len(self.findings) - MOST_SHOWN} more; --json shows all"

    def _wanting(self) -> set[int]:
        """The sets of which a finding says that they are not accepted, whatever the 999 says."""
        pairs = zip(self.findings, self.wheres, strict=True)
        return {where.set for one, where in pairs if refuses(one)}

    def _set_line(self, which: int, *, is_wanting: bool) -> str:
        one = self.transactions[which]
        verdict = ONLY_IN_FORM if is_wanting and one["verdict"] == ACCEPTED else one["verdict"]
        return f"  {one['set']} {one['control']} {one['version']}: {verdict}"


def _is_within(finding: Finding, span: x12.ClaimSpan) -> bool:
    offset = finding.place.offset
    return offset is not None and span.offset <= offset < span.offset + span.length


def _line(finding: Finding, where: Where) -> str:
    place = finding.place
    at = f"segment {place.segment} {place}" if place.segment else str(place) or f"byte {place.offset}"
    claim = f"claim {where.claim}, " if where.claim else ""
    level = "warning" if finding.severity == "warning" else "error"
    return f"{'    ' if where.set >= 0 else '  '}{level}: {claim}{at}: {x12.tell_finding(finding)}"
