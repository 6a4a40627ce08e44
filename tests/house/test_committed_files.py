"""What is committed, and what is not."""

from __future__ import annotations

import re
import tomllib

from tests.house.tree import ROOT, committed

HOSTS = (
    "py" + "pi.org",
    "python" + "hosted",
    "registry.np" + "mjs",
    "conda.ana" + "conda",
    "--index" + "-url",
    "--find" + "-links",
)
BINARY = {".png", ".ico", ".gz", ".woff2"}


def test_no_file_names_an_index_host() -> None:
    naming = [
        path.relative_to(ROOT).as_posix()
        for path in committed()
        if path.suffix not in BINARY and any(host in path.read_text(encoding="latin-1") for host in HOSTS)
    ]
    assert naming == []


def test_locks_name_no_place_at_all() -> None:
    for name in ("constraints.txt", "requirements.lock"):
        assert not re.search(r"://|^-", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE), name


def test_uv_lock_is_not_committed() -> None:
    assert ROOT / "uv.lock" not in committed()


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pinned = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()}
    wanted = [line for extra in project["optional-dependencies"].values() for line in extra]
    assert [line for line in wanted if re.split(r"[\[<>=~;]", line)[0] not in pinned] == []


def test_the_bare_package_depends_on_nothing() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dependencies"] == []


def test_every_dependency_says_why_it_is_here() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    extras = text.partition("[project.optional-dependencies]")[2].partition("[project.scripts]")[0]
    assert [line for line in extras.splitlines() if line.startswith('    "') and "#" not in line] == []


def test_warnings_and_stale_exceptions_are_errors() -> None:
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert tools["pytest"]["ini_options"]["filterwarnings"][0] == "error"
    assert tools["pytest"]["ini_options"]["xfail_strict"] is True
    assert tools["mypy"]["strict"] is True
    assert {"RUF", "PGH"} <= set(tools["ruff"]["lint"]["select"])


def test_no_file_holds_an_absolute_path_of_a_machine() -> None:
    homes = re.compile("/" + r"(home|Users|root|work)/\w+")
    holding = [
        path.relative_to(ROOT).as_posix()
        for path in committed()
        if path.suffix in {".py", ".md", ".toml", ".sh", ""} and homes.search(path.read_text(encoding="latin-1"))
    ]
    assert holding == []
