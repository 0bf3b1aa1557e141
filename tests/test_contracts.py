"""The rules of the house, as tests: lint, format, types, layers, and what the screen process may load."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HEAVY = ("pandas", "numpy", "yfinance", "exchange_calendars", "curl_cffi")
SOURCES = sorted(path for path in ROOT.joinpath("tui").rglob("*.py"))


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("importlinter.cli", "lint_imports_command"),
    ],
    ids=["lint", "format", "types", "layers"],
)
def test_the_tree_is_clean(command: tuple[str, ...]) -> None:
    if command[0].startswith("importlinter"):
        done = subprocess.run(
            [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    else:
        done = run(*command)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["tui.cli.screen", "tui.cli.commands", "tui.ui.app", "tui.engine.client"])
def test_the_screen_process_never_loads_the_heavy_libraries(module: str) -> None:
    code = f"import sys, {module}; print(sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_entry_module_loads_nothing_but_the_standard_library() -> None:
    code = (
        "import sys; before = set(sys.modules); import tui.cli; own = sys.stdlib_module_names | {'tui'}; "
        "print(sorted(name for name in set(sys.modules) - before if name.split('.')[0] not in own))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_keeps_to_the_sizes_and_shapes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= 280, "a file this long is asking for a missing noun"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 45, f"{node.name} is too long"
            inner = [each for each in ast.walk(node) if isinstance(each, ast.Import | ast.ImportFrom)]
            assert not inner or "cli" in path.parts, f"{node.name} imports inside"
        if isinstance(node, ast.ClassDef):
            methods = [each for each in node.body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
            assert len(methods) <= 16, f"{node.name} has {len(methods)} methods"


def test_only_the_engine_catches_what_nobody_foresaw() -> None:
    broad = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    ]
    assert broad == ["tui/engine/jobs.py"]


def test_no_private_part_of_textual_is_imported_but_what_composes_a_frame() -> None:
    pattern = re.compile(r"from (?:textual|rich)\.(?:\w+\.)*_\w+ import|import (?:textual|rich)\.(?:\w+\.)*_\w+")
    found = [str(path.relative_to(ROOT)) for path in SOURCES if pattern.search(path.read_text(encoding="utf-8"))]
    assert found == ["tui/ui/composing.py"]


def test_every_dependency_says_why_it_is_there() -> None:
    lines = ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8").splitlines()
    declared = [line for line in lines if re.match(r'\s+"[a-z][a-z0-9-]*(>=|==)', line)]
    assert len(declared) > 15
    assert [line for line in declared if not re.search(r"# \w+", line)] == []
