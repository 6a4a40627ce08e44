"""What payers send, written out by hand, and a way to let it arrive as the collector does."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

from clearlane.exchange.claims.move import move
from clearlane.exchange.intake.receive import Upload, receive
from clearlane.foundation.queue.put import Due, put
from clearlane.foundation.tenancy.connection import cursor
from clearlane.foundation.tenancy.house import HOUSE
from clearlane.foundation.tenancy.scope import scope
from clearlane.foundation.vault.fetch import fetch
from clearlane.foundation.vault.seal import unseal
from clearlane.vocabulary.outcome import Ref
from tests.flows.world import BY, World

FIRST_STEP = "answers/interchanges.read"
TODAY = "20261123"
_ACCOUNTS = "CCP*01*111000025*DA*123*1999999999**01*111000025*DA*321"
_ISA = f"ISA*00*          *00*          *ZZ*{'SUNRISE':15}*ZZ*{'CLEARLANE':15}"
_CLAIMS = """
    SELECT tenant_id, id, patient_control_number, total_cents, trace_number, patient_last, patient_first, member_id,
           billing_npi, billing_tin, service_from, payer_code, state, batch_id
    FROM exchange_claims_claim ORDER BY id
"""


def interchange(
    *sets: Sequence[str], functional_id: str, version: str, usage: str = "P", control: int = 1, mark: str = "*"
) -> bytes:
    """An interchange of the payer's with one group; each set is its segments without ST and SE; ST01 by group."""
    set_id = {"FA": "999", "HN": "277", "HP": "835"}[functional_id]
    version_in_st = [] if set_id == "835" else [version]
    lines = [
        f"{_ISA}*261123*1200*^*00501*{control:09d}*0*{usage}*:",
        f"GS*{functional_id}*SUNRISE*CLEARLANE*{TODAY}*1200*{control}*X*{version}",
    ]
    for number, segments in enumerate(sets, start=1):
        lines.append("*".join(["ST", set_id, f"{number:04d}", *version_in_st]))
        lines += segments
        lines.append(f"SE*{len(segments) + 2}*{number:04d}")
    lines += [f"GE*{len(sets)}*{control}", f"IEA*1*{control:09d}"]
    return ("~\n".join(lines) + "~\n").replace("*", mark).encode("latin-1")


def ta1(control: int, verdict: str = "A", code: str = "000", usage: str = "P") -> bytes:
    """A TA1 about our interchange ``control``."""
    head = f"{_ISA}*261123*1200*^*00501*000000009*0*{usage}*:~"
    return f"{head}TA1*{control:09d}*261123*1130*{verdict}*{code}~IEA*0*000000009~".encode()


def ak(control: int, *inner: str, verdict: str = "A", group: str = "A", usage: str = "P") -> bytes:
    """A 999 about our group ``control`` with its one set 0001; ``inner`` are IK3, CTX and IK4 segments."""
    taken = "1" if group in ("A", "E") else "0"
    segments = [
        f"AK1*HC*{control}*005010X222A1",
        "AK2*837*0001*005010X222A1",
        *inner,
        f"IK5*{verdict}",
        f"AK9*{group}*1*1*{taken}",
    ]
    return interchange(segments, functional_id="FA", version="005010X231A1", usage=usage)


def _action(status: str) -> str:
    """What is done with claims of a status: taken, or sent back."""
    return "U" if status[:2] in ("A3", "A6", "A7", "A8") else "WQ"


def answer_277(
    *answers: Iterable[str],
    batch_trace: str = "000000001",
    batch_status: str = "A1:19:PR",
    provider_status: str = "",
    provider: str = "1412892519",
    usage: str = "P",
    source: str = "NM1*PR*2*SUNRISE HEALTH PLAN*****PI*SUNRISE",
    day: str = TODAY,
) -> bytes:
    """A 277CA; each answer is the segments of one patient from NM1*QC on."""
    segments = [
        f"BHT*0085*08*277X1*{TODAY}*1200*TH", "HL*1**20*1", source, "TRN*1*PAYERTRACE1", f"DTP*050*D8*{TODAY}",
        f"DTP*009*D8*{TODAY}", "HL*2*1*21*1", "NM1*41*2*CLEARLANE*****46*CLEARLANE", f"TRN*2*{batch_trace}",
        f"STC*{batch_status}*{day}*{_action(batch_status)}*1000", "HL*3*2*19*1",
        f"NM1*85*2*CEDAR HOLLOW*****XX*{provider}",
    ]  # fmt: skip
    segments += ["TRN*1*0", f"STC*{provider_status}**U*1000"] if provider_status else []
    for number, inner in enumerate(answers, start=4):
        segments += [f"HL*{number}*3*PT", *inner]
    return interchange(segments, functional_id="HN", version="005010X214", usage=usage)


def about(
    claim: Claim,
    status: str = "A2:20:PR",
    *,
    day: str = TODAY,
    d9: bool = True,
    k1: str = "",
    trace: str = "",
    more: Sequence[str] = (),
) -> list[str]:
    """One patient's part of a 277CA; ``more`` are further segments at its end."""
    action = "U" if status[:2] in ("A3", "A6", "A7", "A8") else "WQ"
    segments = [
        f"NM1*QC*1*{claim.last}*{claim.first}****MI*{claim.member}", f"TRN*2*{trace or claim.number}",
        f"STC*{status}*{day}*{action}*{claim.dollars}",
    ]  # fmt: skip
    segments += [f"REF*1K*{k1}"] if k1 else []
    segments += [f"REF*D9*{claim.trace}"] if d9 else []
    return [*segments, f"DTP*472*D8*{claim.day}", *more]


@dataclass(frozen=True)
class Claim:
    """A claim of the world as a payer knows it."""

    tenant: int
    id: UUID
    number: str
    cents: int
    trace: str
    last: str
    first: str
    member: str
    npi: str
    tin: str
    day: str
    payer: str
    state: str
    batch: UUID | None

    @property
    def ref(self) -> Ref:
        """The claim's reference."""
        return Ref(self.tenant, self.id)

    @property
    def dollars(self) -> str:
        """Its charge as X12 writes it."""
        return f"{self.cents // 100}" + (f".{self.cents % 100:02d}".rstrip("0") if self.cents % 100 else "")


def claims_of(world: World, *tenants: int) -> list[Claim]:
    """The claims of the world in the order in which they came."""
    return [_claim(list(row)) for row in world.rows(_CLAIMS, tenants=tenants)]


def _claim(row: list[Any]) -> Claim:
    row[10] = f"{row[10]:%Y%m%d}" if row[10] else ""
    return Claim(*row)


def send_out(
    world: World, content: bytes | None = None, *, claims: int = 4, tenants: Sequence[int] = ()
) -> list[Claim]:
    """Let claims go their way out until their batch is sent, and give them."""
    world.send(content or world.order(claims=claims).content)
    world.run()
    mark_sent(world, *tenants)
    return claims_of(world, *tenants)


def mark_sent(world: World, *tenants: int) -> None:
    """Record that every batch was sent, as the step does after the receiver has it."""
    with world.as_role("flow"), scope([HOUSE, world.practice, *tenants], by=BY), cursor() as sql:
        sql.execute("SELECT tenant_id, claim_id FROM exchange_batches_locator")
        move(claims=[Ref(*row) for row in sql.fetchall()], event="send", by=BY)
        sql.execute("UPDATE exchange_batches_batch SET state = 'sent' WHERE state IN ('built', 'sending')")
        sql.execute("DELETE FROM foundation_queue_work")
        sql.execute("UPDATE exchange_worklists_item SET closed_at = now(), closed_by = 'test' WHERE closed_at IS NULL")


def arrive(
    world: World, content: bytes, *, connection: UUID | None = None, name: str = "answer.txt", goes_on: bool = True
) -> UUID:
    """Let a payer's file come in over a connection, and everything that follows from it happen; gives the file's id."""
    with world.as_role("flow"), scope([HOUSE], by=BY):
        upload = Upload(
            tenant=HOUSE, name=name, content=content, way="sftp", direction="payer",
            connection=connection or world.connection,
        )  # fmt: skip
        received = receive(upload=upload, by=BY)
        put([Due(FIRST_STEP, HOUSE, received.id)])
    if goes_on:
        world.run()
    return received.id


def items(world: World, *tenants: int) -> list[tuple[Any, ...]]:
    """What stands on the worklists: kind, reason, note."""
    return world.rows(
        "SELECT kind, reason, note FROM exchange_worklists_item WHERE closed_at IS NULL ORDER BY raised_at",
        tenants=tenants,
    )


def mails(world: World, kind: str, tenant: int = 0) -> list[str]:
    """The texts of the replies of a kind in a mailbox, the oldest first."""
    owner = tenant or world.practice
    with world.as_role("flow"), scope([owner], by=BY), cursor() as sql:
        sql.execute("SELECT address FROM foundation_outbox_mail WHERE kind = %s ORDER BY id", [kind])
        return [fetch(tenant=owner, address=bytes(address)).decode("latin-1") for (address,) in sql.fetchall()]


def extracts(world: World, claim: Claim, kind: str) -> list[str]:
    """The opened extracts of a kind that a claim's tenant keeps."""
    with world.as_role("flow"), scope([claim.tenant], by=BY), cursor() as sql:
        sql.execute(
            "SELECT sealed FROM exchange_claims_extract WHERE claim_id = %s AND kind = %s ORDER BY seq",
            [claim.id, kind],
        )
        return [unseal(tenant=claim.tenant, sealed=bytes(sealed)).decode("latin-1") for (sealed,) in sql.fetchall()]


def given_to(other: int, theirs: Claim, owner: psycopg.Connection[Any]) -> None:
    """Let a claim of the batch be another tenant's."""
    for table in ("claim", "transition", "line", "answer", "extract"):
        key = "id" if table == "claim" else "claim_id"
        owner.execute(
            f"UPDATE exchange_claims_{table} SET tenant_id = %s WHERE {key} = %s".encode(), [other, theirs.id]
        )
    owner.execute("UPDATE exchange_batches_locator SET tenant_id = %s WHERE claim_id = %s", [other, theirs.id])


def state_of(world: World, claim: Claim) -> str:
    """Where a claim stands now."""
    return str(
        world.rows("SELECT state FROM exchange_claims_claim WHERE id = %s", claim.id, tenants=[claim.tenant])[0][0]
    )


def payment(
    *claims: Sequence[str],
    amount: str,
    trace: str = "EFT1",
    npi: str = "",
    tin: str = "",
    method: str = "ACH",
    handling: str = "I",
    plb: Sequence[str] = (),
    payer: str = "MEADOW",
) -> list[str]:
    """The segments of one 835 between ST and SE; each claim is its segments from CLP on."""
    head = [
        f"BPR*{handling}*{amount}*C*{method}*{_ACCOUNTS if method == 'ACH' else '***********'}*{TODAY}",
        f"TRN*1*{trace}*1999999999", f"DTM*405*{TODAY}", "N1*PR*SUNRISE HEALTH PLAN", "N3*1 MAIN ST",
        "N4*AUSTIN*TX*78701", f"REF*2U*{payer}", "PER*BL*HELP*TE*5555550100",
        f"N1*PE*CEDAR HOLLOW*XX*{npi}", f"REF*TJ*{tin}", "LX*1",
    ]  # fmt: skip
    return [*head, *(segment for claim in claims for segment in claim), *plb]


def paid(
    claim: Claim, *, share: str = "", co: str = "0", number: str = "", clp07: str = "ICN1", status: str = "1",
    member: str | None = None, day: str | None = None, sign: str = "",
) -> list[str]:  # fmt: skip
    """One claim of an 835 without lines: paid ``share`` of its charge, ``co`` taken off by contract."""
    member, day = claim.member if member is None else member, claim.day if day is None else day
    segments = [
        f"CLP*{number or claim.number}*{status}*{sign}{claim.dollars}*{sign}{share or claim.dollars}**12*{clp07}*11*1"
    ]
    segments += [f"CAS*CO*45*{sign}{co}"] if co != "0" else []
    segments += [f"NM1*QC*1*{claim.last}*{claim.first}****MI*{member}"]
    return [*segments, *([f"DTM*232*{day}"] if day else [])]


def advice(*payments: Sequence[str], usage: str = "P", mark: str = "*") -> bytes:
    """An 835 file of these payments."""
    return interchange(*payments, functional_id="HP", version="005010X221A1", usage=usage, mark=mark)


def pays(claim: Claim, *claims: Sequence[str], amount: str = "", **more: Any) -> list[str]:
    """A payment to a claim's provider; the amount is the claim's charge where none is given."""
    return payment(*claims, amount=amount or claim.dollars, npi=claim.npi, tin=claim.tin, **more)
