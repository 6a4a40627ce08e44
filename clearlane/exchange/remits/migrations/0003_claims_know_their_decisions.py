"""What payers decided before claims knew it, written onto the claims and into the register of counts."""

from __future__ import annotations

from django.db import migrations

_DECIDE = """
    UPDATE exchange_claims_claim AS claim SET decision = decided.decision
    FROM (
        SELECT DISTINCT ON (tenant_id, claim_id) tenant_id, claim_id, CASE
            WHEN status = '22' THEN 'reversed'
            WHEN sum(paid_cents) OVER of_claim > 0 THEN CASE WHEN EXISTS (
                SELECT 1 FROM jsonb_array_elements(coalesce(body::jsonb -> 'lines', '[]')) AS line
                WHERE (line ->> 'charge')::bigint > 0 AND (line ->> 'paid')::bigint = 0 AND NOT EXISTS (
                    SELECT 1 FROM jsonb_array_elements(coalesce(line -> 'adjustments', '[]')) AS one
                    WHERE one ->> 0 = 'PR' AND (one ->> 2)::bigint <> 0)
            ) THEN 'partial' ELSE 'paid' END
            WHEN sum(patient_cents) OVER of_claim > 0 AND status <> '4' THEN 'patient'
            ELSE 'denied' END AS decision
        FROM exchange_remits_adjudication
        WINDOW of_claim AS (PARTITION BY tenant_id, claim_id)
        ORDER BY tenant_id, claim_id, seq DESC
    ) AS decided
    WHERE claim.tenant_id = decided.tenant_id AND claim.id = decided.claim_id
"""
_COUNT = """
    INSERT INTO exchange_claims_claimcount (id, tenant_id, day, usage, state, decision, n, cents)
    SELECT gen_random_uuid(), tenant_id, (received_at AT TIME ZONE 'UTC')::date, usage, state, new.decision,
           new.sign * count(*), new.sign * sum(total_cents)
    FROM exchange_claims_claim AS claim
    CROSS JOIN LATERAL (VALUES ('', -1), (claim.decision, 1)) AS new (decision, sign)
    WHERE claim.decision <> ''
    GROUP BY tenant_id, 3, usage, state, new.decision, new.sign
"""


class Migration(migrations.Migration):
    dependencies = [
        ("exchange_remits", "0002_claims_by_folded_number"),
        ("exchange_claims", "0003_decisions_and_ways_to_find"),
    ]

    operations = [migrations.RunSQL([_DECIDE, _COUNT], migrations.RunSQL.noop)]
