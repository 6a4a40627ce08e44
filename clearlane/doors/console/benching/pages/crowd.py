"""Two thousand practices, a billing company that works for half of them, and two people with a session each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils.crypto import salted_hmac

from clearlane.directory.users.session_store import SessionStore
from clearlane.directory.users.step_up import PROOFS
from clearlane.doors.console.benching.pages.rows import Crowd
from clearlane.doors.console.benching.workload import PAYERS
from clearlane.doors.console.problem import Problem
from clearlane.foundation.clock.read import now

_TENANTS = """
    INSERT INTO foundation_tenancy_tenant (kind, name, is_live, scheme)
    SELECT 'practice', 'Practice ' || n, true, 'clean' FROM generate_series(1, %s) AS n RETURNING id
"""
_ORGANIZATIONS = """
    INSERT INTO directory_organizations_organization
        (tenant_id, legal_name, npi, tin, phone, street, city, state, zip, sends_from_here, created_at, created_by)
    SELECT id, name, '', '', '', '', '', '', '', true, now(), 'operator:bench' FROM foundation_tenancy_tenant
    WHERE id = ANY(%s)
"""
_GRANTS = """
    INSERT INTO foundation_tenancy_grant (grantor_id, grantee_id, scope, starts_at, granted_by)
    SELECT client, %s, 'claims', now() - interval '90 days', 'operator:bench' FROM unnest(%s::int[]) AS client
"""
_USER = """
    INSERT INTO directory_users_user (username, email, password, is_active, created_at, created_by)
    VALUES (%s, %s, '!', true, now(), 'operator:bench') RETURNING id
"""
_MEMBER = """
    INSERT INTO directory_users_membership (user_id, tenant_id, role, from_at, by)
    VALUES (%s, %s, 'owner', now() - interval '1 day', 'operator:bench')
"""
_SESSION = """
    INSERT INTO directory_users_session (session_key, session_data, expire_date, user_id, device, begun_at, seen_at)
    VALUES (%s, %s, %s, %s, '', %s, %s)
"""
_REAL = """
    SELECT id, file_id FROM exchange_claims_claim
    WHERE tenant_id = %s AND decision = 'paid' AND batch_id IS NOT NULL ORDER BY id DESC LIMIT 1
"""
_LOADED = """
    SELECT patient_last, patient_control_number, trace_number, number FROM exchange_claims_claim AS claim
    JOIN exchange_claims_payernumber AS known ON known.tenant_id = claim.tenant_id AND known.claim_id = claim.id
    WHERE claim.tenant_id = ANY(%s) AND claim.batch_id IS NULL ORDER BY claim.id DESC LIMIT 1
"""
_SALT = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"


def gather(connection: psycopg.Connection[Any], *, practice: int, billing: int, practices: int) -> Crowd:
    """Make the practices, of which half are clients of the billing company; a kind of their own for the two known."""
    ids = [id for (id,) in connection.execute(_TENANTS, [practices - 1])]
    connection.execute(_ORGANIZATIONS, [ids])
    connection.execute("UPDATE foundation_tenancy_tenant SET kind = 'billing' WHERE id = %s", [billing])
    clients, others = ids[: practices // 2], ids[practices // 2 :] or ids
    connection.execute(_GRANTS, [billing, clients])
    return Crowd(practice, billing, clients or [billing], others or [practice], [payer.id for payer in PAYERS])


def sign_in(connection: psycopg.Connection[Any], *, username: str, tenant: int) -> str:
    """Make a person who owns an organization, and a session of his; gives what his browser's cookie holds."""
    row = connection.execute(_USER, [username, f"{username}@example.org"]).fetchone()
    user = row[0] if row else 0
    connection.execute(_MEMBER, [user, tenant])
    at, store = now(), SessionStore()
    store.seen_at = at
    proof = salted_hmac(_SALT, "!", algorithm="sha256").hexdigest()
    known: dict[str, Any] = {
        SESSION_KEY: str(user),
        BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
        HASH_SESSION_KEY: proof,
    }
    known |= {PROOFS: {"webauthn": at.timestamp()}}
    made = store.create_model_instance(known)
    ends = at + timedelta(hours=12)
    connection.execute(_SESSION, [made.session_key, made.session_data, ends, user, at, at])
    return str(store.session_key)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person looks at: a claim and a file that went the whole way, and what he has at hand to search by."""

    claim: UUID
    file: UUID
    sought: Mapping[str, str]


def look(connection: psycopg.Connection[Any], *, tenant: int, owners: Sequence[int]) -> Seen:
    """What there is to look at for the people of a tenant, who see the claims of these owners."""
    real = connection.execute(_REAL, [tenant]).fetchone()
    loaded = connection.execute(_LOADED, [list(owners)]).fetchone()
    if real is None or loaded is None:
        raise Problem("no claim went the whole way")
    return Seen(real[0], real[1], dict(zip(("name", "account", "claim number", "payer's number"), loaded, strict=True)))
