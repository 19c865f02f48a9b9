"""The tenth schema, frozen: offices and providers near us that we want to meet."""

from refcli.storage.schema.ddl import DATE, DAY, ID, NAME, WORDS, create_table, log_triggers

TABLES: dict[str, dict[str, str]] = {
    "target": {
        "id": ID,
        "npi": "TEXT NOT NULL UNIQUE CHECK ({0} GLOB '[12]" + "[0-9]" * 9 + "')",
        "kind": "TEXT NOT NULL CHECK ({0} IN ('provider', 'office'))",
        "name": NAME,
        "other_name": WORDS,
        "specialty": WORDS,
        "codes": WORDS,  # of the taxonomy, the main one first, with blanks between them
        **dict.fromkeys(("phone", "fax", "street", "city", "state", "zip"), WORDS),
        "cases": WORDS + " CHECK ({0} IN ('', 'keeps', 'refers_out'))",
        "note": WORDS,
        "added_on": DATE,
        "moved_on": DAY,
        "moved_from": WORDS,
        "ended_on": DAY + " CHECK (ended_on >= added_on)",
        "ended_why": WORDS + " CHECK ({0} IN ('', 'deactivated', 'gone'))",
        "": "CHECK ((ended_on IS NULL) = (ended_why = ''))",
    },
}


def list_statements() -> list[str]:
    """Every statement of the tenth schema, in order."""
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *(log for name, columns in TABLES.items() for log in log_triggers(name, columns)),
    ]
