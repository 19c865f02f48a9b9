import io
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from refcli.core.due.agenda import build_agenda
from refcli.core.owed.items import DueItem
from refcli.core.vocabulary import DueType
from refcli.output.agenda import agenda_answer
from refcli.output.render import Format, present
from tests.output.sample_report import HOSTILE

MONDAY = date(2026, 11, 23)
NEXT = date(2026, 11, 30)
VISIT = DueItem(
    "V14",
    DueType.VISIT,
    14,
    "Beacon Hill Family Dentistry",
    date(2026, 9, 9),
    "every 3 months, last visit 2026-06-09, 1 attempt since met nobody",
    "Jo",
    ("met Dr. Reyes, Sam (front desk)", "next: send the new referral form", "206-555-0114"),
)
NEW = DueItem(
    "V9",
    DueType.VISIT,
    9,
    "李医生牙科 😀",
    date(2026, 11, 23),
    "never visited",
    "Tina Gonzalez-Marquez",
)
CALL = DueItem(
    "S1705",
    DueType.SCHEDULE,
    4,
    "Dr. Anita Patel",
    date(2026, 11, 7),
    "was referred on 2026-11-04, no appointment yet",
    helpful=("206-555-0103",),
    patient="Lucas Hill",
)
REPORT = DueItem(
    "R1735",
    DueType.REPORT,
    31,
    "Dr. Wei Chen",
    date(2026, 11, 30),
    "Elias Marshall was seen on 2026-11-23",
    "Tina",
    ("last visit 2026-10-02", "206-555-0103"),
)
QUIET = DueItem(
    "Q44", DueType.QUIET, 44, "Dr. Susan Park", date(2025, 11, 20), "no referral for 120 days", "Jo"
)
ITEMS = (VISIT, NEW, CALL, REPORT, QUIET)


def drawn(
    items: Sequence[DueItem],
    room: int | None = None,
    fmt: Format = Format.TABLE,
    *,
    dressed: bool = False,
) -> str:
    console = Console(
        width=room or 80,
        file=io.StringIO(),
        force_terminal=room is not None,
        color_system="standard" if dressed else None,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
    present(agenda_answer(build_agenda(items, MONDAY, NEXT)), fmt, console)
    assert isinstance(console.file, io.StringIO)
    return "\n" + "\n".join(line.rstrip() for line in console.file.getvalue().splitlines()) + "\n"


def test_on_80_columns_a_line_begins_with_its_key_and_folds_at_words() -> None:
    assert drawn(ITEMS, 80) == (
        """
Due by Mon 30 Nov, as of Mon 23 Nov 2026

Pay attention (1)
Key   Whom                 Due         Late Why                 Owner
────────────────────────────────────────────────────────────────────────────────
Q44   Dr. Susan Park       Thu 20 Nov   368 no referral for 120 Jo
                           2025             days

Go out (2)
Key   Place                Due         Late Last visit, met     Owner
────────────────────────────────────────────────────────────────────────────────
V14   Beacon Hill Family   Wed 9 Sep     75 every 3 months,     Jo
      Dentistry                             last visit
                                            2026-06-09, 1
                                            attempt since met
                                            nobody
      met Dr. Reyes, Sam (front desk); next: send the new referral form;
      206-555-0114
V9    李医生牙科 😀        Mon 23 Nov today never visited       Tina
                                                                Gonzalez-Marquez

Call (1)
Key   Patient              Due         Late Why                 Owner
────────────────────────────────────────────────────────────────────────────────
S1705 Lucas Hill           Sat 7 Nov     16 was referred on
                                            2026-11-04, no
                                            appointment yet
      from Dr. Anita Patel; 206-555-0103

Write (1)
Key   Whom                 Due         Late Why                 Owner
────────────────────────────────────────────────────────────────────────────────
R1735 Dr. Wei Chen, report Mon 30 Nov       Elias Marshall was  Tina
      back                                  seen on 2026-11-23

5 due, 3 overdue, 1 gone quiet
Each line stays until it is closed: ref done KEY (or: ref skip KEY --why TEXT,
ref snooze KEY --until DATE)
"""
    )


def test_on_120_columns_what_helps_has_a_column_of_its_own() -> None:
    assert drawn([VISIT, CALL], 120) == (
        """
Due by Mon 30 Nov, as of Mon 23 Nov 2026

Go out (1)
Key    Place                         Due        Late  Last visit, met                What helps                    Owner
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
V14    Beacon Hill Family Dentistry  Wed 9 Sep    75  every 3 months, last visit     met Dr. Reyes, Sam (front     Jo
                                                      2026-06-09, 1 attempt since    desk); next: send the new
                                                      met nobody                     referral form; 206-555-0114

Call (1)
Key    Patient                       Due        Late  Why                            What helps                    Owner
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
S1705  Lucas Hill                    Sat 7 Nov    16  was referred on 2026-11-04,    from Dr. Anita Patel;
                                                      no appointment yet             206-555-0103

2 due, 2 overdue, 0 gone quiet
Each line stays until it is closed: ref done KEY (or: ref skip KEY --why TEXT, ref snooze KEY --until DATE)
"""  # noqa: E501 - as wide as it is
    )


def test_on_40_columns_all_but_the_key_shares_one() -> None:
    assert drawn([VISIT, NEW, CALL], 40) == (
        """
Due by Mon 30 Nov, as of Mon 23 Nov 2026

Go out (2)
Key    Place, due
────────────────────────────────────────
V14    Beacon Hill Family Dentistry
       75 days late, Wed 9 Sep, Jo
       every 3 months, last visit
       2026-06-09, 1 attempt since met
       nobody
       met Dr. Reyes, Sam (front desk);
       next: send the new referral form;
       206-555-0114
V9     李医生牙科 😀
       today, Mon 23 Nov, Tina
       Gonzalez-Marquez
       never visited

Call (1)
Key    Patient, due
────────────────────────────────────────
S1705  Lucas Hill
       16 days late, Sat 7 Nov
       was referred on 2026-11-04, no
       appointment yet
       from Dr. Anita Patel;
       206-555-0103

3 due, 2 overdue, 0 gone quiet
Each line stays until it is closed: ref
done KEY (or: ref skip KEY --why TEXT,
ref snooze KEY --until DATE)
"""
    )


def test_in_a_pipe_every_item_is_one_plain_line() -> None:
    assert drawn(ITEMS) == (
        """
Due by Mon 30 Nov, as of Mon 23 Nov 2026

Pay attention (1)
Key    Due              Late           Owner                  Whom: Why (what helps)
Q44    Thu 20 Nov 2025  368 days late  Jo                     Dr. Susan Park: no referral for 120 days

Go out (2)
Key    Due              Late           Owner                  Place: Last visit, met (what helps)
V14    Wed 9 Sep        75 days late   Jo                     Beacon Hill Family Dentistry: every 3 months, last visit 2026-06-09, 1 attempt since met nobody (met Dr. Reyes, Sam (front desk); next: send the new referral form; 206-555-0114)
V9     Mon 23 Nov       today          Tina Gonzalez-Marquez  李医生牙科 😀: never visited

Call (1)
Key    Due              Late           Owner                  Patient: Why (what helps)
S1705  Sat 7 Nov        16 days late                          Lucas Hill: was referred on 2026-11-04, no appointment yet (from Dr. Anita Patel; 206-555-0103)

Write (1)
Key    Due              Late           Owner                  Whom: Why (what helps)
R1735  Mon 30 Nov                      Tina                   Dr. Wei Chen, report back: Elias Marshall was seen on 2026-11-23 (last visit 2026-10-02; 206-555-0103)

5 due, 3 overdue, 1 gone quiet
Each line stays until it is closed: ref done KEY (or: ref skip KEY --why TEXT, ref snooze KEY --until DATE)
"""  # noqa: E501 - as wide as it is
    )


def test_only_what_is_late_is_red() -> None:
    text = drawn(ITEMS, 80, dressed=True)

    assert [part.split("\x1b")[0] for part in text.split("\x1b[1;31m")[1:]] == [
        "  368",
        "   75",
        "   16",
    ]


def test_an_empty_list_says_so() -> None:
    assert drawn([], 80).splitlines()[1:3] == [
        "Due by Mon 30 Nov, as of Mon 23 Nov 2026",
        "Nothing is due by Mon 30 Nov.",
    ]


def test_programs_read_the_contract_by_due_date() -> None:
    assert [item["key"] for item in json.loads(drawn(ITEMS, fmt=Format.JSON))] == [
        "Q44",
        "V14",
        "S1705",
        "V9",
        "R1735",
    ]
    assert drawn([QUIET], fmt=Format.CSV) == (
        "\nkey,type,source_id,source,due_on,days_overdue,reason,owner\n"
        "Q44,quiet,44,Dr. Susan Park,2025-11-20,368,no referral for 120 days,Jo\n"
    )


TEXTS = st.sampled_from(HOSTILE) | st.text(max_size=60)


@given(
    st.lists(
        st.builds(
            DueItem,
            st.from_regex(r"[VSQ][1-9]{1,6}", fullmatch=True),
            st.sampled_from(DueType),
            st.none(),
            TEXTS,
            st.dates(date(2016, 1, 1), NEXT),
            TEXTS,
            TEXTS,
            TEXTS,
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([30, 40, 59, 60, 79, 80, 119, 120, 200]),
)
def test_no_text_leaves_its_columns_and_every_item_begins_with_its_key(
    items: list[DueItem], room: int
) -> None:
    terminal, pipe = drawn(items, room), drawn(items)

    assert max(map(cell_len, terminal.split("\n"))) <= room
    for text in (terminal, pipe):
        assert all(char == "\n" or ord(char) >= 32 for char in text)
        begins = [line.split(" ")[0] for line in text.split("\n") if line]
        assert sorted(begin for begin in begins if begin in {item.key for item in items}) == sorted(
            item.key for item in items
        )


@pytest.mark.parametrize("room", [None, 80])
def test_markup_and_emoji_codes_are_shown_as_they_were_typed(room: int | None) -> None:
    assert "[bold]Elm[/bold] :smile:" in drawn([replace(VISIT, source=HOSTILE[0])], room)


def screen(items: Sequence[DueItem], rows: int, *, whole: bool = False, room: int = 80) -> str:
    console = Console(
        width=room,
        height=rows,
        file=io.StringIO(),
        force_terminal=True,
        color_system=None,
        _environ={},
    )
    agenda = build_agenda(items, MONDAY, NEXT)
    present(agenda_answer(agenda, whole=whole), Format.TABLE, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


MANY = [replace(VISIT, key=f"V{number}", helpful=()) for number in range(1, 61)]


@pytest.mark.parametrize("rows", [24, 30, 50])
def test_a_screen_at_a_time_fits_and_says_what_follows(rows: int) -> None:
    text = screen(MANY, rows)

    shown = text.count("Beacon Hill")
    assert text.count("\n") < rows
    assert text.count("\n") >= rows - 6
    assert f"Go out ({shown} of 60)\n" in text
    assert f"60 due, 60 overdue, 0 gone quiet. {60 - shown} more: ref due --all\n" in text


def test_all_of_it_is_shown_where_that_is_asked_for_and_where_it_fits() -> None:
    assert screen(MANY, 24, whole=True).count("Beacon Hill") == 60
    assert "more:" not in screen(MANY, 24, whole=True)
    assert "more:" not in screen([VISIT], 24)


def test_a_very_low_terminal_shows_the_most_overdue_all_the_same() -> None:
    assert screen(MANY, 5).count("Beacon Hill") == 1


MIXED = [
    *(replace(VISIT, key=f"V{n}", due_on=date(2026, 9, n)) for n in range(1, 13)),
    *(replace(CALL, key=f"S{n}", due_on=date(2026, 10, n)) for n in range(1, 13)),
    replace(QUIET, due_on=date(2026, 8, 1)),
]


def test_what_does_not_fit_is_named_by_its_group_with_the_line_that_shows_it() -> None:
    assert screen(MIXED, 40).endswith(
        """
Go out, 8 more: ref due --only "go out" · Call (12): ref due --only call
25 due, 25 overdue, 1 gone quiet. All of it: ref due --all
To close one: ref done KEY, ref skip KEY --why TEXT, ref snooze KEY --until DAY
"""
    )


def test_a_low_screen_has_one_list_without_what_helps_the_most_overdue_first() -> None:
    text = screen(MIXED, 24)

    lines = text.splitlines()
    assert lines[2] == "The most overdue first (5 of 25)"
    keys = [line.split(" ")[0] for line in lines[5:] if line[:1] in {"Q", "V", "S"}]
    assert keys == ["Q44", "V1", "V2", "V3", "V4"]
    assert "206-555-0114" not in text


@pytest.mark.parametrize("room", [40, 60, 80, 100, 120])
@pytest.mark.parametrize("rows", [24, 30, 40])
def test_no_part_of_a_list_is_taller_than_its_screen(rows: int, room: int) -> None:
    assert screen(MIXED, rows, room=room).count("\n") <= rows - 2


def test_a_limited_list_has_one_order_for_people_and_programs() -> None:
    agenda = build_agenda([VISIT, QUIET, CALL, NEW], MONDAY, NEXT, 3)
    console = Console(width=80, file=io.StringIO(), force_terminal=False, _environ={})

    present(agenda_answer(agenda), Format.TABLE, console)

    assert isinstance(console.file, io.StringIO)
    shown = [line.split(" ")[0] for line in console.file.getvalue().splitlines()[4:7]]
    assert shown == ["Q44", "V14", "S1705"]
    assert [item.key for item in agenda.items] == shown


def test_a_pipe_gets_all_of_it() -> None:
    console = Console(width=80, height=24, file=io.StringIO(), force_terminal=False, _environ={})
    present(agenda_answer(build_agenda(MANY, MONDAY, NEXT), whole=False), Format.TABLE, console)

    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue().count("Beacon Hill") == 60
