"""Rules of the lines of a claim, of any kind (SNIP 4), as a table."""

from __future__ import annotations

from clearlane.standards.x12.care.rule import REJECT, WARN, Rule, make_finding
from clearlane.vocabulary.finding import Finding, Place, Status

_LINES = "the guide of this claim, on its lines: LX01, and the pointers of SV107 and SV311"
_BIRTH = "the guide of this claim: DMG02 of the patient, against DTP*472, DTP*434 and BHT04"
_BORN = "the guide of this claim: DMG02 of the patient, against BHT04"
_BY_BIRTH = "A payer looks up its member by the day of birth"
_FUTURE = "public edits of Medicare contractors: no service in the future; DTP*472 and DTP*434 against BHT04"
_GIVEN = "Only a service that was given can be billed"
_CORRECT = "Correct the day, or the day of the file (BHT04): it should be {expected}"
_CHARGES = "public edits of payers and Medicare contractors, on charges: CLM02, SV102, SV203 and SV302"
_COUNTED = "public edits of payers and Medicare contractors, on units: SV104, SV205 and SV306"
_DECIDED = "the guide of this claim, on what other payers decided: DTP*573 of 2330B and 2430, against BHT04"
_DECIDED_ON = (
    "the guide of this claim, on what other payers decided: DTP*573 of 2330B and 2430, against DTP*472 and DTP*434"
)
_LATER = Status("A7", "510")
_SELF = "the guide of this claim, on SBR02: 18 where the subscriber is the patient, and nothing where a patient follows"
_WHOSE = "A payer looks for the patient where the coverage says that he is, and would take another member for him"
_DEATH = "the guide of this claim: PAT06 of the patient, against DMG02, DTP*472 and DTP*434"
_ADJUSTED = "the guide, on adjustments (CAS): a group, and up to six reasons of it with an amount each"
_SIGNS = "the guide of this payment, on reversals and corrections: CLP02 22 with the signs turned"
_POST = "Post it as it is, and ask the payer which of the two is right"
_RANKS = "the guide of this claim, on SBR01: who pays first, second, third"

LINES: dict[str, Rule] = {
    "number": Rule(
        4,
        REJECT,
        "The line is numbered {found}",
        "The lines of a claim are numbered from 1 on, without gaps, and payers answer them by their number",
        "Number it {expected} (LX01)",
        _LINES,
        (Status("A7", "481"),),
    ),
    "pointer": Rule(
        4,
        REJECT,
        "The line points to diagnosis {found}{wrong}",
        "A line says by their places in the claim which diagnoses it was done for",
        "Point to {expected}",
        _LINES,
        (Status("A7", "477"),),
    ),
    "days_reversed": Rule(
        4,
        REJECT,
        "The days {found} end before they begin",
        "A range has its first day before its last",
        "Send {expected}",
        "the guide of this claim: DTP03 as a range of days",
        (Status("A7", "187"),),
    ),
    "span_reversed": Rule(
        4,
        REJECT,
        "The span {found} ends before it begins",
        "What happened over some days has its first day before its last",
        "Send {expected}",
        "the guide of this claim: HI*BI, the fourth component as a range of days",
        (Status("A7", "722"),),
    ),
    "before_birth": Rule(
        4,
        REJECT,
        "The service of {found} was given before the patient was born",
        "A payer looks up its member by the day of birth, and nobody is treated before that",
        "Correct the day of birth (DMG02) or the day of service: the service should be {expected}",
        _BIRTH,
        (Status("A7", "158", "QC"),),
    ),
    "born_later": Rule(
        4,
        REJECT,
        "The patient was born on {found}, after the file was made",
        _BY_BIRTH,
        "Correct the day of birth (DMG02), or the day of the file (BHT04): it should be {expected}",
        _BORN,
        (Status("A7", "158", "QC"),),
    ),
    "too_old": Rule(
        4,
        REJECT,
        "The patient was born on {found}, which makes him older than people become",
        _BY_BIRTH,
        "Correct the day of birth (DMG02): it should be {expected}",
        _BORN,
        (Status("A7", "158", "QC"),),
    ),
    "no_insurance_type": Rule(
        4,
        REJECT,
        "Medicare does not pay this claim first, and SBR05 does not say why",
        "Medicare looks by the kind of insurance for the payer that pays before it",
        "Send the kind of insurance that pays first: {expected}",
        "the guide of this claim, on SBR05; CMS, Medicare secondary payer",
        (Status("A7", "578"),),
    ),
    "future": Rule(
        4,
        REJECT,
        "The service of {found} was given after the file was made",
        _GIVEN,
        _CORRECT,
        _FUTURE,
        (Status("A7", "187"), _LATER),
    ),
    "future_statement": Rule(
        4,
        REJECT,
        "The statement begins on {found}, after the file was made",
        _GIVEN,
        _CORRECT,
        _FUTURE,
        (Status("A7", "188"), _LATER),
    ),
    "future_end": Rule(
        4,
        WARN,
        "The days end on {found}, after the file was made",
        "Some payers take supplies for a time that goes on, such as a month; others refuse each day in the future",
        _CORRECT,
        _FUTURE,
    ),
    "other_payer": Rule(
        4,
        REJECT,
        "The line tells what payer {found} decided, and the claim names no such payer",
        "The next payer finds out by this id which of the other payers it was (2330B NM109)",
        "Send the id of {expected}",
        "the guide of this claim, on what other payers decided: SVD01 is NM109 of one of its loops 2330B",
        (Status("A7", "479"),),
    ),
    "decision_future": Rule(
        4,
        REJECT,
        "The other payer decided on {found}, after the file was made",
        "What is not decided yet cannot be told",
        "Copy the day from the other payer's advice, or correct that of the file (BHT04): it should be {expected}",
        _DECIDED,
        (Status("A7", "516"),),
    ),
    "decision_early": Rule(
        4,
        WARN,
        "The other payer decided on {found}, before the service",
        "A payer decides on what was done; before that he can only have been asked",
        "Copy the day from the other payer's advice, or correct that of the service: it should be {expected}",
        _DECIDED_ON,
    ),
    "discharge_early": Rule(
        4,
        REJECT,
        "The patient was discharged on {found}, before the admission",
        "A stay ends on the day on which it began, or later",
        "Correct one of the two days: the discharge (DTP*096) should be {expected}",
        "the guide of this claim: DTP*096 against DTP*435",
        (Status("A7", "190"),),
    ),
    "other_payer_paid": Rule(
        4,
        REJECT,
        "Payer {found} decided about lines of the claim, and it is not told what he paid for all of it",
        "The next payer reckons from what the earlier one paid, be it nothing",
        "Send the amount that he paid ({expected}), 0 where he paid nothing",
        "the guide of this claim, on AMT*D of 2320: it is due where that payer has decided",
        (Status("A6", "286"),),
    ),
    "nothing_adjusted": Rule(
        4,
        REJECT,
        "The other payer's adjustment is nothing: {found}",
        "An adjustment says why a charge was not paid in full, and nothing explains nothing",
        "Leave the reason and its amount out, or send {expected}",
        "the guide of this claim, on what other payers adjusted: CAS of 2320 and 2430",
        (Status("A7", "519"),),
    ),
    "number_repeated": Rule(
        4,
        WARN,
        "The claim's number {found} stands before in this set",
        "Payers answer by it, and the answer to one claim could be posted to the other",
        "Give each claim {expected} (CLM01)",
        "the guide of this claim, on CLM01: answers and payments are matched by it",
    ),
    "self_with_patient": Rule(
        4,
        REJECT,
        "The subscriber is said to be the patient (SBR02 {found}), but a patient of his own follows (2000C)",
        _WHOSE,
        "Leave SBR02 empty, or leave the patient's level out and send the claims beneath the subscriber",
        _SELF,
        (Status("A8", "156"),),
    ),
    "self_missing": Rule(
        4,
        REJECT,
        "The claims stand beneath the subscriber, but SBR02 does not say that he is the patient",
        _WHOSE,
        "Send {expected} in SBR02, or the patient in a level of his own (2000C)",
        _SELF,
        (Status("A8", "156"),),
    ),
    "charge": Rule(
        4,
        REJECT,
        "The claim's charge is {found}",
        "A claim asks for money, and money has no parts smaller than a cent",
        "Send a charge of {expected}",
        _CHARGES,
        (Status("A7", "178"), Status("A7", "402")),
    ),
    "no_charge": Rule(
        4,
        WARN,
        "The claim's charge is nothing: {found}",
        "Encounters and some payers take it, and others refuse a claim that asks for nothing",
        "Send a charge of {expected}, or pass this over where the payer takes it",
        _CHARGES,
    ),
    "line_charge": Rule(
        4,
        WARN,
        "The line's charge is {found}",
        "Few payers take back a charge by a line, and none has parts of a cent",
        "Send a charge of {expected}",
        _CHARGES,
    ),
    "units": Rule(
        4,
        REJECT,
        "The service was done {found} times",
        "A payer pays for each time, and nothing for none",
        "Send how often it was done: {expected}",
        _COUNTED,
        (Status("A7", "476"),),
    ),
    "units_doubted": Rule(
        4,
        WARN,
        "The line counts {found} units",
        "Most revenue codes are paid by their units; a few, such as 0023, need none",
        "Send how many there were: {expected}",
        _COUNTED,
    ),
    "units_fine": Rule(
        4,
        WARN,
        "The service was counted as {found}, which has more than three decimals",
        "Payers keep three decimals, and round or refuse what is finer",
        "Send {expected}",
        "the guide of this claim, on SV104: three digits behind the point",
    ),
    "rank_repeated": Rule(
        4,
        REJECT,
        "Two payers of the claim have the same rank {found}",
        "Each payer reckons from what those before him paid",
        "Give each payer of the claim {expected} in SBR01: that of 2000B, and those of 2320",
        _RANKS,
        (Status("A8", "742"),),
    ),
    "no_first_payer": Rule(
        4,
        REJECT,
        "The claim goes to a payer of rank {found}, and names none that pays before it",
        "A payer who does not pay first reckons from what the first one paid",
        "Send {expected}",
        _RANKS,
        (Status("A8", "742"),),
    ),
    "payer_repeated": Rule(
        4,
        WARN,
        "The payer {found}, who gets the claim, is another payer of it too",
        "Who pays next reckons from what others paid; a payer with two plans of the same member may be both",
        "Send {expected} in 2330B, or pass this over where both plans are of this payer",
        "the guide of this claim, on other payers: NM109 of 2330B, against that of 2010BB",
    ),
    "other_payer_repeated": Rule(
        4,
        REJECT,
        "Two other payers of the claim have the same id {found}",
        "The next payer finds out by this id which of the other payers paid and decided what",
        "Send {expected} for each of them in 2330B, and in SVD01 of what he decided",
        "the guide of this claim, on other payers: NM109 of 2330B tells each of them from the others",
        (Status("A7", "479"),),
    ),
    "decided_twice": Rule(
        4,
        WARN,
        "The other payer's day {found} is told for the claim, and for its lines too",
        "It is told for the claim only where he decided none of its lines by themselves; some payers refuse both",
        "Leave DTP*573 of 2330B out, and keep {expected} (2430)",
        "the guide of this claim, on DTP*573 of 2330B: sent where he decided and 2430 is not used",
    ),
    "reason_repeated": Rule(
        4,
        WARN,
        "The reason {found} stands twice in the group {group}",
        "It is not clear whether the second amount is meant beside the first, or is the first again",
        "Add both amounts up, or send the reason that was meant",
        _ADJUSTED,
    ),
    "after_death": Rule(
        4,
        REJECT,
        "The service of {found} was given after the patient died",
        "Payers do not pay for what begins after a member's death",
        "Correct the day of death (PAT06) or the day of service: the service should be {expected}",
        _DEATH,
        (Status("A7", "159", "QC"),),
    ),
    "death_before_birth": Rule(
        4,
        REJECT,
        "The patient died on {found}, before the birth",
        "One of the two days is wrong, and a payer looks up its member by the day of birth",
        "Correct the day of death (PAT06) or of birth (DMG02): the death should be {expected}",
        _DEATH,
        (Status("A7", "159", "QC"),),
    ),
    "medicare_id": Rule(
        4,
        WARN,
        "{found} does not have the form of Medicare's member ids",
        "For services from 2020 on Medicare takes its ids of eleven characters (MBI) alone, but for few exceptions",
        "Send the id of the member's Medicare card, or correct SBR09 where another payer is asked",
        "CMS, Medicare Beneficiary Identifiers: the end of the transition on 31 December 2019",
    ),
    "reversal_positive": Rule(
        4,
        WARN,
        "The claim is a reversal (CLP02 22), and charges {found}",
        "A reversal takes back what was told before: its charge, payment and adjustments have their signs turned",
        f"{_POST}: the charge should be {{expected}}",
        _SIGNS,
    ),
    "payment_negative": Rule(
        4,
        WARN,
        "The claim charges {found}, and is no reversal",
        "Only a reversal (CLP02 22) takes back what was told before",
        f"{_POST}: the charge should be {{expected}}",
        _SIGNS,
    ),
    "payment_undated": Rule(
        4,
        WARN,
        "The claim has no day of its services, neither for itself nor for a line",
        "Whoever posts it finds the claim by its days, and the guide asks for those of the claim or of all lines",
        "Post it by the claim's number; ask the payer to send {expected}",
        "the guide of this payment: DTM*232 and DTM*233 of 2100, sent where no line has its days (DTM of 2110)",
    ),
}
"""By what stands behind `lines.` in the id of its findings."""


def line_finding(id: str, place: Place, **words: str) -> Finding:
    """The finding of one of these rules."""
    return make_finding(f"lines.{id}", LINES[id], place, words)
