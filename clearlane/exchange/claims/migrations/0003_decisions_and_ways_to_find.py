"""Claims know what their payers decided, and are found by it, by patient, by charge and by day of service."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange_claims", "0002_fingerprint_in_its_register_only")]

    operations = [
        migrations.AddField("claim", "decision", models.TextField(default="", db_default="", db_collation="C")),
        migrations.AddField("claimcount", "decision", models.TextField(default="", db_default="", db_collation="C")),
        migrations.RemoveIndex("claim", "claim_by_state"),
        migrations.AddIndex(
            "claim", models.Index(fields=["tenant_id", "state", "decision", "-id"], name="claim_by_state")
        ),
        migrations.AddIndex(
            "claim", models.Index(fields=["tenant_id", "patient_last", "patient_first"], name="claim_by_patient")
        ),
        migrations.AddIndex("claim", models.Index(fields=["tenant_id", "total_cents", "id"], name="claim_by_charge")),
        migrations.AddIndex("claim", models.Index(fields=["tenant_id", "service_from", "id"], name="claim_by_service")),
    ]
