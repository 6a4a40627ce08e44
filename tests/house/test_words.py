"""Docstrings and types: what a function takes, gives and raises can be read without its body."""

from __future__ import annotations

import ast

from tests.house.tree import Source, below, program

DOCUMENTED = ("clearlane/standards", "clearlane/vocabulary", "clearlane/foundation", "clearlane/flows")


def _public(source: Source) -> list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """Public functions and classes of a module, and the public methods of its public classes."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    top = [node for node in source.tree.body if isinstance(node, kinds) and not node.name.startswith("_")]
    classes = [node for node in top if isinstance(node, ast.ClassDef)]
    methods = [node for owner in classes for node in owner.body if isinstance(node, kinds[:2])]
    return [*top, *(node for node in methods if not node.name.startswith("_"))]


def _needs_no_words(node: ast.AST) -> bool:
    """An app's configuration, and the shape of a protocol's call, say it by their form."""
    bases = {ast.unparse(base) for base in getattr(node, "bases", [])}
    return bool(bases & {"AppConfig"})


def test_what_is_public_on_the_lower_floors_has_a_docstring() -> None:
    silent = [
        f"{source.at(node.lineno)} {node.name}"
        for source in below(*DOCUMENTED)
        for node in _public(source)
        if not ast.get_docstring(node) and not _needs_no_words(node)
    ]
    assert silent == []


def test_every_module_says_what_it_is() -> None:
    silent = [
        source.name
        for source in program()
        if source.path.name not in {"__init__.py", "apps.py"} and not ast.get_docstring(source.tree)
    ]
    assert silent == []


def test_every_function_says_its_types() -> None:
    untyped = [
        f"{source.at(function.lineno)} {function.name}"
        for source in program()
        for function in source.functions()
        if function.returns is None
        or [
            given.arg for given in _arguments(function) if given.annotation is None and given.arg not in {"self", "cls"}
        ]
    ]
    assert untyped == []


def _arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]


def test_types_are_not_evaluated_at_run_time() -> None:
    eager = [
        source.name
        for source in program()
        if source.tree.body and "from __future__ import annotations" not in source.text
    ]
    assert [name for name in eager if not name.endswith("__init__.py")] == []
