"""An answer that is the same for everybody, in the same time: what is to be done is done once it has been sent."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponseRedirect


class AnswerFirst(HttpResponseRedirect):
    """A redirect that acts when the server has sent it and closes it.

    It states its length: without, the server keeps the body open until the deed is done, and the end would tell.
    """

    def __init__(self, place: str, *, then: Callable[[], None]) -> None:
        super().__init__(place, status=303)
        self["Content-Length"] = "0"
        self._then = then

    def close(self) -> None:
        """Act, and close as always."""
        try:
            self._then()
        finally:
            super().close()
