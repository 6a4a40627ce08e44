"""docs/GLOSSARY.md is law for names: what it says not to say is in no name of a function, class or argument."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.tree import ROOT, Source, program

GLOSSARY = ROOT / "docs" / "GLOSSARY.md"
SEVERAL_MEANINGS = {
    "company",
    "customer",
    "client",
    "message",
    "document",
    "bill",
    "map",
    "copy",
    "report",
    "output",
    "issue",
}
"""Words of the right column that are the right word for something else: an HTTP client, an exception's message."""
NEVER = {"insured", "carrier", "doctor", "vendor", "eob", "icn", "pcn", "invoice", "writeoff"}
EMPTY_VERBS = {"redo", "process", "handle", "manage"}


def _names(source: Source) -> Iterator[tuple[str, int]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z]+|[A-Z][a-z]*", name.replace("_", " ").strip())


def test_the_glossary_forbids_these_words() -> None:
    rows = [line.split("|") for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    right = {word for row in rows if len(row) > 4 for word in re.findall(r"[a-z]+", row[3].lower())}
    assert {"carrier", "insured", "doctor", "vendor", "eob", "icn", "pcn", "invoice"} <= right
    assert right >= SEVERAL_MEANINGS - {"issue"}


def test_no_name_uses_a_forbidden_word() -> None:
    used = [
        f"{source.at(line)} {name}"
        for source in program()
        for name, line in _names(source)
        if {word.lower() for word in _words(name)} & NEVER or "claim_number" in name
    ]
    assert [place for place in used if "claim_numbers" not in place] == []


def test_no_function_is_named_by_a_verb_that_says_nothing() -> None:
    empty = [
        f"{source.at(function.lineno)} {function.name}"
        for source in program()
        for function in source.functions()
        if function.name.lstrip("_").split("_")[0] in EMPTY_VERBS and function.name != "manage_processes"
    ]
    assert empty == []
