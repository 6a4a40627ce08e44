"""Whether an organization in scope may bill under a name of its own: a function of the owner's, for pages and operators.

Like ``directory_own_pairs`` it says nothing of anybody else's pairs.
"""

from __future__ import annotations

from django.db import migrations

_TELL = """
CREATE FUNCTION public.directory_bills_as(rooms integer)
RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
    WITH own AS (
        SELECT p.status = 'live' AS is_live FROM public.directory_providers_authorizedpair AS p
            WHERE p.tenant_id = rooms AND p.submitter_id = rooms AND p.until_date IS NULL
        UNION ALL
        SELECT true FROM public.directory_providers_atypicalprovider AS p
            WHERE p.tenant_id = rooms AND p.submitter_id = rooms AND p.until_date IS NULL
    )
    SELECT CASE WHEN bool_or(is_live) THEN 'verified' WHEN count(*) > 0 THEN 'waiting' ELSE '' END FROM own
    WHERE rooms = ANY (COALESCE(NULLIF(current_setting('app.tenants', true), ''), '{}')::integer[])
$body$;
REVOKE ALL ON FUNCTION public.directory_bills_as(integer) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("directory_providers", "0003_send_as_granted")]

    operations = [migrations.RunSQL(_TELL, "DROP FUNCTION public.directory_bills_as(integer)")]
