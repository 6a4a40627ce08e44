from __future__ import annotations

from django.db import migrations

_FOLDED = """left(upper(regexp_replace(patient_control_number, '[^A-Za-z0-9]', '', 'g')), 20)"""


class Migration(migrations.Migration):
    dependencies = [("exchange_remits", "0001_initial"), ("exchange_claims", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql=f"CREATE INDEX claim_by_folded_number ON exchange_claims_claim (tenant_id, ({_FOLDED}))",
            reverse_sql="DROP INDEX claim_by_folded_number",
        )
    ]
