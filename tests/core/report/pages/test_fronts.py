"""What stands on a page of a longer table: the first rows, and all others in one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from refcli.core.comparing.comparison import Comparison, Coverage, Look, Measure, Unit
from refcli.core.counting.metrics import Credit
from refcli.core.output.document import Form, Page, Section
from refcli.core.output.sides import place_below, place_beside, split_sides
from refcli.core.output.table import Column, Table, Type
from refcli.core.quiet.silence import QuietState, Sign
from refcli.core.report.changes import COLUMNS, ChangePart, Contribution
from refcli.core.report.compared import LastContact
from refcli.core.report.front import ReportNames
from refcli.core.report.pages.fronts import front_next, short_changes, short_silences
from refcli.core.report.pages.layout import Stand, stand_first, tell_rest
from refcli.core.report.silences import silences_table
from refcli.core.values.periods import Period
from refcli.core.vocabulary import ActivityKind, Kind

TO = "\N{NO-BREAK SPACE}\N{RIGHTWARDS ARROW}\N{NO-BREAK SPACE}"
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NAMES = ReportNames(
    {
        id_: Credit(id_, name, Kind.OFFICE)
        for id_, name in enumerate(("Google", "Elm", "Oak", "Ash", "Fir"), start=1)
    },
    patients=False,
)
WHOLE = Table("Who gave and who took", COLUMNS, [], "Of the whole table.")


def contribute(
    id_: int, year: ChangePart, lately: ChangePart | None = None, *, rising: bool | None = None
) -> Contribution:
    look = Look(OCTOBER, year.now, 0, unit=Unit.PLACE)
    referrals = Comparison(Measure.COUNT, look, look, Coverage(), 1.0)
    return Contribution(id_, referrals, year, lately, rising)


GOOGLE = contribute(1, ChangePart(54, 22, 3_988_000), rising=True)
ELM = contribute(2, ChangePart(57, 38, 1_955_000))
OAK = contribute(3, ChangePart(0, 11, -1_127_000), rising=False)


def shown(*found: Contribution) -> Table:
    return short_changes(WHOLE, found, NAMES)


def test_both_years_stand_in_one_cell_and_only_chance_is_named() -> None:
    assert shown(GOOGLE, ELM, OAK).rows == [
        ("Google", "22 \N{RIGHTWARDS ARROW} 54", 32, 3_988_000, "beyond chance", True, False),
        ("Elm", "38 \N{RIGHTWARDS ARROW} 57", 19, 1_955_000, "within chance", False, False),
        ("Oak", "11 \N{RIGHTWARDS ARROW} 0", -11, -1_127_000, "beyond chance", True, False),
    ]


def test_who_stands_there_by_the_last_three_months_shows_them() -> None:
    ash = contribute(4, ChangePart(34, 33, 95_000), ChangePart(5, 12, -60_000, lately=True))
    fir = contribute(5, ChangePart(9, 9, 0), ChangePart(8, 5, 25_000, lately=True))
    table = shown(ash, fir)

    assert table.rows == [
        ("Ash", f"lately 12{TO}5", -7, -60_000, "within chance", False, True),
        ("Fir", f"lately 5{TO}8", 3, 25_000, "within chance", False, True),
    ]
    assert table.note == (
        "This year against last year to the same day, by place; lately: three months after what is"
        " usual."
    )
    assert "lately" not in shown(GOOGLE, ELM, OAK).note


def test_on_a_narrow_screen_what_grew_and_what_shrank_follow_each_other_by_turns() -> None:
    table = place_below(shown(GOOGLE, ELM, OAK))

    assert table.title == "Who gave and who took (* beyond chance)"
    assert [one.heading for one in table.columns] == ["Place", "Years", "Change", "Production"]
    assert [(row[0], row[2]) for row in table.rows] == [
        *(("Google", ("+32*",)), ("Oak", ("-11*",)), ("Elm", ("+19",))),
    ]


def test_what_grew_stands_beside_what_shrank_with_a_star_beyond_chance() -> None:
    table = shown(GOOGLE, ELM, OAK)

    assert [len(side.rows) for side in split_sides(table)] == [2, 1]
    beside = place_beside(table)
    assert [one.heading for one in beside.columns] == [
        *("Gave", "Years", "Change", "Production", "Took", "Years", "Change", "Production"),
    ]
    assert [(row[0], row[2], row[4], row[6]) for row in beside.rows] == [
        ("Google", ("+32*",), "Oak", ("-11*",)),
        ("Elm", ("+19",), "", ""),
    ]


def make_silence(id_: int, gap: float = 30.0, state: QuietState = QuietState.QUIET) -> Sign:
    return Sign(id_, state, OCTOBER.until, date(2026, 7, id_), gap, 90, 5.0, 0, 1 / 1900)


def silences(found: Sequence[Sign]) -> Table:
    names = {one.source_id: f"Place {one.source_id}" for one in found}
    credits_ = {id_: Credit(id_, name, Kind.OFFICE) for id_, name in names.items()}
    contacts = {1: LastContact(date(2026, 8, 7), ActivityKind.VISIT)}
    return short_silences(found, contacts, ReportNames(credits_, patients=False))


def test_silences_stand_as_facts_the_largest_loss_first_and_the_others_in_one_row() -> None:
    slowing = make_silence(9, state=QuietState.SLOWING)
    silent = [make_silence(id_, gap) for id_, gap in ((3, 20.0), (1, 10.0), (2, 12.0), (4, 40.0))]

    table = silences([slowing, *silent])

    assert [one.heading for one in table.columns] == [
        *("Place", "A year", "Last referral", "Last contact", "By chance"),
    ]
    assert table.rows == [
        ("Place 1", 36.5, date(2026, 7, 1), "in person 2026-08-07", "1 in 1,900"),
        ("Place 2", 30.4, date(2026, 7, 2), "nobody", "1 in 1,900"),
        ("2 others", 27.4, None, None, None),
    ]
    assert [row[0] for row in silences(silent[:3]).rows] == ["Place 1", "Place 2", "Place 3"]
    assert table.title == "Silent longer than usual"


def test_what_many_silent_places_lose_is_added_up_before_it_is_rounded() -> None:
    table = silences([make_silence(id_, 365.25 / 3.45) for id_ in range(1, 31)])

    assert [row[:2] for row in table.rows] == [
        *(("Place 1", 3.5), ("Place 2", 3.5), ("28 others", 96.6)),
    ]


def test_where_nobody_is_silent_the_page_has_no_such_table() -> None:
    slowing = [make_silence(1, state=QuietState.SLOWING)]
    whole = silences_table([], {}, NAMES, OCTOBER.until)
    section = Section("quiet", whole, front=silences(slowing))

    assert stand_first([section, replace(section, front=silences([]))]) == []


def test_what_is_left_out_of_what_to_do_is_counted() -> None:
    steps = Table("Do next", (Column("key", "Key"),), [(f"V{n}",) for n in range(12)], "Today.")

    short = front_next(steps)

    assert len(short.rows) == 9
    assert short.note == "Today. Left out here: 3 lines."
    nine = front_next(Table("Do next", steps.columns, steps.rows[:9], "Today."))
    assert (len(nine.rows), nine.note) == (9, "Today.")


def test_what_need_not_be_there_is_left_to_the_appendix_where_nothing_is_recorded() -> None:
    empty = Section("providers", Table("By", (Column("n", "N", Type.COUNT),), []))

    assert Stand(Page.SECOND, Form.HALF, needed=False).set_up(empty) == empty
    assert Stand(Page.SECOND, Form.HALF).set_up(empty).page is Page.SECOND


def test_the_line_to_the_rest_names_the_days() -> None:
    week = Period(date(2026, 10, 5), date(2026, 10, 11))

    assert tell_rest(OCTOBER).startswith("All tables: ref report --month 2026-10 --all (")
    assert tell_rest(week).startswith(
        "All tables: ref report --since 2026-10-05 --until 2026-10-11 --all ("
    )
