"""What each transaction is for, in our own words, by the name of its guide."""

from __future__ import annotations

WHAT = {
    "837p": "A claim for the services of physicians and other professionals, from who bills to who pays.",
    "837i": "A claim of a hospital or another institution, from who bills to who pays.",
    "837d": "A claim of a dentist, or a question what a treatment would be paid, from who bills to who pays.",
    "835": "A payment and its explanation: what a payer paid of each claim and line, and why not the rest.",
    "999": "The answer to a group of sets: whether each follows its guide, and where it does not.",
    "277ca": "A payer's word on each claim that it received: taken into adjudication, or refused before it.",
    "270": "A question whether a person is covered, and for what.",
    "271": "The answer to a 270: coverage, benefits and what is left to the patient, or why there is none.",
    "276": "A question how far a claim has come at its payer.",
    "277": "The answer to a 276: the status of each claim and line asked about.",
    "277_request": "A payer asks for documents that it needs to decide a claim.",
    "277_pending": "A payer lists claims that it has and has not decided, unasked.",
    "275": "Documents for a claim: with it, or as the answer to a request for them.",
    "275_review": "Documents for a request to review services.",
    "278_request": "A request to authorize services, an admission or a referral before they happen.",
    "278_response": "The answer to such a request: certified, changed or refused, with number and period.",
    "278_inquiry": "A question what became of a review of services.",
    "278_inquiry_response": "The answer to a question about a review, with all that was decided.",
    "278_notification": "A notice of an admission, a discharge or a decision, to whom it concerns.",
    "278_acknowledgment": "The receipt of a notification.",
    "834": "Enrolment: who joins, leaves or changes a health plan, from a sponsor to the plan.",
    "820": "Payment of premiums, with what is paid for whom, from a sponsor to a plan.",
    "824": "Advice on a set that was read: taken, or refused for what stands in it.",
}
