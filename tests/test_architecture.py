"""The promises the code base makes about itself."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from refcli.cli import COMMANDS, LazyCommand

PACKAGE = Path(__file__).parents[1] / "refcli"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = (  # a module imports only from its own line and the lines above it
    {"errors", "examples"},
    {"core"},
    {"storage", "output"},
    {"on_use"},
    {"env", "lines", "completion", "shells"},
    {"options", "going_out", "reading_files"},
    {"commands"},
    {"ending"},
    {"usage", "quoting"},
    {"cli", "__main__", "__init__"},
)
OUTSIDE = {"typer", "rich", "sqlmodel", "sqlalchemy", "sqlite3", "os", "pathlib", "time", "sys"}
DATABASE = {"sqlmodel", "sqlalchemy", "sqlite3"}
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 50


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


OUTSIDE_THE_STORAGE = [m for m in MODULES if not name_of(m).startswith("storage/")]


def layer(name: str) -> int:
    return next(i for i, names in enumerate(LAYERS) if name in names)


def imports(module: Path) -> set[str]:
    """Everything imported, wherever it stands; ``from x import y`` as ``x.y``."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_arrows_point_one_way(module: Path) -> None:
    own = module.relative_to(PACKAGE).parts[0].removesuffix(".py")
    inner = {name.split(".")[1] for name in imports(module) if name.startswith("refcli.")}

    assert {name for name in inner - {"__version__"} if layer(name) > layer(own)} == set()


@pytest.mark.parametrize("module", sorted((PACKAGE / "core").rglob("*.py")), ids=name_of)
def test_the_core_is_pure(module: Path) -> None:
    text = module.read_text(encoding="utf-8")

    assert {name.split(".")[0] for name in imports(module)} & OUTSIDE == set()
    assert not any(clock in text for clock in ("date.today", "datetime.now", "print("))


@pytest.mark.parametrize("module", OUTSIDE_THE_STORAGE, ids=name_of)
def test_only_the_storage_sees_rows_and_sessions(module: Path) -> None:
    text = module.read_text(encoding="utf-8")

    assert {name.split(".")[0] for name in imports(module)} & DATABASE == set()
    assert "schema.models" not in text
    assert ".session" not in text


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_rooms_stay_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    functions = [
        node
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= MOST_LINES_OF_A_FUNCTION]

    assert text.count("\n") <= MOST_LINES
    assert long == []


@pytest.mark.parametrize(("name", "module", "help_line"), COMMANDS)
def test_the_command_table_tells_the_truth(name: str, module: str, help_line: str) -> None:
    command = LazyCommand(name, module, help_line).load()

    assert command.help.splitlines()[0] == help_line


def test_help_does_not_wait_for_the_database_library() -> None:
    asked = [["--help"], ["--version"], *([name, "--help"] for name, _, _ in COMMANDS)]
    code = (
        "import sys\nfrom refcli.cli import app\n"
        f"for arguments in {asked!r}:\n"
        "    try:\n        app(arguments)\n    except SystemExit as end:\n"
        "        if end.code or 'sqlalchemy' in sys.modules:\n"
        "            sys.exit(f'ref {arguments}: {end.code}')"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr


def test_no_hint_installs_a_package_by_name() -> None:
    """A name that nobody has registered belongs to whoever registers it first."""
    hints = [
        f"{path}:{number}"
        for path in [*MODULES, PACKAGE.parent / "README.md"]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"(?<!\w)(pip|pipx|uv)\b.*\binstall\b(?!.*(\s\.|-r ))", line)
    ]

    assert hints == []
