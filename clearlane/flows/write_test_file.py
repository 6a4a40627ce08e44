"""A file of test claims for who has none at hand, to be sent by his own software."""

from __future__ import annotations

import secrets
from dataclasses import replace

from clearlane.directory.organizations.find_organization import find_organization
from clearlane.flows.send_sample import NoOrganization, sample_order
from clearlane.foundation.clock.read import today
from clearlane.standards.x12.generate.file_837p import file_837p

CLAIMS = 3


def write_test_file(*, tenant: int) -> bytes:
    """An 837P of usage T with a few invented claims of this organization, others each time. Nothing is kept.

    Inside a scope of the tenant. Raises NoOrganization.
    """
    organization = find_organization(tenant=tenant)
    if organization is None:
        raise NoOrganization(str(tenant))
    seed = 1 + secrets.randbelow(999_999_999)
    order = sample_order(organization=organization, seed=seed, on=today())
    return file_837p(replace(order, claims=CLAIMS, claim_numbers={})).content
