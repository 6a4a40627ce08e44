"""The source tree, read once: what the house's rules are checked on."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("clearlane", "clearlane_sandbox")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file."""

    path: Path

    @cached_property
    def text(self) -> str:
        """What is in it."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The same, parsed."""
        return ast.parse(self.text)

    @property
    def name(self) -> str:
        """Its path in the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        """The name under which it is imported."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def lines(self) -> int:
        """Physical lines."""
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        """All functions and methods, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self) -> Iterator[tuple[str, int]]:
        """Names of imported modules (``from a import b`` gives ``a`` and ``a.b``), each with its line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module, node.lineno
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

    def at(self, line: int) -> str:
        """The place of a line, as an editor takes it."""
        return f"{self.name}:{line}"


@lru_cache(maxsize=1)
def program() -> tuple[Source, ...]:
    """The files of the program, without migrations."""
    found = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return tuple(Source(path) for path in found if "migrations" not in path.parts)


@lru_cache(maxsize=1)
def all_tests() -> tuple[Source, ...]:
    """The files of the tests."""
    return tuple(Source(path) for path in sorted((ROOT / "tests").rglob("*.py")))


def below(*folders: str) -> Iterator[Source]:
    """The program's files in some folders."""
    return (source for source in program() if any(source.name.startswith(f"{folder}/") for folder in folders))


def body_lines(function: Function) -> int:
    """Lines of a function from its ``def``, without its docstring."""
    end = function.end_lineno or function.lineno
    first = function.body[0]
    is_docstring = (
        isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    )
    return end - function.lineno + 1 - ((first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0)


def percentile(values: list[int], share: float) -> int:
    """The value below or at which a share of the values lies."""
    return sorted(values)[int(share * (len(values) - 1))]


@lru_cache(maxsize=1)
def committed() -> tuple[Path, ...]:
    """Every file that git knows, where this is a checkout; else every file of the known folders."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.split("\0") if done.returncode == 0 else []
    return tuple(path for name in names if name and (path := ROOT / name).is_file())
