"""The promises the code base makes about itself."""

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

import pytest

from refcli.command_table import AS_IT_COMES, BOOK, COMMANDS, DAILY, GIFTS, PROGRAM, LazyCommand
from refcli.output.result import Result
from tests.faults.cells import TREE

PACKAGE = Path(__file__).parents[1] / "refcli"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = (  # a module imports only from its own line and the lines above it
    {"errors", "examples", "lines", "phrases", "version"},
    {"core"},
    {"storage", "output"},
    {"on_use"},
    {"asking"},
    {"env", "completion", "shells"},
    {"options", "going_out", "paths", "reading_files", "refusals"},
    {"commands"},
    {"ending"},
    {"front", "answering"},
    {"mistyped"},
    {"command_table"},
    {"cli", "__main__", "__init__"},
)
SUBJECTS = {  # within a layer a subject imports only from those before it
    "core": (
        *(
            "vocabulary",
            "typed_words",
            "typed_values",
            "names",
            "values",
            "output",
            "file_names",
            "practice",
            "history",
            "waiting",
            "comparing",
        ),
        "copies",
        *("referrals", "activities", "owed", "dealings"),
        "counting",
        *(
            "quiet",
            "forecasting",
            "duties",
            "insurers",
            "channels",
            "policy",
            "gifts",
            "occasions",
            "sources",
        ),
        *("events", "targets", "intake", "plan", "letters"),
        *("audit", "due", "today", "standing", "finding"),
        "visiting",
        *("report", "sample"),
        *("trust", "export"),
    ),
    "storage": (
        *(
            "schema",
            "waiting",
            "book",
            "history",
            "counting",
            "practice",
            "dealings",
            "activities",
            "referrals",
            "sources",
            "targets",
            "intake",
        ),
        *("insurers", "channels", "occasions", "events", "duties"),
        *("fulfilment", "owed", "quiet", "policy"),
        *(
            "gifts",
            "trust",
            "copies",
            "letters",
            "due",
            "finding",
            "visiting",
            "audit",
            "plan",
            "report",
            "standing",
            "export",
            "completion",
        ),
    ),
    "commands": (
        *(
            "standing",
            "insurers",
            "practice",
            "setting",
            "policy",
            "finding",
            "sources",
            "dealings",
            "due",
            "activities",
        ),
        *("targets", "visiting", "copies", "history"),
        *("quiet", "occasions", "duties", "referrals", "today"),
        *("export", "intake", "gifts", "events", "plan"),
        *("letters", "audit", "top", "report", "channel", "completion", "trust", "demo"),
    ),
}
GIFTS_KNOW_NOTHING_OF = {"finding", "referrals", "activities", "counting", "due", "quiet", "report"}
MOST_FILES = 20
FOLDERS = sorted(
    folder
    for top in (PACKAGE, PACKAGE.parent / "tests")
    for folder in (top, *top.rglob("*/"))
    if folder.name != "__pycache__"
)
TOGETHER = {  # commands that share a file, and a word that Python keeps for itself
    "init": "practice",
    **dict.fromkeys(("visit", "log"), "activities"),
    **dict.fromkeys(("seen", "booked", "missed", "cancelled", "completed"), "events"),
    **dict.fromkeys(("lost", "back"), "events"),
    "tried": "trying",
    **dict.fromkeys(("skip", "snooze"), "done"),
    **dict.fromkeys(("undo", "redo"), "history"),
    "import": "intake",
}
OUTSIDE = {"typer", "rich", "sqlmodel", "sqlalchemy", "sqlite3", "os", "pathlib", "time", "sys"}
ROOMS_OF_THE_INTAKE = ("columns", "files", "reading", "naming", "whose", "program")  # in this order
DATABASE = {"sqlmodel", "sqlalchemy", "sqlite3"}
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 50


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


TABLES_OF_SQL = {
    "storage/schema/tables.py",
    "storage/schema/room_tables.py",
    "storage/book/rows.py",
}
OUTSIDE_THE_CORE = [
    m for m in MODULES if not name_of(m).startswith("core/") and name_of(m) not in TABLES_OF_SQL
]
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

    assert {name for name in inner if layer(name) > layer(own)} == set()


def subject(name: str) -> tuple[str, str] | None:
    """Layer and subject of an import, a module's own dotted name too; None outside the layers."""
    parts = name.removeprefix("refcli.").split(".")
    return (parts[0], parts[1]) if parts[0] in SUBJECTS and len(parts) > 1 else None


@pytest.mark.parametrize("layer_", SUBJECTS)
def test_every_subject_has_its_place_in_the_order(layer_: str) -> None:
    there = {p.stem for p in (PACKAGE / layer_).iterdir() if p.suffix == ".py" or [*p.glob("*.py")]}

    assert there - {"__init__", "__pycache__"} == set(SUBJECTS[layer_])
    assert len(SUBJECTS[layer_]) == len(set(SUBJECTS[layer_]))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_subject_imports_only_from_earlier_ones(module: Path) -> None:
    own = subject(".".join(module.relative_to(PACKAGE).with_suffix("").parts))
    used = {subject(name) for name in imports(module) if name.startswith("refcli.")}
    later = [
        f"{layer_}.{one}"
        for layer_, one in filter(None, used)
        if own and layer_ == own[0] and SUBJECTS[layer_].index(one) > SUBJECTS[layer_].index(own[1])
    ]

    assert later == []


def test_a_file_goes_one_way_through_the_rooms_of_the_intake() -> None:
    folder = PACKAGE / "core" / "intake"
    back = [
        f"{name_of(module)}: {name}"
        for place, room in enumerate(ROOMS_OF_THE_INTAKE)
        for module in (folder / room).glob("*.py")
        for name in imports(module)
        if any(
            name.startswith(f"refcli.core.intake.{one}.")
            for one in ROOMS_OF_THE_INTAKE[place + 1 :]
        )
    ]

    assert back == []
    assert {one.name for one in folder.iterdir() if [*one.glob("*.py")]} == {*ROOMS_OF_THE_INTAKE}


def reached(modules: Iterable[str]) -> set[str]:
    """The modules of the program that some import, and those that they do, their own too."""
    seen: set[str] = set()
    left = [*modules]
    while left:
        name = left.pop()
        if name not in seen:
            seen.add(name)
            path = PACKAGE.parent / name.replace(".", "/")
            file = path.with_suffix(".py") if path.with_suffix(".py").is_file() else None
            left += filter(is_module, imports(file) if file else ())
            left += {one.rpartition(".")[0] for one in (imports(file) if file else ())} - seen
    return {name for name in seen if is_module(name)}


def is_module(name: str) -> bool:
    return (
        name.startswith("refcli.") and (PACKAGE.parent / f"{name.replace('.', '/')}.py").is_file()
    )


def test_what_sizes_times_or_checks_gifts_knows_of_no_referral() -> None:
    rooms = [
        PACKAGE / layer_ / one for layer_ in ("core", "storage") for one in ("gifts", "policy")
    ]
    files = [path for room in rooms for path in room.glob("*.py")]
    files.append(PACKAGE / "core" / "letters" / "privacy.py")  # what a letter of thanks may say

    seen = reached(
        "refcli." + ".".join(p.relative_to(PACKAGE).with_suffix("").parts) for p in files
    )

    subjects = {name.split(".")[2] for name in seen if name.count(".") > 1}
    assert subjects & GIFTS_KNOW_NOTHING_OF == set()
    assert {"gifts", "policy", "names", "schema"} <= subjects


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_can_be_taken_in_at_a_glance(folder: Path) -> None:
    files = [path for path in folder.iterdir() if path.is_file()]

    assert len(files) <= MOST_FILES


@pytest.mark.parametrize("face", sorted(PACKAGE.rglob("__init__.py")), ids=name_of)
def test_the_face_of_a_package_says_what_it_is_and_nothing_else(face: Path) -> None:
    (docstring,) = ast.parse(face.read_text(encoding="utf-8")).body

    assert isinstance(docstring, ast.Expr)


@pytest.mark.parametrize(("name", "module"), [row[:2] for row in COMMANDS])
def test_a_file_is_called_as_its_command_is_typed(name: str, module: str) -> None:
    assert module.rpartition(".")[2] == TOGETHER.get(name, name)


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("schema_*.py")), ids=name_of)
def test_a_step_that_books_have_taken_imports_nothing_that_can_change(module: Path) -> None:
    ours = {name for name in imports(module) if name.startswith("refcli.")}

    frozen = re.compile(r"refcli\.storage\.schema\.(ddl|schema_\d{3})\.\w+")
    assert [name for name in ours if not frozen.fullmatch(name)] == []


@pytest.mark.parametrize("module", sorted((PACKAGE / "core").rglob("*.py")), ids=name_of)
def test_the_core_is_pure(module: Path) -> None:
    text = module.read_text(encoding="utf-8")

    assert {name.split(".")[0] for name in imports(module)} & OUTSIDE == set()
    assert not any(clock in text for clock in ("date.today", "datetime.now", "print("))


@pytest.mark.parametrize("module", sorted((PACKAGE / "commands").rglob("*.py")), ids=name_of)
def test_a_command_leaves_it_to_the_output_to_write(module: Path) -> None:
    text = module.read_text(encoding="utf-8")

    assert re.findall(r"\bprint\w*\(|\.console\b|\.file\.write|\b\w*echo\(|sys\.stdout", text) == []
    printing = {name for name in imports(module) if name.startswith("refcli.output.render")}
    assert printing <= {
        f"refcli.output.render.{one}" for one in ("fact_lines", "latest_rows", "records_of")
    }
    assert "refcli.output.render" not in imports(module)


@pytest.mark.parametrize("module", OUTSIDE_THE_CORE, ids=name_of)
def test_a_table_is_built_in_the_core(module: Path) -> None:
    made = [
        node.lineno
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] in {"Table", "Column"}
    ]

    assert made == []


@pytest.mark.parametrize("module", sorted((PACKAGE / "core" / "report").rglob("*.py")), ids=name_of)
def test_a_report_finds_out_nothing_by_reading_the_cells_of_a_table(module: Path) -> None:
    """Rows may be counted, cut and handed on; a fact is in the facts."""
    assert read_rows(module.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("def f(t): return [row[0] for row in t.rows]", {"f"}),
        ("def f(t): return t.rows[0]", {"f"}),
        ("def f(t):\n for row in t.rows[:9]: print(row)", {"f"}),
        ("def f(t): return dict(zip(t.columns, t.rows))", {"f"}),
        ("def f(t): return replace(t, rows=t.rows[:9]) if t.rows else len(t.rows)", set()),
        ("def f(t): return [*t.rows[:9], others]", set()),
    ],
)
def test_what_reads_the_cells_of_a_table_is_told_from_what_cuts_it(
    code: str, reads: set[str]
) -> None:
    assert read_rows(code) == reads


def read_rows(code: str) -> set[str]:
    """The functions that go through the rows of a table, or take one of them."""
    tree = ast.parse(code)
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)]
    return {one.name for one in functions if any(map(goes_through, ast.walk(one)))}


def goes_through(node: ast.AST) -> bool:
    match node:
        case ast.For(iter=rows) | ast.comprehension(iter=rows):
            return is_rows(rows)
        case ast.Subscript(value=rows, slice=place):
            return is_rows(rows) and not isinstance(place, ast.Slice)
        case ast.Call(func=ast.Name(id=name), args=given):
            return name not in {"len", "bool"} and any(map(is_rows, given))
    return False


def is_rows(node: ast.AST) -> bool:
    """Whether it is the rows of a table, or some of them."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
        return is_rows(node.value)
    return isinstance(node, ast.Attribute) and node.attr == "rows"


@pytest.mark.parametrize("command", TREE)
def test_a_command_returns_its_result(command: str) -> None:
    function = inspect.unwrap(TREE[command].callback)

    assert function.__annotations__["return"] in {Result, Result | None}
    assert [one.opts for one in TREE[command].params].count(["--format", "-f"]) == 1


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


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row[0])
def test_the_command_table_tells_the_truth(row: tuple[str, str, str, str]) -> None:
    command = LazyCommand(*row).load()

    assert command.help.splitlines()[0] == row[3]


def test_the_commands_of_a_group_stand_together() -> None:
    groups = [group for group, _ in groupby(group for _, _, group, _ in COMMANDS)]

    assert groups == [DAILY, AS_IT_COMES, PROGRAM, GIFTS, BOOK]


def test_help_does_not_wait_for_the_database_library() -> None:
    asked = [["--help"], ["--version"], *([name, "--help"] for name, *_ in COMMANDS)]
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


def test_no_two_classes_share_a_name() -> None:
    found: dict[str, list[str]] = {}
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(name_of(module))

    assert {name: where for name, where in found.items() if len(where) > 1} == {}
