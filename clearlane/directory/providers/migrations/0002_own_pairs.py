"""What an organization may know of its own NPI and tax id pairs: a function of the owner's, for the tenants in scope.

It says live or waiting and no more: whether somebody else holds the pair is nobody's to read.
"""

from __future__ import annotations

from django.db import migrations

_LIST = """
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


class Migration(migrations.Migration):
    dependencies = [("directory_providers", "0001_pairs_rights_and_enrollments")]

    operations = [migrations.RunSQL(_LIST, "DROP FUNCTION public.directory_own_pairs()")]
