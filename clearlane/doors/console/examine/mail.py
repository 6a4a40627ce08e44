"""Whether people can be mailed."""

from __future__ import annotations

from collections.abc import Iterator

from clearlane.config.mail import mail_from, mail_is_shown, mail_server
from clearlane.doors.console.examine.ailment import Ailment
from clearlane.foundation.mail.server import is_this_machine
from clearlane.foundation.postgres.layout import Layout


def examine_mail(_layout: Layout) -> Iterator[Ailment]:
    """What keeps mails from leaving. Nothing where they are shown on the local mail page. Raises SettingIsWrong."""
    from clearlane.doors.console.mail import NO_SERVER, REMEDIES
    from clearlane.foundation.mail.transmit import NotSent
    from clearlane.foundation.mail.try_way import greet

    server = mail_server()
    if server is None and not mail_is_shown():
        what, _, mend = NO_SERVER.partition("; ")
        yield Ailment(f"{what}: nobody can sign up or choose a new password", mend, is_warning=True)
    if server is None:
        return
    if is_this_machine(mail_from().rpartition("@")[2].rstrip(">")):
        yield Ailment(
            f"mails come from {mail_from()}", "set CLEARLANE_MAIL_FROM to an address of yours", is_warning=True
        )
    try:
        greet(server=server)
    except NotSent as problem:
        what, mend = REMEDIES[problem.kind]
        said = f" ({problem.note if problem.answer else problem.why})"
        yield Ailment(f"no mail leaves by {server.host}:{server.port}: {what}{said}", mend, is_warning=True)
