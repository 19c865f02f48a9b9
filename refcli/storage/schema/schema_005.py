"""The fifth schema, frozen: which files ref wrote, so that it writes over no other."""

from refcli.storage.schema.ddl import ID, create_table

TABLES: dict[str, dict[str, str]] = {
    "written_file": {
        "id": ID,
        "path": "TEXT NOT NULL CHECK (path <> '')",
        "command": "TEXT NOT NULL",
        "digest": "TEXT NOT NULL CHECK (length(digest) = 64)",
        "": "UNIQUE (path, command)",
    },
}


def list_statements() -> list[str]:
    """Every statement of the fifth schema, in order. No trigger: it is no part of the record."""
    return [create_table(name, columns) for name, columns in TABLES.items()]
