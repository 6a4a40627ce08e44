"""Patients are found by their name in capitals, one look into the index whatever the sender wrote; claims that are
picked are found by their id, for however many tenants."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models.functions import Upper


def _capitals(column: str) -> models.GeneratedField:
    kept = models.TextField(db_collation="C")
    return models.GeneratedField(expression=Upper(column), output_field=kept, db_persist=True)


class Migration(migrations.Migration):
    dependencies = [("exchange_claims", "0004_claims_by_place")]

    operations = [
        migrations.RemoveIndex("claim", "claim_by_patient"),
        migrations.AddField("claim", "last_in_capitals", _capitals("patient_last")),
        migrations.AddField("claim", "first_in_capitals", _capitals("patient_first")),
        migrations.AddIndex(
            "claim",
            models.Index(fields=["tenant_id", "last_in_capitals", "first_in_capitals"], name="claim_by_patient"),
        ),
        migrations.AddIndex("claim", models.Index(fields=["id"], name="claim_by_id")),
    ]
