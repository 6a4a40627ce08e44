"""The payer of the bench: judges nothing, pays all, and writes its answers by cheap string work in one pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from clearlane_sandbox.answers.envelope import dollars, envelope, reply_identity
from clearlane_sandbox.answers.write_277ca import VERSION as VERSION_277CA
from clearlane_sandbox.answers.write_277ca import Style, Writer, billing_name
from clearlane_sandbox.answers.write_835 import VERSION as VERSION_835
from clearlane_sandbox.answers.write_835 import Payment, money, parties
from clearlane_sandbox.answers.write_999 import write_999
from clearlane_sandbox.outgoing import ClaimRow, Judged, Outgoing, PaidRow, PaymentRow
from clearlane_sandbox.profile import Profile
from clearlane_sandbox.read_837 import NoInterchange, cents, normalize, padded
from clearlane_sandbox.remit import Numbers
from clearlane_sandbox.submission import Group, Interchange, Provider, Set


@dataclass(slots=True)
class Found:
    """One claim: what the templates need, as it stood; ``lines`` are the segments of 2110."""

    number: str
    charge: str
    cents: int
    place: str
    provider: Provider
    patient: str
    payer: str
    trace: str = ""
    days: set[str] = field(default_factory=set)
    lines: list[str] = field(default_factory=list)


class Scan:
    """One pass over the segments of a file with one interchange."""

    def __init__(self, text: str) -> None:
        self.interchange = Interchange([])
        self.parts: list[tuple[Set, list[Found]]] = []
        self.claims: list[Found] = []
        self.provider, self.patient, self.payer = Provider(), "", ""
        self.claim: Found | None = None
        take: dict[str, Callable[[str], None]] = {
            "SV1": self.line, "DTP": self.date, "REF": self.reference, "CLM": self.open, "NM1": self.name,
            "HL*": self.level, "ST*": self.start, "BHT": self.header, "GS*": self.group, "ISA": self.isa,
        }  # fmt: skip
        for segment in text.replace("\n", "").replace("\r", "").split("~"):
            handler = take.get(segment[:3])
            if handler is not None:
                handler(segment)

    def isa(self, segment: str) -> None:
        """ISA."""
        self.interchange.isa = [part.strip() for part in segment.split("*")]

    def group(self, segment: str) -> None:
        """GS."""
        head = padded(segment.split("*"), 9)
        self.interchange.groups.append(Group(head[1], head[2], head[3], head[6], head[8]))

    def start(self, segment: str) -> None:
        """ST."""
        head = padded(segment.split("*"), 4)
        self.claim, self.claims = None, []
        self.parts.append((Set(head[2], head[3]), self.claims))
        self.interchange.groups[-1].sets.append(self.parts[-1][0])

    def header(self, segment: str) -> None:
        """BHT."""
        self.parts[-1][0].reference = segment.split("*")[3]

    def level(self, segment: str) -> None:
        """HL: the claim above has ended."""
        self.claim = None

    def name(self, segment: str) -> None:
        """NM1 above the claims."""
        role = segment[4:6]
        if self.claim is not None:
            return
        if role in ("IL", "QC"):
            self.patient = patient_name(segment, self.patient if role == "QC" else "")
        elif role == "85":
            name = padded(segment.split("*"), 10)
            self.provider = Provider(name[8], name[9], "", name[2] == "1", name[3], name[4])
        elif role == "PR":
            self.payer = segment.rsplit("*", 1)[1]
        elif role == "41":
            name, part = padded(segment.split("*"), 10), self.parts[-1][0]
            part.submitter, part.submitter_id, part.submitter_person = name[3], name[9], name[2] == "1"

    def open(self, segment: str) -> None:
        """CLM."""
        head = segment.split("*")
        place = head[5].split(":", 1)[0]
        self.claim = Found(head[1], head[2], cents(head[2]), place, self.provider, self.patient, self.payer)
        self.claims.append(self.claim)

    def line(self, segment: str) -> None:
        """SV1."""
        if self.claim is not None:
            part = segment.split("*", 5)
            self.claim.lines.append(f"SVC*{part[1]}*{part[2]}*{part[2]}**{part[4]}")

    def date(self, segment: str) -> None:
        """DTP*472."""
        if self.claim is None or segment[4:8] != "472*":
            return
        first, _, last = segment.rsplit("*", 1)[1].partition("-")
        self.claim.days.update((first, last or first))
        self.claim.lines.append(f"DTM*472*{first}" if not last else f"DTM*150*{first}~\nDTM*151*{last}")

    def reference(self, segment: str) -> None:
        """REF*D9, REF*6R, REF*EI."""
        qualifier = segment[4:7]
        if self.claim is None:
            if qualifier in ("EI*", "SY*") and not self.provider.tin:
                self.provider.tin = segment[7:]
        elif qualifier == "6R*":
            self.claim.lines.append(segment)
        elif qualifier == "D9*":
            self.claim.trace = segment[7:]


def patient_name(segment: str, subscriber: str) -> str:
    """NM1*QC of the answers; a dependent goes by the subscriber's member id."""
    name = padded(segment.split("*"), 10)
    member = name[9] or subscriber.rsplit("*", 1)[-1]
    return f"NM1*QC*1*{name[3]}*{name[4]}****MI*{member}"


def judge_bench(*, data: bytes, profile: Profile, numbers: Numbers, batch: int, at: datetime) -> Judged:
    """Take all claims (277CA A2) and pay them in full. Counts of the envelope are not looked at."""
    try:
        scan = Scan(normalize(data))
    except NoInterchange:
        return Judged("unreadable")
    clerk = Clerk(scan, profile, numbers, batch, at)
    judged = Judged("taken", scan.interchange.control, scan.interchange.usage, clerk.rows())
    judged.answers = [clerk.answer_999(), clerk.answer_277ca(), clerk.answer_835()]
    return judged


class Clerk:
    """Fills the templates."""

    def __init__(self, scan: Scan, profile: Profile, numbers: Numbers, batch: int, at: datetime) -> None:
        self.scan, self.profile, self.numbers, self.batch, self.at = scan, profile, numbers, batch, at
        self.identity = reply_identity(to=scan.interchange)
        self.day = f"{at:%Y%m%d}"
        self.stem = f"{profile.user[:3].upper()}{batch:06d}"

    def rows(self) -> list[ClaimRow]:
        """The ledger's lines."""
        return [
            ClaimRow(
                part.control, part.reference, claim.trace, claim.number, claim.cents, claim.provider.id,
                claim.provider.tin, claim.payer, "judged",
            )
            for part, claims in self.scan.parts
            for claim in claims
        ]  # fmt: skip

    def file(self, kind: str, control: int, content: bytes) -> Outgoing:
        """One answer, due at once."""
        return Outgoing(kind, self.at, f"{self.profile.user.upper()}_{control:06d}.{kind}", control, content)

    def control(self) -> int:
        """The next ISA13."""
        return self.numbers.take_number(f"interchange {self.profile.user}")

    def answer_999(self) -> Outgoing:
        """All sets are accepted."""
        control, groups = self.control(), self.scan.interchange.groups
        return self.file("999", control, write_999(identity=self.identity, control=control, at=self.at, groups=groups))

    def answer_277ca(self) -> Outgoing:
        """A2 for each claim."""
        control = self.control()
        sets = [self.set_277ca(n, control, part, claims) for n, (part, claims) in enumerate(self.scan.parts, start=1)]
        content = envelope(
            identity=self.identity, control=control, at=self.at, functional="HN", version=VERSION_277CA, sets=sets
        )
        return self.file("277ca", control, content)

    def set_277ca(self, number: int, control: int, part: Set, claims: list[Found]) -> list[str]:
        """ST without SE: HL 3 and on are the providers, each with its claims."""
        writer = Writer(self.profile, self.at, Style())
        bht = f"BHT*0085*08*{control:09d}{number:04d}*{self.day}*{self.at:%H%M}*TH"
        segments = [f"ST*277*{number:04d}*{VERSION_277CA}", bht, *writer.source(part, control)]
        segments += ["HL*2*1*21*1", *writer.receiver(part, [])[1:3]]
        total = dollars(sum(claim.cents for claim in claims))
        segments += [f"STC*A1:19:PR*{self.day}*WQ*{total}", f"QTY*90*{len(claims)}", f"AMT*YU*{total}"]
        level = 3
        for group in by_payee(claims).values():
            segments += provider_277ca(level, group)
            parent, level = level, level + 1
            for claim in group:
                segments += self.claim_277ca(level, parent, claim)
                level += 1
        return segments

    def claim_277ca(self, level: int, parent: int, claim: Found) -> list[str]:
        """2000D."""
        first, last = min(claim.days, default=""), max(claim.days, default="")
        segments = [
            f"HL*{level}*{parent}*PT",
            claim.patient,
            f"TRN*2*{claim.number}",
            f"STC*A2:20:PR*{self.day}*WQ*{claim.charge}",
            f"REF*1K*{self.stem}{claim.trace or claim.number}",
        ]
        if claim.trace:
            segments.append(f"REF*D9*{claim.trace}")
        segments.append(f"DTP*472*D8*{first}" if first == last else f"DTP*472*RD8*{first}-{last}")
        return segments

    def answer_835(self) -> Outgoing:
        """Each claim is paid in full, each payee by one payment."""
        control = self.control()
        outgoing = self.file("835", control, b"")
        everything = [claim for _, claims in self.scan.parts for claim in claims]
        groups = by_payee(everything).values()
        sets = [self.payment(n, group, outgoing) for n, group in enumerate(groups, start=1)]
        outgoing.content = envelope(
            identity=self.identity, control=control, at=self.at, functional="HP", version=VERSION_835, sets=sets
        )
        return outgoing

    def payment(self, number: int, claims: list[Found], outgoing: Outgoing) -> list[str]:
        """ST without SE, and the ledger's lines."""
        payee = claims[0].provider
        serial = self.numbers.take_number(f"payment {self.profile.user}")
        total = sum(claim.cents for claim in claims)
        trace = f"{self.profile.user[:6].upper()}{serial:09d}"
        payment = Payment(trace, self.profile.payer, self.profile.name, payee, (), error=total)
        segments = [
            f"ST*835*{number:04d}", *money(self.profile, payment, self.day), f"DTM*405*{self.day}",
            *parties(self.profile, payment), "LX*1",
        ]  # fmt: skip
        for seq, claim in enumerate(claims, start=1):
            clp07 = f"{self.stem}{claim.trace or claim.number}"
            segments.append(f"CLP*{claim.number}*1*{claim.charge}*{claim.charge}**12*{clp07}*{claim.place}*1")
            segments.append(claim.patient)
            segments += claim.lines
            row = PaidRow(trace, seq, claim.number, "1", clp07, claim.cents, claim.cents, 0, claim.trace)
            outgoing.paid.append(row)
        outgoing.payments.append(PaymentRow(trace, total, 0, payee.id, payee.tin, len(claims)))
        return segments


def provider_277ca(level: int, claims: list[Found]) -> list[str]:
    """2000C."""
    total = dollars(sum(claim.cents for claim in claims))
    return [
        f"HL*{level}*2*19*1", billing_name(claims[0].provider), "TRN*1*0", f"STC*A1:19:PR**WQ*{total}",
        f"QTY*QA*{len(claims)}", f"AMT*YU*{total}",
    ]  # fmt: skip


def by_payee(claims: list[Found]) -> dict[tuple[str, str], list[Found]]:
    """Claims by NPI and tax id."""
    groups: dict[tuple[str, str], list[Found]] = {}
    for claim in claims:
        groups.setdefault((claim.provider.id, claim.provider.tin), []).append(claim)
    return groups
