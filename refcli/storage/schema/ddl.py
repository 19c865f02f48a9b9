"""The parts that schemas are made of: columns, tables, triggers; frozen as they are."""

# A modifier makes SQLite normalise the day, so 30 February differs from what was written.
DATE = "TEXT NOT NULL CHECK (date({0}, '+0 days') IS {0})"
DAY = "TEXT CHECK (date({0}, '+0 days') IS {0})"  # or NULL
FLAG = "INTEGER NOT NULL DEFAULT 0 CHECK ({0} IN (0, 1))"
WORDS = "TEXT NOT NULL DEFAULT ''"
NAME = "TEXT NOT NULL CHECK (trim({0}) <> '')"
MONTHS = "INTEGER CHECK ({0} BETWEEN 1 AND 120)"
ID = "INTEGER PRIMARY KEY AUTOINCREMENT"


def create_table(name: str, columns: dict[str, str]) -> str:
    """A STRICT table; the column without a name holds the constraints of the whole row."""
    parts = [f"{column} {kind.format(column)}".strip() for column, kind in columns.items()]
    return f"CREATE TABLE {name} ({', '.join(parts)}) STRICT"


def split(script: str) -> list[str]:
    """The statements of a script; the body of a trigger belongs to its statement."""
    found, current = [], ""
    for line in script.strip().splitlines():
        current += line + "\n"
        inside = current.startswith("CREATE TRIGGER") and line != "END;"
        if line.endswith(";") and not inside:
            found.append(current)
            current = ""
    return found


def log_triggers(table: str, columns: dict[str, str]) -> list[str]:
    """The three triggers that write what happens to a table into ``change``.

    An update that leaves every value as it was is no change.
    """
    new, old = (
        "json_object(" + ", ".join(f"'{c}', {row}.{c}" for c in columns if c) + ")"
        for row in ("NEW", "OLD")
    )
    was, is_now = (", ".join(f"{row}.{c}" for c in columns if c) for row in ("OLD", "NEW"))
    shapes = (
        ("insert", "", "NEW", "NULL", new),
        ("update", f" WHEN ({was}) IS NOT ({is_now})", "NEW", old, new),
        ("delete", "", "OLD", old, "NULL"),
    )
    return [
        f"CREATE TRIGGER log_{table}_{action} AFTER {action} ON {table}{when} BEGIN"
        " INSERT INTO change (command_id, table_name, row_id, action, before, after) VALUES"
        f" ((SELECT command_id FROM open_command), '{table}', {row}.id, '{action}',"
        f" {before}, {after}); END"
        for action, when, row, before, after in shapes
    ]


def append_only(table: str) -> list[str]:
    """The triggers that refuse to change, delete or replace a row."""
    refuse = f"BEGIN SELECT raise(ABORT, '{table} rows are never changed or deleted'); END"
    also = " OR replaces_id = NEW.replaces_id" if table == "incentive" else ""  # its unique column
    replacing = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id{also})"
    return [
        f"CREATE TRIGGER keep_{table}_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER keep_{table}_delete BEFORE DELETE ON {table} {refuse}",
        f"CREATE TRIGGER keep_{table}_replace BEFORE INSERT ON {table} {replacing} {refuse}",
    ]
