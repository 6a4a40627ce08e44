"""Patients are found by their name in capitals, one look into the index whatever the sender wrote; claims that are
picked are found by their id, for however many tenants."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models.functions import Upper

_BOTH = """
    ALTER TABLE exchange_claims_claim
        ADD COLUMN last_in_capitals text COLLATE "C" NOT NULL GENERATED ALWAYS AS (upper(patient_last)) STORED,
        ADD COLUMN first_in_capitals text COLLATE "C" NOT NULL GENERATED ALWAYS AS (upper(patient_first)) STORED
"""
"""In one statement, so that every claim is written anew once; the house stands still meanwhile."""


def _capitals(column: str) -> models.GeneratedField:
    kept = models.TextField(db_collation="C")
    return models.GeneratedField(expression=Upper(column), output_field=kept, db_persist=True)


class Migration(migrations.Migration):
    dependencies = [("exchange_claims", "0004_claims_by_place")]

    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunSQL(_BOTH)],
            [
                migrations.AddField("claim", "last_in_capitals", _capitals("patient_last")),
                migrations.AddField("claim", "first_in_capitals", _capitals("patient_first")),
            ],
        ),
        migrations.RemoveIndex("claim", "claim_by_patient"),
        migrations.AddIndex(
            "claim",
            models.Index(fields=["tenant_id", "last_in_capitals", "first_in_capitals"], name="claim_by_patient"),
        ),
        migrations.AddIndex("claim", models.Index(fields=["id"], name="claim_by_id")),
    ]
