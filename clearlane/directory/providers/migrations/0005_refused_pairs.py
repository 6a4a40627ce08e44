"""Operators refuse a pair with a reason, which its organization reads; it corrects the pair and gives it again."""

from __future__ import annotations

from django.db import migrations, models

_BEFORE = """
DROP FUNCTION public.directory_own_pairs();
CREATE FUNCTION public.directory_own_pairs()
RETURNS TABLE (tenant_id integer, npi text, tin text, is_live boolean, created_at timestamptz, verified_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    SELECT p.tenant_id::integer, p.npi, p.tin, p.status = 'live', p.created_at, p.verified_at
    FROM public.directory_providers_authorizedpair AS p
    WHERE p.tenant_id = p.submitter_id AND p.until_date IS NULL
      AND p.tenant_id = ANY (COALESCE(NULLIF(current_setting('app.tenants', true), ''), '{}')::integer[])
    ORDER BY p.id
$body$;
REVOKE ALL ON FUNCTION public.directory_own_pairs() FROM PUBLIC;
"""
_LIST = """
DROP FUNCTION public.directory_own_pairs();
CREATE FUNCTION public.directory_own_pairs()
RETURNS TABLE (tenant_id integer, npi text, tin text, is_live boolean, created_at timestamptz,
               verified_at timestamptz, refused_why text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    SELECT p.tenant_id::integer, p.npi, p.tin, p.status = 'live', p.created_at, p.verified_at, p.refused_why
    FROM public.directory_providers_authorizedpair AS p
    WHERE p.tenant_id = p.submitter_id
      AND (p.until_date IS NULL OR p.status = 'refused' AND NOT EXISTS (
          SELECT 1 FROM public.directory_providers_authorizedpair AS later
          WHERE later.tenant_id = p.tenant_id AND later.submitter_id = p.tenant_id AND later.id > p.id))
      AND p.tenant_id = ANY (COALESCE(NULLIF(current_setting('app.tenants', true), ''), '{}')::integer[])
    ORDER BY p.id
$body$;
REVOKE ALL ON FUNCTION public.directory_own_pairs() FROM PUBLIC;
"""
_GIVE = """
CREATE FUNCTION public.directory_give_pair(rooms integer, new_npi text, new_tin text, said_by text, at timestamptz)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
BEGIN
    IF NOT rooms = ANY (COALESCE(NULLIF(current_setting('app.tenants', true), ''), '{}')::integer[]) THEN
        RETURN false;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('own pair'), rooms);
    IF EXISTS (SELECT 1 FROM public.directory_providers_authorizedpair AS p
               WHERE p.tenant_id = rooms AND p.submitter_id = rooms AND p.until_date IS NULL)
       OR NOT EXISTS (SELECT 1 FROM public.directory_providers_authorizedpair AS p
                      WHERE p.tenant_id = rooms AND p.submitter_id = rooms AND p.status = 'refused') THEN
        RETURN false;
    END IF;
    INSERT INTO public.directory_providers_authorizedpair
        (npi, tin, tenant_id, submitter_id, status, from_date, verified_by, created_at, created_by, refused_why)
    VALUES (new_npi, new_tin, rooms, rooms, 'pending', (at AT TIME ZONE 'UTC')::date, '', at, said_by, '');
    RETURN true;
END
$body$;
REVOKE ALL ON FUNCTION public.directory_give_pair(integer, text, text, text, timestamptz) FROM PUBLIC;
"""
_UNGIVE = "DROP FUNCTION public.directory_give_pair(integer, text, text, text, timestamptz)"


class Migration(migrations.Migration):
    dependencies = [("directory_providers", "0004_bills_as")]

    operations = [
        migrations.AddField("authorizedpair", "refused_why", models.TextField(default="", db_default="")),
        migrations.RemoveConstraint("authorizedpair", "a_pair_is_live_pending_or_disputed"),
        migrations.AddConstraint(
            "authorizedpair",
            models.CheckConstraint(
                condition=models.Q(status__in=["live", "pending", "disputed", "refused"]),
                name="a_pair_is_live_pending_disputed_or_refused",
            ),
        ),
        migrations.AddConstraint(
            "authorizedpair",
            models.CheckConstraint(
                condition=models.Q(("refused_why", ""), ("status", "refused"), _negated=True)
                & (models.Q(("status", "refused"), _negated=True) | models.Q(until_date__isnull=False)),
                name="a_refused_pair_has_ended_and_says_why",
            ),
        ),
        migrations.RunSQL(_LIST, _BEFORE),
        migrations.RunSQL(_GIVE, _UNGIVE),
    ]
