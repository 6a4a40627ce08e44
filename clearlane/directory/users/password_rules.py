"""Which passwords are taken: long ones, that nobody has found yet."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, UserAttributeSimilarityValidator
from django.core.exceptions import ValidationError

LEAST = 12
MOST = 1024


class LongEnough:
    """At least twelve characters, of whatever kind; not so many that hashing them is work."""

    def validate(self, password: str, _user: Any = None) -> None:
        """Raises ValidationError with a sentence for people."""
        if len(password) < LEAST:
            raise ValidationError(f"Use at least {LEAST} characters; this has {len(password)}.", code="short")
        if len(password) > MOST:
            raise ValidationError(f"Use at most {MOST} characters.", code="long")

    def get_help_text(self) -> str:
        """What to say beside the field."""
        return f"At least {LEAST} characters. A sentence is good."


class NotInBreachList(CommonPasswordValidator):
    """Not among the passwords that were found in stolen lists, also when digits or marks were put at its end."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with what happened, why, and what to do."""
        plain = password.lower().strip()
        if {plain, plain.rstrip("0123456789!?.*#$ "), *_halves(plain)} & set(self.passwords):
            raise ValidationError(
                "This password stands in lists of stolen passwords, which are tried first. Choose another one;"
                " three or four words that do not belong together are good.",
                code="breached",
            )


class NotLikeTheAccount(UserAttributeSimilarityValidator):
    """Not the username or the e-mail address over again."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "email"))


def _halves(plain: str) -> set[str]:
    """The word of a password that is one word written several times."""
    return {
        plain[:size] for size in range(4, len(plain) // 2 + 1) if plain == (plain[:size] * len(plain))[: len(plain)]
    }
