"""Put what somebody had typed into the form of a page, whichever page it is: no page needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
_LEFT_ALONE = frozenset({"hidden", "password", "file", "submit", "button"})
NOTICE = (
    '<div class="inset" role="status"><div>What you typed is here again. It has not been taken yet: '
    "look it over, and send it. Passwords and codes are never kept.</div></div>"
)


def fill_in(page: str, *, here: str, action: str, fields: Sequence[tuple[str, str]]) -> str:
    """The page at the path ``here``, with ``fields`` in its forms that go to ``action``; as it is where none does."""
    if here != action and f'"{action}"' not in page:
        return page
    typed: dict[str, list[str]] = {}
    for name, value in fields:
        typed.setdefault(name, []).append(value)
    filler = _Filler(page, here, action, typed)
    filler.feed(page)
    filler.close()
    return filler.filled()


class _Filler(HTMLParser):
    """Notes what of the text is to be replaced by what; all else stays to the letter."""

    def __init__(self, page: str, here: str, action: str, typed: Mapping[str, list[str]]) -> None:
        super().__init__(convert_charrefs=False)
        self._page, self._here, self._action, self._typed = page, here, action, typed
        self._lines = [0]
        for line in page.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._edits: list[tuple[int, int, str]] = []
        self._is_inside, self._select, self._text_from = False, "", -1
        self._notice_at, self._is_told = -1, False

    def filled(self) -> str:
        """The page after all of it was read."""
        text, at = "", 0
        for start, end, new in sorted(self._edits, key=lambda edit: edit[0]):
            text, at = text + self._page[at:start] + new, end
        return text + self._page[at:]

    def _tag_begins(self, tag: str, attrs: Attributes) -> None:
        """A form that is meant begins, or a field of it."""
        has = dict(attrs)
        if tag == "form":
            self._begin(has)
        elif self._is_inside and tag == "select":
            self._select = has.get("name") or ""
        elif self._is_inside and tag == "option":
            self._choose(tag, attrs, "selected", self._select, has.get("value") or "")
        elif self._is_inside and tag == "input":
            self._input(attrs, has)
        elif self._is_inside and tag == "textarea" and has.get("name") in self._typed:
            self._tell()
            self._text_from = self._end_of_tag()
            self._edits.append((self._text_from, self._text_from, "\n" + escape(self._typed[has["name"] or ""][0])))

    def _tag_ends(self, tag: str) -> None:
        """A form or a text ends."""
        if tag == "form":
            self._is_inside = False
        elif tag == "textarea" and self._text_from >= 0:
            start, _, new = self._edits.pop()
            self._edits.append((start, self._at(), new))
            self._text_from = -1

    handle_starttag, handle_endtag = _tag_begins, _tag_ends

    def _begin(self, has: Mapping[str, str | None]) -> None:
        there = (has.get("action") or self._here).partition("?")[0]
        self._is_inside = (has.get("method") or "").lower() == "post" and there == self._action
        self._notice_at = self._end_of_tag()

    def _tell(self) -> None:
        """Say it once, on top of the first form in which anything is filled in that can be seen."""
        if not self._is_told:
            self._edits.append((self._notice_at, self._notice_at, NOTICE))
            self._is_told = True

    def _input(self, attrs: Attributes, has: Mapping[str, str | None]) -> None:
        kind, name = has.get("type") or "text", has.get("name") or ""
        if kind in {"checkbox", "radio"}:
            self._choose("input", attrs, "checked", name, has.get("value") or "on")
        elif kind not in _LEFT_ALONE and name in self._typed:
            self._tell()
            kept = [each for each in attrs if each[0] != "value"]
            self._replace("input", [*kept, ("value", self._typed[name][0])])

    def _choose(self, tag: str, attrs: Attributes, mark: str, name: str, value: str) -> None:
        if name in self._typed:
            self._tell()
        kept = [each for each in attrs if each[0] != mark]
        self._replace(tag, [*kept, (mark, None)] if value in self._typed.get(name, ()) else kept)

    def _replace(self, tag: str, attrs: Attributes) -> None:
        told = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in attrs)
        self._edits.append((self._at(), self._end_of_tag(), f"<{tag}{told}>"))

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _end_of_tag(self) -> int:
        return self._at() + len(self.get_starttag_text() or "")
