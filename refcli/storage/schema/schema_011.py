"""The eleventh schema, frozen: which files with people's names went out of the book."""

from refcli.storage.schema.ddl import DATE, ID, NAME, WORDS, append_only, create_table

TABLES: dict[str, dict[str, str]] = {
    "disclosure": {
        "id": ID,
        "at": "TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
        "left_on": DATE,
        "who": WORDS,
        "login": WORDS,
        "command": NAME,
        "file": NAME,
        "content": NAME,
        "people": "INTEGER NOT NULL CHECK ({0} >= 1)",
    },
}


def list_statements() -> list[str]:
    """Every statement of the eleventh schema, in order.

    It stands beside the history: what has left cannot be taken back.
    """
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *(keep for name in TABLES for keep in append_only(name)),
    ]
