"""The bench of the journey: its figures are there, nothing is lost or doubled; and its judge sees what is wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from clearlane.doors.console.benching.judge import judge
from clearlane.doors.console.benching.workload import FAULTY_SHARE, Parcel, sizes, workload
from tests.house.tree import ROOT

KEYS = {
    "claims", "lost", "doubled", "out_claims_per_s", "claims_per_s", "stages", "peak_rss_mb", "synchronous_commit",
    "fsync", "full_page_writes", "roles", "audit_rows", "vault_bytes", "split_segments_per_s", "payer_cpu_s",
    "workload", "python", "cores", "commit",
}  # fmt: skip


@pytest.fixture(scope="module")
def parcels() -> list[Parcel]:
    return workload(claims=200, tenants=4, today=date(2026, 9, 30))


def _ledger(parcels: list[Parcel]) -> dict[str, list[dict[str, Any]]]:
    good = [claim for parcel in parcels for claim in parcel.claims if claim.expected == "accepted"]
    return {"claims": [{"npi": claim.npi, "number": claim.number} for claim in good]}


def _interchange(set_id: str, segments: list[str]) -> bytes:
    return ("ISA*".ljust(105, "0") + "~" + f"ST*{set_id}*0001~" + "".join(f"{each}~" for each in segments)).encode()


def _mailboxes(parcels: list[Parcel]) -> list[dict[str, bytes]]:
    boxes: list[dict[str, bytes]] = [{} for _ in range(4)]
    for parcel in parcels:
        good = [claim.number for claim in parcel.claims if claim.expected == "accepted"]
        refused = [claim.number for claim in parcel.claims if claim.expected == "rejected"]
        boxes[parcel.tenant] |= {
            f"1-{parcel.name}.999": b"ISA*",
            f"1-{parcel.name}.summary.txt": b"",
            f"1-{parcel.name}.277ca": _interchange("277", [f"TRN*2*{number}" for number in [*good, *refused]]),
            f"2-{parcel.name}.277ca": _interchange("277", [f"TRN*2*{number}" for number in good]),
            f"3-{parcel.name}.835": _interchange("835", [f"CLP*{number}*1" for number in good]),
        }
    return boxes


def test_the_workload_has_its_claims_its_faults_and_its_shape(parcels: list[Parcel]) -> None:
    claims = [claim for parcel in parcels for claim in parcel.claims]
    assert len(claims) == 200
    assert sum(bool(claim.fault) for claim in claims) == round(200 * FAULTY_SHARE)
    files = sizes(claims=5000)
    small = [size for size in files if size == 20]
    assert (sum(files), len(small), sum(small)) == (5000, 50, 1000)
    assert len(small) / len(files) == pytest.approx(0.8, abs=0.01)


def test_the_workload_is_the_same_each_time(parcels: list[Parcel]) -> None:
    assert workload(claims=200, tenants=4, today=date(2026, 9, 30)) == parcels


def test_the_judge_finds_nothing_wrong_where_all_is_well(parcels: list[Parcel]) -> None:
    assert judge(parcels=parcels, ledger=_ledger(parcels), mailboxes=_mailboxes(parcels)).is_clean


def test_the_judge_sees_a_claim_that_the_payer_never_got(parcels: list[Parcel]) -> None:
    ledger = _ledger(parcels)
    gone = ledger["claims"].pop()
    assert judge(parcels=parcels, ledger=ledger, mailboxes=_mailboxes(parcels)).lost == (f"{gone['number']} payer",)


def test_the_judge_sees_a_claim_that_the_payer_got_twice(parcels: list[Parcel]) -> None:
    ledger = _ledger(parcels)
    ledger["claims"].append(ledger["claims"][0])
    verdict = judge(parcels=parcels, ledger=ledger, mailboxes=_mailboxes(parcels))
    assert verdict.doubled == (f"{ledger['claims'][0]['number']} payer",)


def test_the_judge_sees_a_payment_that_was_delivered_to_nobody(parcels: list[Parcel]) -> None:
    boxes = _mailboxes(parcels)
    del boxes[0][f"3-{parcels[0].name}.835"]
    good = [claim for claim in parcels[0].claims if claim.expected == "accepted"]
    assert len(judge(parcels=parcels, ledger=_ledger(parcels), mailboxes=boxes).lost) == len(good)


def test_the_judge_sees_a_bad_claim_that_went_out(parcels: list[Parcel]) -> None:
    ledger = _ledger(parcels)
    bad = next(claim for parcel in parcels for claim in parcel.claims if claim.expected != "accepted")
    ledger["claims"].append({"npi": bad.npi, "number": bad.number})
    assert judge(parcels=parcels, ledger=ledger, mailboxes=_mailboxes(parcels)).astray


def test_the_judge_sees_a_file_without_its_summary(parcels: list[Parcel]) -> None:
    boxes = _mailboxes(parcels)
    del boxes[0][f"1-{parcels[0].name}.summary.txt"]
    assert judge(parcels=parcels, ledger=_ledger(parcels), mailboxes=boxes).lost == (f"{parcels[0].name} summary",)


def test_the_journey_of_300_claims_loses_and_doubles_none() -> None:
    command = [sys.executable, "-m", "clearlane", "bench", "journey", "--claims", "300", "--tenants", "10", "--json"]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("CLEARLANE_")}
    done = subprocess.run(command, cwd=ROOT, env=ours, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told) >= KEYS
    assert (told["claims"], told["lost"], told["doubled"], told["astray"]) == (300, 0, 0, 0)
    assert (told["fsync"], told["full_page_writes"], told["synchronous_commit"]) == ("on", "on", "on")
    assert not any(told["roles"].values())
    assert min(told["out_claims_per_s"], told["claims_per_s"]) > 0
    assert done.stderr == ""
