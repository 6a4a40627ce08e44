"""Make the words of a mail from its templates: subject, plain text, and the same as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context
from django.template.loader import get_template

from clearlane.foundation.mail.clean_name import clean_name, clean_value
from clearlane.foundation.mail.links import check_link
from clearlane.foundation.mail.look import LOOK
from clearlane.foundation.mail.wrap import wrap

_SUBJECT = "Subject: "
LONGEST_SUBJECT = 120


class NoSubject(ValueError):
    """A template of a mail does not begin with ``Subject: ...``. Mend the .txt file."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What a mail says."""

    subject: str
    text: str
    html: str


def compose(*, template: str, values: Mapping[str, Any]) -> Composed:
    """The words of ``mail/<template>.txt`` and ``.html`` with these values.

    A value whose name ends in ``link`` must be a link of ours. One whose name ends in ``organization`` or
    ``organization_name`` is cleaned as a name, any other text of its control characters. Raises NotOurs, NoSubject,
    TemplateDoesNotExist.
    """
    cleaned = {name: _clean(name, value) for name, value in values.items()}
    shown = cleaned | {"look": LOOK, "house": urlsplit(settings.ORIGIN).netloc}
    first, _, rest = _render(f"mail/{template}.txt", shown, is_html=False).lstrip("\n").partition("\n")
    subject = clean_value(first.removeprefix(_SUBJECT))[:LONGEST_SUBJECT]
    if not first.startswith(_SUBJECT) or not subject:
        raise NoSubject(f"mail/{template}.txt begins with {_SUBJECT!r}")
    foot = _render("mail/foot.txt", shown, is_html=False)
    html = _render(f"mail/{template}.html", shown | {"subject": subject}, is_html=True)
    return Composed(subject, wrap(f"{rest}\n\n{foot}"), html)


def _render(name: str, shown: Mapping[str, Any], *, is_html: bool) -> str:
    found: Any = get_template(name)
    return str(found.template.render(Context(dict(shown), autoescape=is_html)))


def _clean(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name.endswith("link"):
        return check_link(value)
    return clean_name(value) if name.endswith(("organization", "organization_name")) else clean_value(value)
