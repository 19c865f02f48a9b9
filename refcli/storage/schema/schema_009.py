"""The ninth schema, frozen: one table of choices, each of which holds from a day on.

Settings, policy, house rules, due figures and places were four ways to keep the same thing. Their
rows move with what the log tells of them, so that an undo and an earlier day read on.
"""

from refcli.storage.schema.ddl import (
    DATE,
    DAY,
    ID,
    NAME,
    WORDS,
    append_only,
    create_table,
    log_triggers,
    split,
)

DUE = (
    *("visit_every", "visit_first", "visit_later", "thank_after", "report_after"),
    *("schedule_after", "follow_up_after", "missed_after", "occasion_lead", "quiet_in"),
)
HOUSE = (
    *(f"{limit}_limit{whom}" for limit in ("item", "annual") for whom in ("", "_clinician")),
    *(f"{limit}_limit{whom}" for limit in ("item", "annual") for whom in ("_patient", "_other")),
    *(
        f"bar_{form}"
        for form in (
            *("in_kind", "restricted_gift_card", "cash_equivalent", "cash"),
            *("meal", "discount", "prize"),
        )
    ),
    *("substantial_value", "single_operator"),
)
FLAGS = ("do_not_visit", "do_not_mail", "no_gifts")
KINDS = (
    *("patient", "provider", "office", "insurer", "community", "signage", "print", "digital"),
    "other",
)


def quote_words(words: tuple[str, ...]) -> str:
    """Words as a list of SQL."""
    return ", ".join(f"'{word}'" for word in words)


TABLES: dict[str, dict[str, str]] = {
    "choice": {
        "id": ID,
        "key": NAME,
        "source_id": "INTEGER REFERENCES source (id)",  # of one source; or NULL
        "kind": WORDS + " CHECK (kind = '' OR source_id IS NULL)",  # of the sources of one kind
        "value": WORDS,  # empty: taken back, or not known
        "place_id": "INTEGER REFERENCES source (id)"
        " CHECK ((place_id IS NOT NULL) = (key = 'place'))",
        "since": DATE,
        "recorded_on": DAY,
        "": "CHECK (key <> 'place' OR source_id IS NOT NULL),"
        f" CHECK (key NOT IN ({quote_words(DUE)}) OR (value <> '' AND value NOT GLOB '*[^0-9]*')),"
        f" CHECK (key NOT IN ({quote_words(HOUSE)}) OR value NOT GLOB '*[^0-9]*'),"
        f" CHECK (key NOT IN ({quote_words(FLAGS)}) OR value IN ('0', '1')),"
        f" CHECK (key <> 'kind' OR value IN ({quote_words(KINDS)}))",
    },
}

INDEXES = """
CREATE UNIQUE INDEX ix_choice_once ON choice (coalesce(source_id, 0), kind, key, since);
CREATE INDEX ix_choice_source_id ON choice (source_id, key, since);
CREATE INDEX ix_choice_place_id ON choice (place_id);
"""

# What may stand under a key of its own. Whatever else was written there keeps its key behind the
# name of its table, where nothing reads it.
OWN_KEYS = {
    "setting": "{key} IN ('practice', 'specialty', 'zip', 'state', 'bills_dhs', 'rehearsal',"
    " 'lost_reasons') OR {key} GLOB 'letter_*'",
    "policy": "{key} IN ('state', 'bills_dhs', 'also') OR {key} GLOB 'figure *'",
    "house_rule": "{key} IN (" + quote_words(HOUSE) + ")",
    "due_rule": "{key} IN (" + quote_words(DUE) + ")",
    "dated_choice": "{key} = 'place'",
}
KEY = "CASE WHEN {own} THEN {key} ELSE '{table} ' || {key} END"
# Of an old table, the columns of the new one but its number and its key. A setting held always; a
# choice of the policy of the same key came after it.
COLUMNS = {
    "setting": ("NULL", "''", "{value}", "NULL", "'0001-01-01'"),
    "policy": ("NULL", "''", "{value}", "NULL", "max({since}, '0001-01-02')"),
    "house_rule": ("NULL", "''", "coalesce(CAST({value} AS TEXT), '')", "NULL", "{since}"),
    "due_rule": ("NULL", "{kind}", "CAST({value} AS TEXT)", "NULL", "{since}"),
    "dated_choice": ("{source_id}", "''", "''", "{value}", "{since}"),
}
NAMES = ("id", "key", "source_id", "kind", "value", "place_id", "since")
OLD = ("id", "key", "kind", "value", "since", "source_id")

LAST = """
INSERT INTO shift SELECT {place}, max(
  (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '{table}'),
  (SELECT coalesce(max(id), 0) FROM {table}),
  (SELECT coalesce(max(row_id), 0) FROM change WHERE table_name = '{table}'));
"""
SHIFT = "(SELECT coalesce(sum(last), 0) FROM shift WHERE place < {place})"
RECORDED_ON = (
    "(SELECT command.recorded_on FROM change JOIN command ON command.id = change.command_id"
    " WHERE change.table_name = '{table}' AND change.row_id = {table}.id"
    " AND change.action <> 'delete' ORDER BY change.id DESC LIMIT 1)"
)
END = """
DELETE FROM sqlite_sequence WHERE name = 'choice';
INSERT INTO sqlite_sequence (name, seq)
  SELECT 'choice', sum(last) FROM shift HAVING sum(last) > 0;
DROP TABLE temp.shift;
"""


def list_statements() -> list[str]:
    """Every statement of the ninth schema, in order; what moves is not logged."""
    places = {table: place for place, table in enumerate(COLUMNS)}
    return [
        *(create_table(name, columns) for name, columns in TABLES.items()),
        *split(INDEXES),
        "CREATE TEMP TABLE shift (place INTEGER, last INTEGER)",
        *(one for t, place in places.items() for one in split(LAST.format(place=place, table=t))),
        *(move_rows(table, place) for table, place in places.items()),
        *(
            f"DROP TRIGGER IF EXISTS keep_change_{action}"
            for action in ("update", "delete", "replace")
        ),
        *(move_log(table, place) for table, place in places.items()),
        *append_only("change"),
        *(f"DROP TABLE {table}" for table in places),
        *split(END),
        *(log for name, columns in TABLES.items() for log in log_triggers(name, columns)),
    ]


def list_values(table: str, place: int, old: dict[str, str]) -> list[str]:
    """What stands in the columns of the new table, by the columns of an old one."""
    key = KEY.format(own=OWN_KEYS[table].format(**old), table=table, **old)
    number = f"{old['id']} + {SHIFT.format(place=place)}"
    return [number, key, *(one.format(**old) for one in COLUMNS[table])]


def move_rows(table: str, place: int) -> str:
    """The statement that takes the rows of an old table over, with the day of their last change."""
    values = list_values(table, place, {name: f"{table}.{name}" for name in OLD})
    return (
        f"INSERT INTO choice ({', '.join(NAMES)}, recorded_on)"  # noqa: S608  (ours)
        f" SELECT {', '.join(values)}, {RECORDED_ON.format(table=table)} FROM {table}"
    )


def move_log(table: str, place: int) -> str:
    """The statement that lets the log tell of an old table as of the new one."""
    told = []
    for column in ("before", "after"):
        old = {name: f"json_extract({column}, '$.{name}')" for name in OLD}
        pairs = zip(NAMES, list_values(table, place, old), strict=True)
        row = ", ".join(f"'{name}', {value}" for name, value in pairs)
        told.append(f"{column} = iif({column} IS NULL, NULL, json_object({row}))")
    return (
        f"UPDATE change SET table_name = 'choice', row_id = row_id + {SHIFT.format(place=place)},"  # noqa: S608
        f" {', '.join(told)} WHERE table_name = '{table}'"
    )
