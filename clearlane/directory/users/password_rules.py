"""Which passwords are taken, at sign-up and ever after: long ones, that nobody has found yet."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError

from .models import User

LEAST = 12
MOST = 128
_LEAST_DIFFERENT = 4


def broken_rule(*, password: str, username: str, email: str) -> ValidationError | None:
    """The first rule that the password breaks: ``code`` names it, the text says what to do."""
    try:
        validate_password(password, User(username=username, email=email))
    except ValidationError as error:
        found: ValidationError = error.error_list[0]
        return found
    return None


def is_breached(password: str) -> bool:
    """Whether a list of passwords that others have lost has this one, also repeated or with figures at its end."""
    plain = password.strip().lower()
    bare = plain.rstrip("0123456789!?.*#$@_- ")
    return bool({plain, bare, *_halves(plain), *_halves(bare)} & _lost())


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


class NotInBreachList:
    """Not among the passwords that were found in stolen lists, also when digits or marks were put at its end."""

    def validate(self, password: str, _user: Any = None) -> None:
        """Raises ValidationError with what happened, why, and what to do."""
        if is_breached(password):
            raise ValidationError(
                "This password stands in lists of stolen passwords, which are tried first. Choose another one;"
                " three or four words that do not belong together are good.",
                code="breached",
            )


class NotLikeTheAccount(UserAttributeSimilarityValidator):
    """Not the username or the e-mail address over again, nor a few letters over and over."""

    def __init__(self) -> None:
        super().__init__(user_attributes=("username", "email"))

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with what to do."""
        if len(set(password)) < _LEAST_DIFFERENT:
            raise ValidationError("This password repeats few letters. Choose another one.", code="plain")
        try:
            super().validate(password, user)
        except ValidationError as error:
            told = "This password can be guessed from your user name or e-mail address. Choose another one."
            raise ValidationError(told, code="password_too_similar") from error


def _halves(plain: str) -> set[str]:
    """The word of a password that is one word written several times."""
    return {
        plain[:size] for size in range(4, len(plain) // 2 + 1) if plain == (plain[:size] * len(plain))[: len(plain)]
    }


@lru_cache(maxsize=1)
def _lost() -> frozenset[str]:
    """The 20,000 that the framework knows; those under six letters are no whole password for us."""
    return frozenset(each for each in CommonPasswordValidator().passwords if len(each) >= 6)
