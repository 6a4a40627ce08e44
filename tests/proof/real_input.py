"""The public 837P samples as files of a practice, and what became of each."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from clearlane.directory.providers.add_pair import PairRefused
from clearlane.exchange.reading.list_parties import list_parties
from clearlane.standards.x12.generate.order import SANDBOX_PAYERS, Pair, Payer
from tests.proof.stage import Letter, Stage

PRACTICE = "maple"


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample: its place in the folder, what its source says of it, and its bytes."""

    file: str
    expected: str
    content: bytes

    @property
    def name(self) -> str:
        """Under which it is sent."""
        return self.file.replace("/", "__")


@dataclass(slots=True)
class Came:
    """What became of one sample."""

    sample: Sample
    id: UUID
    state: str
    states: Counter[str] = field(default_factory=Counter)
    letters: list[Letter] = field(default_factory=list)
    verdicts: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The last file summary, or notice."""
        return [one.content.decode() for one in self.letters if one.kind == "summary"][-1]


def every(samples: Path) -> list[Sample]:
    """The samples that hold an 837P, by the manifest."""
    with (samples / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = [row for row in csv.DictReader(manifest) if "837P" in row["transaction_set"].split("+")]
    return [Sample(row["file"], row["expected"], (samples / row["file"]).read_bytes()) for row in rows]


def register(stage: Stage, tenant: int, samples: list[Sample]) -> None:
    """Register whom the samples name: the pairs for the practice, the payers in turn with those of the sandbox."""
    found = [list_parties(content=sample.content) for sample in samples]
    for npi, tin in sorted({pair for one in found for pair in one.pairs}):
        try:
            stage.allow(tenant, Pair(npi, tin, ""))
        except PairRefused:
            continue
    ways = stage.connect()
    payers = dict(sorted((id.upper(), name) for one in found for id, name in one.payers if id))
    for at, (id, name) in enumerate(payers.items()):
        there = SANDBOX_PAYERS[at % len(SANDBOX_PAYERS)].id
        stage.route(Payer(id, name or id), ways[there], ways["PRACTICE"], there=there)


def came(stage: Stage, samples: list[Sample]) -> dict[str, Came]:
    """What became of each sample, by its place in the folder."""
    by_name = {sample.name: sample for sample in samples}
    rows = stage.rows("SELECT id, name, state FROM exchange_intake_file WHERE direction = 'in'")
    found = {id: Came(by_name[name], id, state) for id, name, state in rows}
    for id, state, count in stage.rows("SELECT file_id, state, count(*) FROM exchange_claims_claim GROUP BY 1, 2"):
        found[id].states[state] = count
    for letter in stage.letters():
        if letter.source in found:
            found[letter.source].letters.append(letter)
    query = "SELECT file_id, verdict FROM exchange_interchanges_transactionset WHERE set_id = '837' ORDER BY id"
    for id, verdict in stage.rows(query):
        if id in found:
            found[id].verdicts += (verdict,)
    return {one.sample.file: one for one in found.values()}
