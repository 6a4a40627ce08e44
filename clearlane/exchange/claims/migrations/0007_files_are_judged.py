"""Files that came before they were judged are judged once."""

from __future__ import annotations

from django.db import migrations

_JUDGE = """
    UPDATE exchange_intake_file AS file SET failed = file.state = 'unreadable' OR file.state = 'read'
        AND NOT EXISTS (SELECT FROM exchange_interchanges_transactionset AS one
                        WHERE one.file_id = file.id AND one.state IN ('dropped', 'held'))
        AND NOT EXISTS (SELECT FROM exchange_claims_claim AS claim
                        WHERE claim.file_id = file.id AND claim.state NOT IN ('dead', 'rejected', 'rejected_by_payer'))
    WHERE direction = 'in' AND state IN ('unreadable', 'read', 'repeat')
"""


class Migration(migrations.Migration):
    dependencies = [
        ("exchange_claims", "0006_tests_found_apart"),
        ("exchange_interchanges", "0001_initial"),
        ("exchange_intake", "0004_files_that_failed"),
    ]

    operations = [migrations.RunSQL(_JUDGE, migrations.RunSQL.noop)]
