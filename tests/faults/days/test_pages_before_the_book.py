"""Every list of a day before the book shows what was dated by then, and no two contradict."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from refcli.core.vocabulary import Kind
from refcli.storage.book import firewall
from refcli.storage.book.door import Door
from refcli.storage.book.earlier.dated_by import leave_out_later
from refcli.storage.gifts import reading as gifts
from tests.conftest import Ref

Answer = Callable[..., Any]
BOOK = "2026-11-23"
DAYS = {  # what is first dated of a source, on which day
    "Ash": ("referral", date(2026, 3, 2)),
    "Bay": ("visit", date(2026, 4, 2)),
    "Cox": ("gift", date(2026, 5, 2)),
    "Dow": ("spend", date(2026, 6, 1)),
    "Elm": ("", date(2026, 11, 23)),
}
SHOWN = [date(2026, 3, 1), *(on for _, on in DAYS.values()), date(2026, 10, 1)]


@pytest.fixture
def book(ref: Ref) -> None:
    """A book that takes in one old thing of each of its sources but the last."""
    ref("init --practice Oak --state WA --no-dhs", as_of=BOOK)
    for name, (what, on) in DAYS.items():
        ref(f"source add {name} --kind {'print' if what == 'spend' else 'office'}", as_of=BOOK)
        if what == "referral":
            ref(f"add 'Ann Ray' --from {name} --on {on}", as_of=BOOK)
        if what == "visit":
            ref(f"visit {name} --met her --on {on}", as_of=BOOK)
        if what == "gift":
            ref(f"gift add {name} tea --value 10 --occasion holidays --on {on}", as_of=BOOK)
        if what == "spend":
            ref(f"channel spend {name} {on:%Y-%m} 100", as_of=BOOK)


@pytest.mark.usefixtures("book")
@pytest.mark.parametrize("day", SHOWN[:-2] + SHOWN[-1:])
def test_every_list_has_what_was_dated_by_then(day: date, answer: Answer) -> None:
    known = {name for name, (_, on) in DAYS.items() if on <= day}
    told = {what for what, on in DAYS.values() if on <= day}
    then = str(day)

    listed = {one["source"] for one in answer("source list", as_of=then)} - {"unknown", "none"}
    found = {name for name in DAYS if answer(f"find {name}", as_of=then)}
    ranked = {one["source"] for one in answer("top --since 2026-01-01", as_of=then)}
    due = {one["source"] for one in answer("due --within 365", as_of=then)} & DAYS.keys()

    assert listed == known
    assert found == known
    assert ranked <= known
    assert due <= known
    assert len(answer("referral list", as_of=then)) == len(told & {"referral"})
    assert len(answer("gift list --year 2026", as_of=then)) == len(told & {"gift"})
    assert answer("history", as_of=then) == []


def test_a_correction_or_a_void_decides_on_which_day_a_gift_counts(
    ref: Ref, answer: Answer
) -> None:
    ref("init --practice Oak --state WA --no-dhs", as_of=BOOK)
    ref("source add Ash --kind office", as_of=BOOK)
    ref("gift add Ash tea --value 10 --occasion holidays --on 2026-11-10", as_of=BOOK)
    ref(
        "gift add Ash tea --value 10 --occasion holidays --on 2026-11-20 --corrects 1 --why slip",
        as_of=BOOK,
    )

    assert answer("gift list --year 2026", as_of="2026-11-15") == []
    shown = answer("gift list --year 2026", as_of="2026-11-21")
    assert [one["given_on"] for one in shown if one["kept"]] == ["2026-11-20"]
    assert ref("audit verify", as_of="2026-11-15").exit_code == 0


def test_spending_counts_as_it_was_last_recorded(ref: Ref, answer: Answer) -> None:
    ref("source add google --kind digital", as_of=BOOK)
    ref("channel spend google 2026-10 100", as_of=BOOK)
    ref("channel spend google 2026-10 150", as_of="2026-11-24")

    def spent(day: str) -> list[Any]:
        return [one["spend"] for one in answer("channel show --since 2026-09-01", as_of=day)]

    assert (spent("2026-09-30"), spent("2026-11-15")) == ([None], [150])


def test_a_source_is_what_it_was_on_that_day_on_every_page(ref: Ref, answer: Answer) -> None:
    ref("source add Oak --kind office --owner Jo", as_of=BOOK)
    ref("add 'Ann Ray' --from Oak --on 2026-10-01", as_of=BOOK)
    ref("source edit Oak --owner Tina --since 2026-11-25", as_of="2026-11-26")
    ref("source archive Oak --why closed", as_of="2026-11-27")

    owners = {one["owner"] for one in answer("due --within 60", as_of="2026-10-20")}
    assert owners == {"Jo"}
    assert answer("source show Oak", as_of="2026-10-20")["owner"] == "Jo"
    assert [one["owner"] for one in answer("source list", as_of="2026-10-20")][1] == "Jo"


def test_an_office_was_there_as_soon_as_somebody_in_it(ref: Ref, answer: Answer) -> None:
    ref("source add 'Elm Dental' --kind office", as_of=BOOK)
    ref("source add 'Dr. Ng' --kind provider --office 'Elm Dental'", as_of=BOOK)
    ref("add 'Ann Ray' --from ng --on 2026-10-01", as_of=BOOK)

    names = {one["source"] for one in answer("source list", as_of="2026-10-02")}
    assert names == {"Elm Dental", "Dr. Ng", "unknown", "none"}
    none = {one["source"] for one in answer("source list", as_of="2026-09-30")}
    assert none == {"unknown", "none"}


@pytest.mark.usefixtures("book")
def test_behind_the_wall_no_referral_shows_in_who_was_there(door: Door) -> None:
    then = replace(door, today=date(2026, 10, 1), leave_out_later=leave_out_later)
    with firewall.reading(then) as book:
        offices = [one.name for one in gifts.class_recipients(book, Kind.OFFICE)]

    assert offices == ["Cox"]  # known by its gift; Ash referred, and Bay was visited


LATER_TOLD = (  # a page, the first day on which it has something, and how that was written down
    ("event list", date(2026, 5, 10), "event add Fair --on 2026-05-10"),
    (
        "report --since 2026-01-01 --section campaigns",
        date(2026, 4, 1),
        "channel campaign google May --from 2026-04-01 --until 2026-12-24",
    ),
    ("duty list", date(2026, 11, 2), "duty add ask --every month --rota Jo --starts 2026-11-02"),
    ("duty away --list", date(2026, 11, 2), "duty away Jo --from 2026-11-02 --until 2026-12-24"),
    ("insurer list", date(2026, 3, 4), "source edit Delta --credentialed-since 2026-03-04"),
    ("insurer list", date(2026, 8, 5), "source edit Delta --listed yes --checked-on 2026-08-05"),
)


@pytest.mark.parametrize(("page", "day", "line"), LATER_TOLD)
def test_what_was_written_down_later_is_there_from_its_own_day_on(
    ref: Ref, answer: Answer, page: str, day: date, line: str
) -> None:
    ref("source add google --kind digital", as_of=BOOK)
    ref("source add Delta --kind insurer", as_of=BOOK)
    ref("duty add call --every month --rota Jo --starts 2026-11-01", as_of=BOOK)
    eve = str(day - timedelta(days=1))
    before = answer(page, as_of=eve), answer(page, as_of=str(day))

    ref(line, as_of=BOOK)

    assert answer(page, as_of=eve) == before[0]
    assert answer(page, as_of=str(day)) != before[1]
