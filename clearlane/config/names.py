"""The settings that may stand in ``clearlane.toml``, by their names there: all but those that say where the file is,
as whom a process works, or how a test disturbs it."""

from __future__ import annotations

NAMES = frozenset(
    """
    agreements audit_roots behind_proxy codes console_origin database_url holidays hosts keys legal_address legal_name
    log_level mail_from mode monitors origin privacy production secret_key session_idle signatory_name signatory_title
    smtp_ca smtp_url support_email support_hours support_phone terms time_zone upload_limit upload_memory vault
    vault_s3_access_key vault_s3_bucket vault_s3_region vault_s3_secret_key vault_s3_url
    """.split()
)
