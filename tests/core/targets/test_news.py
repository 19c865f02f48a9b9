"""Who is new, has moved or has left; and who shares a place."""

from datetime import date

import pytest

from refcli.core.targets.finding import FileFindings
from refcli.core.targets.news import FileNews, compare_list, covers_everybody
from refcli.core.targets.offices import Places, count_places
from refcli.core.targets.records import Ending, NewTarget, Target
from refcli.core.targets.scope import Scope
from refcli.core.vocabulary import Kind
from tests.core.targets.lists import NPIS

DAY = date(2026, 11, 23)
HERE = Scope(frozenset({"98101"}))


def make(  # noqa: PLR0913  (what the tests tell apart)
    npi: str = NPIS[0],
    *,
    kind: Kind = Kind.PROVIDER,
    name: str = "Dr. Ann Lee",
    street: str = "410 Pine St, Ste 300",
    zip: str = "98101",  # noqa: A002  (as the record calls it)
    phone: str = "206-555-0141",
) -> NewTarget:
    return NewTarget(npi=npi, kind=kind, name=name, street=street, zip=zip, phone=phone)


def known(*records: NewTarget, ended: bool = False) -> list[Target]:
    end = {"ended_on": DAY, "ended_why": Ending.GONE} if ended else {}
    return [
        Target(id=number, record=one, added_on=DAY, **end)  # type: ignore[arg-type]
        for number, one in enumerate(records, 1)
    ]


def compare(
    targets: list[Target],
    *found: NewTarget,
    elsewhere: tuple[NewTarget, ...] = (),
    deactivated: tuple[str, ...] = (),
    whole: bool | None = True,
) -> FileNews:
    findings = FileFindings(
        {one.npi: one for one in found}, {one.npi: one for one in elsewhere}, {*deactivated}
    )
    return compare_list(targets, findings, HERE, whole=whole)


def test_who_is_not_on_record_is_new() -> None:
    assert compare([], make()) == FileNews(new=[make()])


def test_a_list_that_says_the_same_is_no_news() -> None:
    assert compare(known(make()), make()) == FileNews(unchanged=1)


@pytest.mark.parametrize(
    ("street", "zip_", "moved"),
    [
        ("410 PINE STREET SUITE 300", "98101-1234", False),  # the same, written otherwise
        ("410 Pine St, Ste 301", "98101", True),
        ("9 Elm Ave", "98101", True),
        ("410 Pine St, Ste 300", "98102", True),
    ],
)
def test_who_has_another_street_or_zip_code_has_moved(
    street: str, zip_: str, *, moved: bool
) -> None:
    news = compare(known(make()), make(street=street, zip=zip_))

    assert (len(news.moved), len(news.changed)) == ((1, 0) if moved else (0, 1))


def test_who_has_moved_away_is_followed() -> None:
    news = compare(known(make()), elsewhere=(make(zip="99201"),))

    assert [one.now.zip for one in news.moved] == ["99201"]
    assert news.retired == []


def test_another_phone_or_name_is_a_change() -> None:
    assert len(compare(known(make()), make(phone="206-555-0199")).changed) == 1
    assert len(compare(known(make()), make(name="Dr. Ann Park")).changed) == 1


def test_who_was_deactivated_or_is_absent_from_the_whole_file_has_left() -> None:
    both = known(make(), make(NPIS[1]))

    news = compare(both, deactivated=(NPIS[0],))

    assert [(one.known.record.npi, one.why) for one in news.retired] == [
        (NPIS[0], Ending.DEACTIVATED),
        (NPIS[1], Ending.GONE),
    ]


def test_who_lies_outside_what_is_looked_for_is_not_gone() -> None:
    assert compare(known(make(zip="98030"))) == FileNews()


@pytest.mark.parametrize(
    ("whole", "present", "gone"),
    [(False, 3, 0), (None, 1, 0), (None, 2, 2), (True, 0, 0), (True, 1, 0), (True, 2, 2)],
)
def test_who_is_absent_is_gone_only_if_the_file_holds_everybody(
    *, whole: bool | None, present: int, gone: int
) -> None:
    records = [make(npi) for npi in NPIS[:4]]

    news = compare(known(*records), *records[:present], whole=whole)

    assert (len(news.retired), len(news.missing)) == (gone, 4 - present - gone)


def test_who_had_left_comes_back_and_does_not_leave_twice() -> None:
    gone = known(make(), ended=True)

    assert [one.known.id for one in compare(gone, make()).back] == [1]
    assert compare(gone) == FileNews()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("npidata_pfile_20050523-20251109.csv", True),
        ("npidata_pfile_20251103-20251109.csv", False),
        ("npidata_pfile_20259999-20251109.csv", None),
        ("npidata.csv", None),
    ],
)
def test_the_name_of_the_file_says_whether_it_holds_everybody(
    name: str, *, expected: bool | None
) -> None:
    assert covers_everybody(name) is expected


def test_people_at_one_address_and_phone_are_an_office() -> None:
    pair = known(make(), make(NPIS[1], street="410 PINE STREET STE 300", zip="98101-1234"))

    place = Places(pair).place_of(pair[0])

    assert place.is_office
    assert place.name == "2 people at 410 Pine St, Ste 300"


def test_an_organisation_gives_the_place_its_name() -> None:
    both = known(make(), make(NPIS[1], kind=Kind.OFFICE, name="Pine Street Dental"))

    assert Places(both).place_of(both[0]).name == "Pine Street Dental"


def test_several_organisations_at_one_place_are_counted() -> None:
    some = known(
        make(),
        make(NPIS[1], kind=Kind.OFFICE, name="Elm"),
        make(NPIS[2], kind=Kind.OFFICE, name="Oak"),
    )

    assert Places(some).place_of(some[0]).name == "Elm and 1 more"


@pytest.mark.parametrize(
    "other",
    [
        make(NPIS[1], phone="206-555-0199"),
        make(NPIS[1], street="412 Pine St, Ste 300"),
        make(NPIS[1], street="410 Pine St, Ste 301"),
        make(NPIS[1], zip="98102"),
        make(NPIS[1], phone=""),
    ],
)
def test_another_phone_house_suite_or_zip_code_is_another_place(other: NewTarget) -> None:
    pair = known(make(), other)

    assert not Places(pair).place_of(pair[0]).is_office
    assert Places(pair).place_of(pair[0]).name == ""
    assert count_places([one.record for one in pair]) == 2


def test_nobody_has_left_by_a_file_that_was_cut_off() -> None:
    targets = known(make(), make(NPIS[1]), make(NPIS[2]))
    findings = FileFindings({NPIS[0]: make()}, deactivated={NPIS[2]}, cut=True)

    news = compare_list(targets, findings, HERE, whole=True)

    assert [one.record.npi for one in news.missing] == [NPIS[1]]
    assert [(one.known.record.npi, one.why) for one in news.retired] == [
        (NPIS[2], Ending.DEACTIVATED)
    ]


def test_nobody_has_left_whose_row_is_damaged() -> None:
    targets = known(make(), make(NPIS[1]), make(NPIS[2]))
    findings = FileFindings({NPIS[0]: make()}, unread={NPIS[1]})

    news = compare_list(targets, findings, HERE, whole=True)

    assert [one.record.npi for one in news.missing] == [NPIS[1]]
    assert [one.known.record.npi for one in news.retired] == [NPIS[2]]
