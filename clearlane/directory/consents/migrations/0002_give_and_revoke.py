"""The doors by which the portal changes grants: functions of the owner's that check who says it, and no more.

The portal's roles cannot write grants or pairs. ``directory_let_in`` works for whoever may; ``directory_give_consent``
calls it for an owner of the client to whose address the ask was mailed, and only for rooms that hold the NPI live;
``directory_revoke_grant`` takes away what an owner of the grantor's gave. Who may execute which stands in
``config/functions.txt``.
"""

from __future__ import annotations

from django.db import migrations

_LET_IN = """
CREATE FUNCTION public.directory_let_in(ask bigint, rooms integer, said text, at timestamptz)
RETURNS bigint LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    known public.directory_consents_consentask%ROWTYPE;
    made bigint;
BEGIN
    SELECT * INTO known FROM public.directory_consents_consentask AS a WHERE a.id = ask FOR UPDATE;
    IF NOT FOUND OR known.closed_at IS NOT NULL OR known.until_at <= at OR known.tenant_id = rooms THEN
        RAISE EXCEPTION 'this ask is over' USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO public.foundation_tenancy_grant
        (grantor_id, grantee_id, scope, starts_at, ends_at, granted_at, granted_by)
        VALUES (rooms, known.tenant_id, known.scope, GREATEST(at, known.from_at), known.until_at, at, said)
        RETURNING id INTO made;
    UPDATE public.directory_consents_consentask AS a
        SET outcome = 'given', closed_at = at, grant_id = made, client_id = rooms WHERE a.id = ask;
    PERFORM public.directory_authorize_granted(rooms, said, at);
    RETURN made;
END
$body$;
"""

_IS_OWNER = """
CREATE FUNCTION public.directory_is_owner(rooms integer, person bigint, at timestamptz)
RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $body$
    SELECT EXISTS (
        SELECT FROM public.directory_users_membership AS m JOIN public.directory_users_user AS u ON u.id = m.user_id
        WHERE m.user_id = person AND m.tenant_id = rooms AND m.role = 'owner' AND u.is_active
          AND m.from_at <= at AND (m.until_at IS NULL OR m.until_at > at));
$body$;
"""

_GIVE = """
CREATE FUNCTION public.directory_give_consent(ask bigint, rooms integer, person bigint, at timestamptz)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    known public.directory_consents_consentask%ROWTYPE;
BEGIN
    SELECT * INTO known FROM public.directory_consents_consentask AS a WHERE a.id = ask FOR UPDATE;
    IF NOT FOUND OR known.closed_at IS NOT NULL OR known.answered_at IS NOT NULL OR known.good_until <= at
       OR known.until_at <= at OR known.tenant_id = rooms OR known.client_id <> rooms OR NOT public.directory_is_owner(rooms, person, at)
       OR NOT EXISTS (SELECT FROM public.directory_users_user AS u WHERE u.id = person AND u.email = known.address)
    THEN
        RAISE EXCEPTION 'this ask is not theirs to answer' USING ERRCODE = 'check_violation';
    END IF;
    UPDATE public.directory_consents_consentask AS a
        SET answered_at = at, answered_by_id = person, client_id = rooms WHERE a.id = ask;
    IF EXISTS (SELECT FROM public.directory_providers_authorizedpair AS p
               WHERE p.npi = known.npi AND p.tenant_id = rooms AND p.submitter_id = rooms AND p.status = 'live'
                 AND p.until_date IS NULL)
    THEN
        RETURN public.directory_let_in(ask, rooms, 'user:' || person, at);
    END IF;
    RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION public.directory_give_consent(bigint, integer, bigint, timestamptz) FROM PUBLIC;
"""

_REVOKE = """
CREATE FUNCTION public.directory_revoke_grant(letting bigint, rooms integer, person bigint, at timestamptz)
RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
DECLARE
    other integer;
    day date := (at AT TIME ZONE 'UTC')::date;
BEGIN
    UPDATE public.foundation_tenancy_grant AS g SET revoked_at = at, revoked_by = 'user:' || person
        WHERE g.id = letting AND g.grantor_id = rooms AND g.revoked_at IS NULL
          AND public.directory_is_owner(rooms, person, at)
        RETURNING g.grantee_id INTO other;
    IF other IS NULL THEN
        RETURN false;
    END IF;
    UPDATE public.directory_providers_authorizedpair AS p SET until_date = day
        WHERE p.tenant_id = rooms AND p.submitter_id = other AND (p.until_date IS NULL OR p.until_date > day);
    UPDATE public.directory_providers_atypicalprovider AS p SET until_date = day
        WHERE p.tenant_id = rooms AND p.submitter_id = other AND (p.until_date IS NULL OR p.until_date > day);
    PERFORM public.directory_authorize_granted(rooms, 'user:' || person, at);
    RETURN true;
END
$body$;
REVOKE ALL ON FUNCTION public.directory_revoke_grant(bigint, integer, bigint, timestamptz) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("directory_consents", "0001_asks"),
        ("directory_providers", "0003_send_as_granted"),
        ("directory_users", "0003_sessions"),
    ]

    operations = [
        migrations.RunSQL(_LET_IN, "DROP FUNCTION public.directory_let_in(bigint, integer, text, timestamptz)"),
        migrations.RunSQL(_IS_OWNER, "DROP FUNCTION public.directory_is_owner(integer, bigint, timestamptz)"),
        migrations.RunSQL(_GIVE, "DROP FUNCTION public.directory_give_consent(bigint, integer, bigint, timestamptz)"),
        migrations.RunSQL(_REVOKE, "DROP FUNCTION public.directory_revoke_grant(bigint, integer, bigint, timestamptz)"),
    ]
