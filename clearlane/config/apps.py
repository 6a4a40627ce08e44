"""The apps of the house, floor by floor from the bottom: every folder that has tables."""

from __future__ import annotations

APPS = (
    "clearlane.foundation.tenancy",
    "clearlane.foundation.vault",
    "clearlane.foundation.audit",
    "clearlane.foundation.queue",
    "clearlane.foundation.outbox",
    "clearlane.foundation.idempotency",
    "clearlane.foundation.mail",
    "clearlane.directory.organizations",
    "clearlane.directory.users",
    "clearlane.directory.operators",
    "clearlane.directory.providers",
    "clearlane.directory.payers",
    "clearlane.directory.registrations",
    "clearlane.directory.agreements",
    "clearlane.directory.members",
    "clearlane.directory.consents",
    "clearlane.exchange.intake",
    "clearlane.exchange.interchanges",
    "clearlane.exchange.claims",
    "clearlane.exchange.routing",
    "clearlane.exchange.connections",
    "clearlane.exchange.batches",
    "clearlane.exchange.responses",
    "clearlane.exchange.remits",
    "clearlane.exchange.worklists",
)
