"""Whether an organization in scope may send claims under another's pair: a function of the owner's, for pages and
operators. Like ``directory_bills_as`` it says neither whose the pairs are nor which.
"""

from __future__ import annotations

from django.db import migrations

_TELL = """
CREATE FUNCTION public.directory_sends_for(rooms integer, day date)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    SELECT rooms = ANY (COALESCE(NULLIF(current_setting('app.tenants', true), ''), '{}')::integer[]) AND (
        EXISTS (SELECT FROM public.directory_providers_authorizedpair AS p
            WHERE p.submitter_id = rooms AND p.tenant_id <> rooms AND p.status = 'live' AND p.from_date <= day
              AND (p.until_date IS NULL OR p.until_date > day))
        OR EXISTS (SELECT FROM public.directory_providers_atypicalprovider AS p
            WHERE p.submitter_id = rooms AND p.tenant_id <> rooms AND p.from_date <= day
              AND (p.until_date IS NULL OR p.until_date > day)))
$body$;
REVOKE ALL ON FUNCTION public.directory_sends_for(integer, date) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("directory_providers", "0005_refused_pairs")]

    operations = [migrations.RunSQL(_TELL, "DROP FUNCTION public.directory_sends_for(integer, date)")]
