"""Whom we think of on which day; one line a year, the same for all of a kind."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from refcli.core.occasions import Member, Occasion, OccasionFacts, PastDeed, due_occasions
from refcli.core.owed.items import DueItem, Ground, Mark, Party, read_key
from refcli.core.values.year_days import YearDay
from refcli.core.vocabulary import ActivityKind, DueType, Kind, MarkAction

ADDED = date(2026, 11, 23)
SOON = date(2027, 3, 31)

ELM = Party(id=12, name="Elm Dental", kind=Kind.OFFICE, owner="Tina", phone="555-1")
CHEN = Party(id=7, name="Dr. Wei Chen", kind=Kind.PROVIDER, office_id=12, interests="tea, golf")
ANN = Party(id=3, name="Ann Ray", kind=Kind.PATIENT)
OAK = Party(id=13, name="oak Dental", kind=Kind.OFFICE, do_not_mail=True)
ASH = Party(id=14, name="Ash Dental", kind=Kind.OFFICE, do_not_visit=True)

BIRTHDAY = Occasion(id=5, name="birthday", on=YearDay(3, 5), added_on=ADDED, source_id=7)
CHRISTMAS = Occasion(
    id=6, name="Christmas", on=YearDay(12, 25), added_on=ADDED, kind=Kind.OFFICE, owner="Jo"
)


def ground(
    *parties: Party, marks: Sequence[Mark] = (), closed: dict[str, date] | None = None
) -> Ground:
    return Ground(parties={party.id: party for party in parties}, marks=marks, closed=closed or {})


def known(*all_: Occasion, members: Sequence[Member] = (), **deeds: PastDeed) -> OccasionFacts:
    told = {key.replace("_", "."): [deed] for key, deed in deeds.items()}
    return OccasionFacts(occasions=all_, members=members, deeds=told)


def owed(found: Ground, facts: OccasionFacts, until: date = SOON) -> list[DueItem]:
    return list(due_occasions(found, facts, until))


def keys(items: list[DueItem]) -> list[str]:
    return [item.key for item in items]


def test_a_birthday_opens_its_lead_ahead_with_what_helps_to_celebrate_it() -> None:
    letter = PastDeed(ActivityKind.LETTER, "Tina", "", "a card")
    facts = known(replace(BIRTHDAY, note="likes tea"), O5_2026=letter)

    assert owed(ground(ELM, CHEN), facts) == [
        DueItem(
            key="O5.2027",
            type=DueType.OCCASION,
            source_id=7,
            source="Dr. Wei Chen",
            due_on=date(2027, 3, 5),
            why="birthday",
            owner="Tina",
            helpful=(
                "likes tea",
                "interests: tea, golf",
                "last year: letter by Tina, a card",
                "555-1",
            ),
            opens_on=date(2027, 2, 26),
        )
    ]
    assert owed(ground(ELM, CHEN), facts, date(2027, 2, 25)) == []


def test_an_occasion_added_within_its_lead_shows_at_once_and_on_its_own_day_too() -> None:
    late = replace(BIRTHDAY, added_on=date(2027, 3, 4))
    today = replace(BIRTHDAY, added_on=date(2027, 3, 5))
    after = replace(BIRTHDAY, added_on=date(2027, 3, 6))

    assert [keys(owed(ground(CHEN), known(one), one.added_on)) for one in (late, today, after)] == [
        ["O5.2027"],
        ["O5.2027"],
        [],
    ]


def test_each_year_stays_owed_until_it_is_done_or_skipped() -> None:
    skip = Mark("O5.2028", MarkAction.SKIP, date(2028, 3, 5), None, date(2028, 3, 9))
    done = ground(CHEN, marks=[skip], closed={"O5.2027": date(2027, 3, 4)})

    assert keys(owed(ground(CHEN), known(BIRTHDAY), date(2029, 2, 26))) == [
        "O5.2027",
        "O5.2028",
        "O5.2029",
    ]
    assert keys(owed(done, known(BIRTHDAY), date(2029, 2, 26))) == ["O5.2029"]


def test_there_is_none_from_its_end_on_and_what_fell_due_before_stays() -> None:
    on_the_day = replace(BIRTHDAY, ended_on=date(2028, 3, 5))
    day_after = replace(BIRTHDAY, ended_on=date(2028, 3, 6))

    far = date(2030, 1, 1)
    assert keys(owed(ground(CHEN), known(on_the_day), far)) == ["O5.2027"]
    assert keys(owed(ground(CHEN), known(day_after), far)) == ["O5.2027", "O5.2028"]


def test_an_archived_source_has_none() -> None:
    assert owed(ground(replace(CHEN, archived=True)), known(BIRTHDAY)) == []
    assert owed(ground(), known(BIRTHDAY)) == []


def test_who_wants_no_mail_or_visits_is_shown_with_a_warning() -> None:
    shy = replace(CHEN, do_not_mail=True, do_not_visit=True, no_gifts=True)

    reason = "birthday; no mail; no visits; no gifts"
    assert owed(ground(shy), known(BIRTHDAY))[0].reason == reason


def test_only_round_years_are_told() -> None:
    def reason(name: str, year: int) -> str:
        one = replace(BIRTHDAY, name=name, on=YearDay(3, 5, year))
        return owed(ground(CHEN), known(one))[0].reason

    assert [reason("Birthday", year) for year in (1977, 1978, 1982, 2027)] == [
        "Birthday, turns 50",
        "Birthday",
        "Birthday",
        "Birthday",
    ]
    assert [reason("practice anniversary", year) for year in (2002, 2003)] == [
        "practice anniversary, 25 years",
        "practice anniversary",
    ]


def test_a_patients_occasion_speaks_of_no_referral() -> None:
    deed = PastDeed(ActivityKind.THANK_YOU, "Jo", "a $40 card", "for 3 referrals")

    item = owed(ground(ANN), known(replace(BIRTHDAY, source_id=3), O5_2026=deed))[0]

    assert (item.reason, item.context) == ("birthday", "last year: thank you by Jo")


OFFICES = [
    Member(14, "Ash Dental", Kind.OFFICE, do_not_visit=True),
    Member(12, "Elm Dental", Kind.OFFICE, no_gifts=True),
    Member(13, "oak Dental", Kind.OFFICE, do_not_mail=True),
]
A_PROVIDER = Member(7, "Dr. Wei Chen", Kind.PROVIDER)


def test_a_kind_is_one_line_the_same_for_all_of_it() -> None:
    facts = known(
        CHRISTMAS,
        members=[*OFFICES, A_PROVIDER],
        O6_2025=PastDeed(ActivityKind.LETTER, "Tina", "cards"),
    )

    assert owed(ground(), facts) == [
        DueItem(
            key="O6.2026",
            type=DueType.OCCASION,
            source_id=None,
            source="3 offices",
            due_on=date(2026, 12, 25),
            why="Christmas: the same for all",
            owner="Jo",
            helpful=(
                "no mail: oak Dental",
                "no visits: Ash Dental",
                "no gifts: Elm Dental",
                "last year: letter by Tina, cards",
            ),
            opens_on=date(2026, 12, 18),
            kind=Kind.OFFICE,
            recipients=("Ash Dental", "Elm Dental", "oak Dental"),
        )
    ]


def test_a_kind_without_anybody_is_no_line() -> None:
    assert owed(ground(ELM), known(CHRISTMAS, members=[A_PROVIDER])) == []
    assert owed(ground(), known(CHRISTMAS, members=OFFICES[:1]))[0].source == "1 office"


def test_a_deed_of_many_is_told_once_and_many_deeds_in_part() -> None:
    deeds = [PastDeed(ActivityKind.LETTER, who) for who in ("Al", "Al", "Bo", "Cy", "Di")]
    facts = OccasionFacts(occasions=[CHRISTMAS], members=OFFICES, deeds={"O6.2025": deeds})

    assert owed(ground(), facts)[0].context.endswith(
        "last year: letter by Al, letter by Bo, letter by Cy and 1 more"
    )


DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(DAYS, DAYS, st.integers(0, 180), DAYS, st.none() | DAYS)
def test_one_item_a_year_never_before_it_was_added_nor_from_its_end_on(
    day: date, added_on: date, lead: int, until: date, ended_on: date | None
) -> None:
    one = Occasion(
        id=5,
        name="birthday",
        on=YearDay(day.month, day.day),
        added_on=added_on,
        source_id=7,
        lead_days=lead,
        ended_on=ended_on,
    )

    found = owed(ground(CHEN), known(one), until)

    expected = [
        due_on
        for year in range(2020, 2033)
        if (due_on := one.on.in_year(year)) >= added_on
        and due_on - timedelta(days=lead) <= until
        and (ended_on is None or due_on < ended_on)
    ]
    assert [item.due_on for item in found] == expected
    assert keys(found) == [f"O5.{due_on.year}" for due_on in expected]
    assert all(read_key(item.key) and item.shown_by(until, until) for item in found)
