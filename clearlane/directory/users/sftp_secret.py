"""How an SFTP account proves itself."""

from __future__ import annotations

from django.db import models

from .sftp_user import SftpUser


class SftpSecret(models.Model):
    """What the gate alone reads of an SFTP account.

    ``public_keys`` are lines of OpenSSH's authorized_keys without options; ``password_hash`` is Argon2id, or empty
    where no password is taken.
    """

    user = models.OneToOneField(SftpUser, on_delete=models.PROTECT, primary_key=True, related_name="secret")
    public_keys = models.TextField(default="")
    password_hash = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(public_keys="", password_hash=""), name="an_sftp_user_has_a_key_or_a_password"
            )
        ]

    def __str__(self) -> str:
        return f"secret of SFTP account {self.user_id}"
