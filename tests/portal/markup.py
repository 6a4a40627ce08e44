"""Is this HTML as the standard wants it? A strict reader, and what it leaves out: ids, names, headings, nesting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import cast
from xml.etree.ElementTree import Element

import html5lib

_PHRASING_ONLY = {"p", "span", "a", "button", "label", "b", "small", "code", "h1", "h2", "h3", "summary", "legend"}
_BLOCKS = {"div", "p", "ul", "ol", "dl", "table", "form", "section", "h1", "h2", "h3", "pre", "fieldset", "nav", "hr"}
_MAY_HOLD = {("summary", "h2"), ("summary", "h3"), ("legend", "h2"), ("legend", "h3")}
_TRANSPARENT = {"a"}
_REFERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-activedescendant", "list")
_CHILDREN = {
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "tr": {"td", "th"},
    "select": {"option", "optgroup"},
}
_SCRIPTING = {"script", "template"}


def faults_of(text: str) -> list[str]:
    """What is wrong with a page, each in a line; empty where nothing is."""
    reader = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = reader.parse(text)
    broken = [f"line {line}: {code} {dict(told)}" for (line, _), code, told in reader.errors]
    return [*broken, *_ids(tree), *_headings(tree), *_names(tree), *_nesting(tree), *_lists(tree)]


def links_of(text: str) -> list[str]:
    """Where the page leads by links, as they stand in it."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    return [each.get("href", "") for each in tree.iter("a") if each.get("href")]


def ids_of(text: str) -> set[str]:
    """What an address may end with after #."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    return {each.get("id", "") for each in tree.iter() if each.get("id")}


def _ids(tree: Element) -> Iterator[str]:
    known = Counter(each.get("id") for each in tree.iter() if each.get("id") is not None)
    yield from (f"id {name!r} stands {count} times" for name, count in known.items() if count > 1 or not name)
    for each in tree.iter():
        for attribute in _REFERS:
            for name in (each.get(attribute) or "").split():
                if name not in known:
                    yield f"{_tag(each)} {attribute} leads to no id {name!r}"


def _headings(tree: Element) -> Iterator[str]:
    levels = [int(each.tag[1]) for each in tree.iter() if each.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of the first level"
    steps = pairwise(levels)
    yield from (f"h{after} follows h{before}" for before, after in steps if after > before + 1)
    title = tree.find("head/title")
    if title is None or not (title.text or "").strip():
        yield "no title"
    if not tree.get("lang"):
        yield "no language"


def _names(tree: Element) -> Iterator[str]:
    labelled = {each.get("for") for each in tree.iter("label")}
    within = {id(control) for label in tree.iter("label") for control in label.iter()}
    for each in tree.iter():
        if each.tag in {"input", "select", "textarea"} and each.get("type") not in {"hidden", "submit", "button"}:
            if each.get("id") not in labelled and id(each) not in within and not _is_named(each):
                yield f"{_tag(each)} has no label"
        elif each.tag in {"a", "button"} and not _says(each):
            yield f"{_tag(each)} has no words"
        elif each.tag == "img" and each.get("alt") is None:
            yield f"{_tag(each)} has no alt"


def _is_named(each: Element) -> bool:
    return bool(each.get("aria-label") or each.get("aria-labelledby"))


def _says(each: Element) -> bool:
    named = _is_named(each) or any(part.get("aria-label") for part in each.iter())
    return named or bool("".join(each.itertext()).strip())


def _nesting(tree: Element, within: tuple[str, ...] = ()) -> Iterator[str]:
    for each in tree:
        if not _is_element(each):
            continue
        outer = next((tag for tag in reversed(within) if tag not in _TRANSPARENT), "")
        if each.tag in _BLOCKS and outer in _PHRASING_ONLY and (outer, each.tag) not in _MAY_HOLD:
            yield f"{_tag(each)} within {outer}"
        if each.tag in {"a", "button"} and set(within) & {"a", "button"}:
            yield f"{_tag(each)} within {within[-1]}"
        if each.tag == "form" and "form" in within:
            yield f"{_tag(each)} within a form"
        yield from _nesting(each, (*within, each.tag))


def _lists(tree: Element) -> Iterator[str]:
    for each in tree.iter():
        if allowed := _CHILDREN.get(each.tag):
            yield from (
                f"{_tag(child)} directly within {_tag(each)}"
                for child in each
                if _is_element(child) and child.tag not in allowed | _SCRIPTING
            )


def _is_element(each: Element) -> bool:
    """Of a comment the reader makes a node whose tag is a function."""
    return not callable(cast("object", each.tag))


def _tag(each: Element) -> str:
    named = "".join(f' {name}="{each.get(name)}"' for name in ("id", "name", "href", "class") if each.get(name))
    return f"<{each.tag}{named}>"
