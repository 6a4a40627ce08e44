"""The console's own addresses."""

from __future__ import annotations

from django.urls import path

from clearlane.doors.operators import (
    again,
    agreements,
    consents,
    disputes,
    home,
    organizations,
    payers,
    proposals,
    refusals,
    signin,
    worklist,
)

ADDRESSES = (
    path("operator/enroll", signin.enrollment, name="operator_enroll"),
    path("operator/enroll/passkey", signin.enrollment_question, name="operator_enroll_question"),
    path("operator/enroll/<str:token>", signin.open_link, name="operator_link"),
    path("operator/signin", signin.sign_in, name="operator_signin"),
    path("operator/signin/passkey", signin.question, name="operator_question"),
    path("operator/signout", signin.sign_out, name="operator_signout"),
    path("operator/again", again.again, name="operator_again"),
    path("operator/", home.home, name="operator_home"),
    path("operator/contacts/<uuid:contact>/worked", home.worked, name="operator_worked"),
    path("operator/contacts/<uuid:contact>/waiting", home.waiting, name="operator_waiting"),
    path("operator/pairs/<int:pair>/refuse", refusals.pair, name="operator_refuse_pair"),
    path("operator/pairs/<int:pair>/approve", home.approve_pair, name="operator_approve_pair"),
    path("operator/pairs/<int:pair>/end", disputes.end, name="operator_end_dispute"),
    path("operator/proposals/<int:proposal>/approve", proposals.approve_proposal, name="operator_approve_proposal"),
    path("operator/proposals/<int:proposal>/withdraw", proposals.withdraw_proposal, name="operator_withdraw_proposal"),
    path("operator/consents/<int:ask>/approve", consents.approve_consent, name="operator_approve_consent"),
    path("operator/consents/<int:ask>/turn-down", consents.turn_down_consent, name="operator_turn_down_consent"),
    path("operator/lost/<int:wish>/approve", home.approve_wish, name="operator_approve_wish"),
    path("operator/entries/<int:entry>/review", home.review_entry, name="operator_review"),
    path("operator/organizations", organizations.organizations, name="operator_organizations"),
    path("operator/organizations/<int:tenant>", organizations.organization, name="operator_organization"),
    path("operator/organizations/<int:tenant>/live", organizations.live, name="operator_live"),
    path("operator/organizations/<int:tenant>/refuse", refusals.live, name="operator_refuse_live"),
    path("operator/organizations/<int:tenant>/enter", organizations.go_in, name="operator_enter"),
    path("operator/organizations/<int:tenant>/link", payers.link, name="operator_link_payer"),
    path("operator/organizations/<int:tenant>/links/<int:link>/revoke", payers.unlink, name="operator_unlink_payer"),
    path("operator/agreements", agreements.agreements, name="operator_agreements"),
    path("operator/agreements/<int:tenant>/<uuid:agreement>", agreements.pdf, name="operator_agreement"),
    path("operator/worklist", worklist.worklist, name="operator_worklist"),
    path("operator/worklist/<uuid:subject>/close", worklist.close_about, name="operator_close"),
    path("operator/payers", payers.payers, name="operator_payers"),
    path("operator/leave", organizations.go_out, name="operator_leave"),
)
