"""The page of the files written by hand: by guide, what each is, what is said of it, and where its shape comes from.

`python -m tests.standards.guides.byhand.list_sources` writes docs/guides/by-hand.md anew.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from tests.standards.guides.byhand.made_by_hand import Sourced

HERE = Path(__file__).parent
PAGE = HERE.parents[3] / "docs" / "guides" / "by-hand.md"
HEAD = """# Files written by hand

The files of `tests/standards/guides/byhand/` whose shape comes from public material: companion guides and manuals of
payers, examples that X12 publishes, its interpretations, notes in public programs. Taken are facts alone: which
segments stand where, with which codes. Every name, number and amount is invented. A source shows what its publisher
sends or wants; that the guide itself says so is not claimed. *Ours* is what the source does not show. *Finding*: loop,
place and rule, a warning's rule in brackets. Not listed are the changes of single segments of one clean file in
`tests/standards/guides/test_*_by_hand.py`: no source stands behind one. Written by
`python -m tests.standards.guides.byhand.list_sources`.
"""


def by_guide() -> dict[str, dict[str, Sourced]]:
    """The files of each guide, by name; of modules that name their guide."""
    found: dict[str, dict[str, Sourced]] = {}
    for path in sorted(HERE.glob("*_shapes.py")):
        module = import_module(f"tests.standards.guides.byhand.{path.stem}")
        if hasattr(module, "GUIDE"):
            files = found.setdefault(module.GUIDE, {})
            assert not files.keys() & module.SHAPES.keys(), f"{path.name} names a file of another module"
            files.update(module.SHAPES)
    return dict(sorted(found.items()))


def page() -> str:
    """The page as it should stand."""
    parts = [HEAD]
    for guide, files in by_guide().items():
        rows = [f"| {name} | {_said(one)} | {one.source} |" for name, one in files.items()]
        parts.append("\n".join([f"\n## {guide}\n", "| file | finding | source |", "|---|---|---|", *rows, ""]))
    return "".join(parts)


def _said(one: Sourced) -> str:
    return f"`{one.says}`" if one.says else "none"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
