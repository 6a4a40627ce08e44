"""Facts: what the edits may know beside the claim itself, a frozen value that the step loads for a whole chunk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from clearlane.standards.codes.code_set import CodeSet
from clearlane.standards.codes.library import find_records, find_set, need_set
from clearlane.standards.codes.records import FindsRecords
from clearlane.vocabulary.claim import Claim

ORIGINAL, REPLACEMENT, VOID = "1", "7", "8"
"""Claim frequency codes (CLM05-3) that a professional claim can carry."""


@dataclass(frozen=True, slots=True)
class PayerEntry:
    """One payer of the directory under one of its ids, as far as the edits ask.

    takes_claims: a route for the 837P leads there. frequencies: the CLM05-3 that it takes.
    dispositions: rule id to reject, hold, warn or off, where this payer differs from the rule.
    """

    id: str
    name: str
    is_live: bool = True
    takes_claims: bool = True
    frequencies: frozenset[str] = frozenset({ORIGINAL, REPLACEMENT, VOID})
    dispositions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EarlierClaim:
    """A claim of the same tenant that came before. state: as in the table of states. payer_id: as it was sent.

    is_adjudicated: a payer has decided on it at least once.
    """

    claim_id: str
    patient_control_number: str
    state: str
    usage: str = "P"
    payer_id: str = ""
    is_adjudicated: bool = False
    received_date: date | None = None


def brought_procedures() -> dict[str, CodeSet]:
    """The lists of procedures that were brought in, by name."""
    return {name: codes for name in ("hcpcs", "cpt", "cdt") if (codes := find_set(name)) is not None}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known on the day a claim is judged, for claims of one tenant sent by one submitter.

    today: the day of judging. pairs: (NPI, TIN) on the submitter's live authorized list whose claims are the tenant's;
    moved: those there whose claims are another tenant's since this one came; unverified: those that the submitter has
    given for itself and that wait for a person; atypical: (REF*G2, TIN) of registered providers that have no NPI.
    is_live: whether the submitter may send production claims. payers: by id in capitals. earlier: the tenant's claims
    by fingerprint, without the claim that is judged. numbers: by the payer's number (1K, CLP07), the tenant's claim
    that has it. dispositions: as in a payer's entry, set for the tenant.
    """

    today: date
    pairs: frozenset[tuple[str, str]] = frozenset()
    moved: frozenset[tuple[str, str]] = frozenset()
    unverified: frozenset[tuple[str, str]] = frozenset()
    atypical: frozenset[tuple[str, str]] = frozenset()
    is_live: bool = True
    payers: Mapping[str, PayerEntry] = field(default_factory=dict)
    earlier: Mapping[bytes, tuple[EarlierClaim, ...]] = field(default_factory=dict)
    numbers: Mapping[str, EarlierClaim] = field(default_factory=dict)
    dispositions: Mapping[str, str] = field(default_factory=dict)
    diagnoses: CodeSet = field(default_factory=lambda: need_set("icd10cm"))
    procedures: Mapping[str, CodeSet] = field(default_factory=brought_procedures)
    most_units: FindsRecords | None = field(default_factory=lambda: find_records("mue"))
    procedure_pairs: FindsRecords | None = field(default_factory=lambda: find_records("ncci_ptp"))
    npis: FindsRecords | None = field(default_factory=lambda: find_records("nppes"))
    places_of_service: CodeSet = field(default_factory=lambda: need_set("place_of_service"))

    def payer(self, claim: Claim) -> PayerEntry | None:
        """The entry of the payer that the claim names, or None where no payer has that id."""
        return self.payers.get(claim.payer.id.upper())


KNOWN: Mapping[str, str] = {
    "today": "the day on which the claim is judged",
    "pairs": "the NPI and tax id pairs on the submitter's authorized list",
    "moved": "the pairs on that list that became a client's after the claim came",
    "unverified": "the submitter's own NPI and tax id pairs that nobody has verified yet",
    "atypical": "the registered providers that have no NPI",
    "is_live": "whether the submitter is live",
    "payers": "the payer list with routes and frequencies",
    "earlier": "the tenant's earlier claims by fingerprint",
    "numbers": "the payers' claim numbers of the tenant's earlier claims",
    "dispositions": "what was set for the tenant",
    "diagnoses": "the ICD-10-CM editions",
    "procedures": "the lists of procedures that were brought in: HCPCS, CPT, CDT",
    "most_units": "the medically unlikely edits of CMS, where they were brought in",
    "procedure_pairs": "the procedure-to-procedure edits of CMS, where they were brought in",
    "npis": "the NPIs that are in use, where CMS's list was brought in",
    "places_of_service": "the place of service list",
}
"""Each fact in words for a reader of a rule's page."""
