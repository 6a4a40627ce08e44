"""The one door from sign-in to the tenants' tables: a function of the owner's that opens an account and nothing else.

It takes no answers but those that the sign-up's own row holds, locks that row, and does the work once: asked again, it
gives the same tenant. Who may execute it stands in ``config/functions.txt``.
"""

from __future__ import annotations

from django.db import migrations

_OPEN = """
CREATE FUNCTION public.directory_open_account(sign_up uuid, entry uuid, correlation uuid, at timestamptz)
RETURNS integer LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    known public.directory_registrations_registration%ROWTYPE;
    opened integer;
    actor text;
    tenant_kind text;
    size text;
BEGIN
    SELECT * INTO known FROM public.directory_registrations_registration AS r WHERE r.id = sign_up FOR UPDATE;
    IF NOT FOUND OR known.user_id IS NULL THEN
        RAISE EXCEPTION 'there is no such sign-up' USING ERRCODE = 'no_data_found';
    END IF;
    IF known.tenant_id IS NOT NULL THEN
        RETURN known.tenant_id;
    END IF;
    IF known.organization = '' OR known.tin = '' OR known.street = '' OR known.kind = '' THEN
        RAISE EXCEPTION 'this sign-up is not complete' USING ERRCODE = 'check_violation';
    END IF;
    actor := 'user:' || known.user_id;
    tenant_kind := CASE WHEN known.kind IN ('small', 'large') THEN 'practice' ELSE known.kind END;
    size := CASE WHEN known.kind IN ('small', 'large') THEN known.kind ELSE '' END;
    INSERT INTO public.foundation_tenancy_tenant (kind, name, is_live, scheme, is_strict, created_at)
        VALUES (tenant_kind, known.organization, false, 'clean', false, at) RETURNING id INTO opened;
    INSERT INTO public.directory_organizations_organization
        (tenant_id, legal_name, npi, tin, tin_kind, phone, street, city, state, zip, time_zone, office_size,
         sends_from_here, practice_payer_id, created_at, created_by)
        VALUES (opened, known.organization, known.npi, known.tin, known.tin_kind, known.phone, known.street,
                known.city, known.state, known.zip, known.time_zone, size, known.sends_from_here,
                CASE WHEN tenant_kind = 'payer' THEN 'PRX' || lpad(opened::text, 6, '0') ELSE '' END, at, actor);
    INSERT INTO public.directory_users_membership (user_id, tenant_id, role, from_at, by)
        VALUES (known.user_id, opened, 'owner', at, actor);
    IF known.npi <> '' AND tenant_kind <> 'payer' THEN
        INSERT INTO public.directory_providers_authorizedpair
            (npi, tin, tenant_id, submitter_id, status, from_date, verified_by, created_at, created_by)
            VALUES (known.npi, known.tin, opened, opened, 'pending', (at AT TIME ZONE 'UTC')::date, '', at, actor);
    END IF;
    INSERT INTO public.foundation_audit_entry (id, tenant_id, at, event, by, correlation, subjects, detail)
        VALUES (entry, opened, at, 'organization:organization:signed_up', actor, correlation, ARRAY[sign_up],
                pg_catalog.jsonb_build_object('kind', known.kind, 'product', known.product));
    UPDATE public.directory_registrations_registration AS r SET tenant_id = opened WHERE r.id = sign_up;
    RETURN opened;
END
$body$;
REVOKE ALL ON FUNCTION public.directory_open_account(uuid, uuid, uuid, timestamptz) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory_registrations", "0001_initial"),
        ("directory_organizations", "0002_address_and_time_zone"),
        ("directory_providers", "0001_pairs_rights_and_enrollments"),
        ("directory_users", "0003_sessions"),
        ("foundation_audit", "0001_initial"),
        ("foundation_tenancy", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(_OPEN, "DROP FUNCTION public.directory_open_account(uuid, uuid, uuid, timestamptz)")
    ]
