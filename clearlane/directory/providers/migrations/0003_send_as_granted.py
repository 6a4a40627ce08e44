"""Who was granted to send in an organization's name is authorized for each pair that the organization holds live.

A function of whoever calls it: it works for roles that may write pairs, and inside functions of the owner's.
"""

from __future__ import annotations

from django.db import migrations

_AUTHORIZE = """
CREATE FUNCTION public.directory_authorize_granted(rooms integer, said text, at timestamptz)
RETURNS void LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $body$
    INSERT INTO public.directory_providers_authorizedpair AS old
        (npi, tin, tenant_id, submitter_id, status, from_date, until_date, verified_at, verified_by, created_at,
         created_by)
    SELECT held.npi, held.tin, rooms, g.grantee_id, 'live', GREATEST(at, g.starts_at) AT TIME ZONE 'UTC',
           g.ends_at AT TIME ZONE 'UTC', at, said, at, said
    FROM public.foundation_tenancy_grant AS g
    JOIN public.directory_providers_authorizedpair AS held
      ON held.tenant_id = g.grantor_id AND held.submitter_id = g.grantor_id AND held.status = 'live'
     AND held.until_date IS NULL
    WHERE g.grantor_id = rooms AND g.scope = 'send' AND g.revoked_at IS NULL
      AND (g.ends_at IS NULL OR g.ends_at > at)
      AND NOT EXISTS (
        SELECT FROM public.directory_providers_authorizedpair AS same
        WHERE same.npi = held.npi AND same.tin = held.tin AND same.submitter_id = g.grantee_id
          AND same.status = 'live'
          AND same.from_date <= (GREATEST(at, g.starts_at) AT TIME ZONE 'UTC')::date
          AND (same.until_date IS NULL OR same.until_date >= (g.ends_at AT TIME ZONE 'UTC')::date))
    ON CONFLICT (npi, tin, submitter_id) WHERE status = 'live' AND until_date IS NULL
    DO UPDATE SET from_date = LEAST(old.from_date, EXCLUDED.from_date) WHERE old.tenant_id = EXCLUDED.tenant_id;
$body$;
"""


class Migration(migrations.Migration):
    dependencies = [("directory_providers", "0002_own_pairs"), ("foundation_tenancy", "0001_initial")]

    operations = [
        migrations.RunSQL(_AUTHORIZE, "DROP FUNCTION public.directory_authorize_granted(integer, text, timestamptz)")
    ]
