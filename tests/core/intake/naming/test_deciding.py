"""Whom the names of a file mean: by NPI, phone, e-mail, ZIP, and then by the names alone."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.intake.columns.meanings import RowKind
from refcli.core.intake.naming.deciding import Decider, Names
from refcli.core.intake.naming.decisions import Means, NameAnswer, NameDecision
from refcli.core.intake.naming.known import KnownSources
from refcli.core.intake.naming.listing import list_names, name_lines
from refcli.core.intake.naming.mentions import gather_names
from refcli.core.intake.naming.reaching import Reach
from refcli.core.intake.reading.understood import ContactLine, ReferralLine, Understood
from refcli.core.names.named import Named
from refcli.core.vocabulary import Kind, Status

UNKNOWN, NONE = Named(1, "unknown", Kind.OTHER), Named(2, "none", Kind.OTHER)
PARK = Named(3, "Dr. Susan Park", Kind.PROVIDER)
ELM = Named(4, "Elm Dental", Kind.OFFICE)
BOOK = (UNKNOWN, NONE, PARK, ELM)
OF_PARK = Reach(npi="1234567893", phone="2065550142", email="park@elm.example", zip="98101")
OF_ELM = Reach(phone="2065550100", zip="98101")
REACHED = {3: OF_PARK, 4: OF_ELM}


def contact(name: str, line: int = 2, **values: Any) -> ContactLine:  # noqa: ANN401
    """Somebody of an address book, a provider for certain unless nothing says so."""
    kind = Kind(values.pop("kind", "provider"))
    sure = values.pop("sure", "yes") == "yes"
    return ContactLine(file="a.csv", line=line, name=name, kind=kind, sure=sure, **values)


def decide(
    *contacts: ContactLine,
    known: Sequence[Named] = BOOK,
    reached: Mapping[int, Reach] = REACHED,
    remembered: Mapping[str, NameAnswer] | None = None,
) -> Names:
    """What the names of an address book mean."""
    understood = Understood(
        files=("a.csv",),
        format="any",
        title="contacts",
        rows_are=RowKind.CONTACT,
        contacts=contacts,
    )
    decider = Decider(KnownSources(known, reached), remembered=remembered or {})
    return decider.decide_all(gather_names([understood]))


def meant(names: Names) -> list[tuple[str, int | None]]:
    """What each name means, and whom of those on record."""
    return [(str(one.means), one.source_id) for one in list_names(names)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({"phone": "206-555-0101"}, {"email": "lee@mail.example"}, ["new", "could_be"]),
        ({"npi": "1245319599"}, {"zip": "97301"}, ["new", "could_be"]),
        ({"office": "Elm Dental"}, {"phone": "206-555-0101"}, ["new", "could_be"]),
        ({"phone": "206-555-0101"}, {"phone": "206-555-0101"}, ["new"]),
        ({"zip": "98101"}, {"zip": "98101", "email": "lee@mail.example"}, ["new"]),
        ({"office": "Elm Dental"}, {"office": "Elm", "phone": "206-555-0101"}, ["new"]),
        ({"phone": "206-555-0101"}, {}, ["new"]),  # nothing to lose
    ],
)
def test_two_contacts_with_nothing_but_the_name_in_common_are_asked_about(
    first: Mapping[str, str], second: Mapping[str, str], expected: list[str]
) -> None:
    names = decide(contact("Dr. Mary Lee", 2, **first), contact("Dr. Mary Lee", 3, **second))

    found = sorted(list_names(names), key=lambda one: one.line)
    assert [str(one.means) for one in found if one.typed == "Dr. Mary Lee"] == expected


def test_a_third_contact_goes_with_whom_it_has_something_in_common() -> None:
    names = decide(
        contact("Mary Lee", 2, phone="206-555-0101"),
        contact("Mary Lee", 3, email="lee@mail.example"),
        contact("Mary Lee", 4, email="lee@mail.example", phone="206-555-0199"),
    )

    assert sorted((one.rows, str(one.means)) for one in list_names(names)) == [
        (1, "new"),
        (2, "could_be"),
    ]


# By what somebody is reached


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("Susan Miller", {"npi": "1234567893"}, ("same", 3)),  # she married
        ("Wei Chen", {"npi": "1234567893"}, ("could_be", 3)),
        ("John Park", {"npi": "1234567893"}, ("could_be", 3)),  # the group's number
        ("S. Park", {"phone": "206-555-0142"}, ("same", 3)),
        ("Park, Sue", {"phone": "(206) 555-0142 x7"}, ("same", 3)),
        ("John Park", {"phone": "206-555-0142"}, ("could_be", 3)),  # her brother
        ("Wei Chen", {"phone": "206-555-0142"}, ("new", None)),  # of the same practice
        ("Sue Park", {"email": "PARK@elm.example"}, ("same", 3)),
        ("Wei Chen", {"email": "park@elm.example"}, ("new", None)),
        ("Susan Park DDS", {"zip": "98101-1234"}, ("same", 3)),
        ("Sue Park", {"zip": "98101"}, ("could_be", 3)),
        ("Susan Park", {}, ("same", 3)),
        ("Sue Park", {}, ("could_be", 3)),
        ("Dr. Elm", {"sure": "no"}, ("new", None)),  # a title means a person, never a place
    ],
)
def test_who_is_reached_alike_is_the_same_where_the_name_fits(
    name: str, values: dict[str, Any], expected: tuple[str, int | None]
) -> None:
    assert meant(decide(contact(name, **values))) == [expected]


@pytest.mark.parametrize(
    "values",
    [
        {"npi": "1881699995"},
        {"phone": "503-555-0199"},
        {"email": "other@oak.example"},
        {"zip": "97301"},
        {"phone": "503-555-0199", "zip": "97301"},
    ],
)
def test_nobody_is_merged_on_a_name_alone_where_something_contradicts_it(
    values: dict[str, Any],
) -> None:
    assert meant(decide(contact("Dr. Susan Park", **values))) == [("could_be", 3)]


def test_a_new_phone_contradicts_nothing_where_the_zip_is_the_same() -> None:
    names = decide(contact("Susan Park", phone="503-555-0199", zip="98101"))

    assert meant(names) == [("same", 3)]


def test_the_npi_goes_before_the_phone() -> None:
    other = Named(5, "Dr. Susan Parker", Kind.PROVIDER)
    reached = {3: OF_PARK, 5: Reach(phone="5035550177")}
    row = contact("Susan Park", npi="1234567893", phone="503-555-0177")

    assert meant(decide(row, known=(*BOOK, other), reached=reached)) == [("same", 3)]


def test_of_two_namesakes_the_one_in_that_zip_is_meant() -> None:
    known = (Named(5, "Lee Dental", Kind.OFFICE), Named(6, "Lee Dental", Kind.OFFICE))
    reached = {5: Reach(zip="98101"), 6: Reach(zip="97301")}

    there = decide(contact("Lee Dental", kind="office", zip="97301"), known=known, reached=reached)
    nowhere = decide(contact("Lee Dental", kind="office"), known=known, reached=reached)

    assert meant(there) == [("same", 6)]
    assert meant(nowhere) == [("could_be", 5)]


def test_a_place_is_no_person_at_the_same_phone() -> None:
    assert meant(decide(contact("Park Dental", kind="office", phone="206-555-0142"))) == [
        ("new", None)
    ]


# The names of one file


def test_new_names_of_one_file_are_held_against_each_other_by_phone_too() -> None:
    names = decide(
        contact("Ngozi A Okafor, DDS", 2, phone="206-555-0141"),
        contact("N. Okafor, DDS", 3, phone="206-555-0141"),
        contact("Ngozi Okafor", 4, phone="503-555-0199"),
    )

    assert list(name_lines(names)) == [
        "Ngozi A Okafor, DDS, 1 row: new provider",
        "N. Okafor, DDS, 1 row: same as Ngozi A Okafor, DDS of this file",
        "Ngozi Okafor, 1 row: could be Ngozi A Okafor, DDS of this file",
    ]


def test_two_contacts_of_one_name_that_are_told_apart_are_asked_about() -> None:
    names = decide(
        contact("Mary Roe", 2, phone="206-555-0101"),
        contact("Roe, Mary", 3, phone="206-555-0102"),
        contact("Mary Roe", 4),
    )

    assert [(one.typed, one.means, one.rows) for one in list_names(names)] == [
        ("Mary Roe", Means.NEW, 1),
        ("Roe, Mary", Means.COULD_BE, 1),
        ("Mary Roe", Means.COULD_BE, 1),
    ]


SPELLINGS = ("Dr. Susan Prak", "Prak, Susan", "SUSAN PRAK DDS", "Susan Prak, D.M.D., P.C.")


@given(st.sampled_from([*permutations(SPELLINGS)]))
def test_spellings_of_one_name_are_one_in_whatever_order(several: tuple[str, ...]) -> None:
    names = decide(*(contact(one, at) for at, one in enumerate(several, 2)), known=(UNKNOWN, NONE))

    assert [(one.typed, one.means, one.rows) for one in list_names(names)] == [
        (several[0], Means.NEW, 4)
    ]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Dr. Amy Ito", "new provider"),
        ("Amy Ito, DMD", "new provider"),
        ("Dr. Kim", "new? provider"),
        ("Amy Ito", "new? what is it?"),
    ],
)
def test_a_title_by_a_whole_name_says_what_it_is(name: str, line: str) -> None:
    kind = Kind.PROVIDER if "D" in name else None
    row = ContactLine(file="a.csv", line=2, name=name, kind=kind, sure=False)

    assert list(name_lines(decide(row))) == [f"{name}, 1 row: {line}"]


# What was answered before


def test_what_was_answered_goes_before_the_name_but_not_before_the_npi() -> None:
    remembered = {"chen": NameAnswer(Means.SAME, 4), "* friend old": NameAnswer(Means.UNKNOWN)}

    names = decide(
        contact("Chen", 2),
        contact("Old friend", 3),
        contact("Chen Park", 4, npi="1234567893"),
        remembered=remembered,
    )

    assert meant(names) == [("same", 4), ("unknown", 1), ("same", 3)]


def test_an_answer_about_a_source_that_is_archived_is_open_again() -> None:
    gone = Named(5, "Oak Endo", Kind.OFFICE, archived=True)

    names = decide(
        contact("Oaks"), known=(*BOOK, gone), remembered={"oaks": NameAnswer(Means.SAME, 5)}
    )

    assert list(name_lines(names)) == [
        'Oaks, 1 row: #5 Oak Endo is archived. To bring it back: ref source archive "#5" --back'
    ]


def test_many_names_of_sources_on_record_are_counted() -> None:
    known = [Named(n, f"Dr. Ann {chr(64 + n)}ville", Kind.PROVIDER) for n in range(1, 15)]

    names = decide(*(contact(one.name, one.id) for one in known), known=known, reached={})

    assert list(name_lines(names)) == ["14 names of sources on record."]


@pytest.mark.parametrize(
    "values",
    [{"npi": "1881699995"}, {"phone": "503-555-0199"}, {"zip": "97301"}, {"office": "Oak Dental"}],
)
@pytest.mark.parametrize("name", ["Dr. Susan Park", "Dr. Suzy"])
def test_what_was_answered_before_is_asked_anew_where_something_contradicts_it(
    name: str, values: dict[str, Any]
) -> None:
    park = Named(3, "Dr. Susan Park", Kind.PROVIDER, ("Dr. Suzy",), "Elm Dental")
    remembered = {"park susan": NameAnswer(Means.SAME, 3)}  # a choice; Dr. Suzy is an alias

    names = decide(contact(name, **values), known=(*BOOK[:2], park, ELM), remembered=remembered)

    assert meant(names)[0] == ("could_be", 3)


# By where somebody works, and by the numbers of a file

AT_ELM = Named(3, "Dr. Susan Park", Kind.PROVIDER, (), "Elm Dental")
ELM_TOO = Named(4, "Elm Dental", Kind.OFFICE, ("Smiles on Elm",))


def referral(line: int, source: str = "Dr. Susan Park", **values: Any) -> ReferralLine:  # noqa: ANN401
    """A patient whom a provider sent."""
    return ReferralLine(
        file=values.pop("file", "a.csv"),
        line=line,
        received_on=date(2026, 11, 2),
        patient=f"Pat {line}",
        source=source,
        kind=values.pop("kind", Kind.PROVIDER),
        status=Status.RECEIVED,
        **values,
    )


def decide_rows(
    *rows: ReferralLine,
    known: Sequence[Named] = (UNKNOWN, NONE),
    remembered: Mapping[str, NameAnswer] | None = None,
) -> Names:
    """What the names of a list of referrals mean."""
    understood = Understood(
        files=("a.csv",),
        format="any",
        title="referrals",
        rows_are=RowKind.REFERRAL,
        referrals=rows,
    )
    decider = Decider(KnownSources(known, {}), remembered=remembered or {})
    return decider.decide_all(gather_names([understood]))


def test_two_offices_tell_namesakes_of_one_file_apart() -> None:
    names = decide_rows(
        referral(2, office="Lakeside Dental"),
        referral(3, office="Harbor Dental"),
        referral(4, office="Lakeside"),
    )

    assert [(one.typed, one.means, one.office, one.rows) for one in list_names(names)][:2] == [
        ("Dr. Susan Park", Means.NEW, "Lakeside Dental", 2),
        ("Dr. Susan Park", Means.COULD_BE, "Harbor Dental", 1),
    ]


@given(st.permutations(["", "Lakeside Dental", "Harbor Dental"]))
def test_a_row_without_an_office_is_asked_about_where_namesakes_have_two(
    offices: list[str],
) -> None:
    rows = [referral(at, office=office) for at, office in enumerate(offices, 2)]

    names = decide_rows(*rows)

    open_ones = {one.office for one in list_names(names) if not one.sure}
    first = next(office for office in offices if office)
    assert open_ones == {"", "Lakeside Dental", "Harbor Dental"} - {first}


def test_two_numbers_of_one_file_tell_namesakes_apart() -> None:
    names = decide_rows(
        referral(2, "John Smith", kind=Kind.PATIENT, source_key="12"),
        referral(3, "John Smith", kind=Kind.PATIENT, source_key="47"),
        referral(4, "Smith, John", kind=Kind.PATIENT, source_key="12"),
    )

    assert [(one.means, one.rows) for one in list_names(names)] == [
        (Means.NEW, 2),
        (Means.COULD_BE, 1),
    ]


def test_the_numbers_of_two_files_tell_nobody_apart() -> None:
    names = decide_rows(referral(2, source_key="12"), referral(2, source_key="47", file="b.csv"))

    assert [(one.means, one.rows) for one in list_names(names)] == [(Means.NEW, 2)]


def test_another_office_than_the_known_one_is_asked_about_with_the_line_to_move() -> None:
    names = decide_rows(referral(2, office="Harbor Dental"), known=(UNKNOWN, NONE, AT_ELM, ELM_TOO))

    [one] = list_names(names)
    assert (one.means, one.source_id) == (Means.COULD_BE, 3)
    assert one.why == (
        "could be #3 Dr. Susan Park, who works at Elm Dental, and not at Harbor Dental; if it"
        ' moved, first: ref source move "#3" --to "Harbor Dental"'
    )


@pytest.mark.parametrize("office", ["Elm Dental", "ELM DENTAL, PLLC", "Elm", "Smiles on Elm", ""])
def test_the_known_office_is_known_by_each_of_its_names(office: str) -> None:
    names = decide_rows(referral(2, office=office), known=(UNKNOWN, NONE, AT_ELM, ELM_TOO))

    assert meant(names) == [("same", 3)]


def test_of_two_namesakes_the_one_in_that_office_is_meant() -> None:
    other = Named(5, "Dr. Susan Park", Kind.PROVIDER, (), "Harbor Dental")
    known = (UNKNOWN, NONE, AT_ELM, ELM_TOO, other)

    assert meant(decide_rows(referral(2, office="Harbor Dental"), known=known)) == [("same", 5)]
    assert meant(decide_rows(referral(2), known=known)) == [("could_be", 3)]


def test_who_was_said_to_work_in_a_second_office_is_not_asked_about_again() -> None:
    remembered = {"park susan @ harbor dental": NameAnswer(Means.SAME, 3)}
    known = (UNKNOWN, NONE, AT_ELM, ELM_TOO)

    names = decide_rows(
        referral(2, office="Harbor Dental"),
        referral(3, office="Oak Dental"),
        known=known,
        remembered=remembered,
    )

    assert meant(names) == [("same", 3), ("could_be", 3)]


def test_an_answer_of_one_decision_changes_no_name_for_the_next() -> None:
    understood = Understood(
        files=("a.csv",),
        format="any",
        title="contacts",
        rows_are=RowKind.CONTACT,
        contacts=(contact("Dr. Ann Ito", sure="no"),),
    )
    mentions = gather_names([understood])
    known = KnownSources(BOOK, REACHED)
    said = NameAnswer(Means.NEW, kind=Kind.PROVIDER, office="Elm Dental")

    first = Decider(
        known, remembered={}, settle=lambda one: said if one.mention.listed else None
    ).decide_all(mentions)
    then = Decider(KnownSources(BOOK, REACHED), remembered={}).decide_all(mentions)

    assert (first.decisions[0].mention.office, first.decisions[0].office_id) == ("Elm Dental", -2)
    assert (then.decisions[0].mention.office, then.decisions[0].office_id) == ("", None)


def test_thousands_of_spellings_of_one_name_are_one_with_all_of_them() -> None:
    letters = "susannahparkin"
    spellings = [
        "Dr. "
        + "".join(c.upper() if n >> place & 1 else c for place, c in enumerate(letters))
        + " Ito"
        for n in range(6_000)
    ]

    [one] = gather_names(
        [
            Understood(
                files=("a.csv",),
                format="any",
                title="any",
                rows_are=RowKind.CONTACT,
                contacts=tuple(contact(name, line) for line, name in enumerate(spellings)),
            )
        ]
    ).several

    assert (one.rows, one.spellings, one.titles) == (6_000, tuple(spellings), frozenset([True]))


@pytest.mark.parametrize(
    "answer",
    [
        NameAnswer(Means.NEW, kind=Kind.PROVIDER, office="Oak Dental"),
        NameAnswer(Means.NEW, kind=Kind.PATIENT),
        NameAnswer(Means.SAME, 3),
        NameAnswer(Means.UNKNOWN),
    ],
)
def test_where_a_new_provider_works_can_only_be_an_office(answer: NameAnswer) -> None:
    office = decide_with(contact("Dr. Ann Ito", office="Oak Dental"), {"Oak Dental": answer})

    assert (office.sure, office.means) == (False, Means.COULD_BE)
    assert office.why == (
        "'Oak Dental' is where a provider of the file works: it is one of the offices (its"
        " number), or new, and an office"
    )


@pytest.mark.parametrize(
    "answer", [NameAnswer(Means.SAME, 4), NameAnswer(Means.NEW, kind=Kind.OFFICE, office="Oak")]
)
def test_where_a_new_provider_works_may_be_said_to_be_an_office(answer: NameAnswer) -> None:
    office = decide_with(contact("Dr. Ann Ito", office="Oak Dental"), {"Oak Dental": answer})

    assert (office.sure, office.means) == (True, answer.means)


def test_what_was_answered_of_a_name_in_a_row_is_not_said_of_where_somebody_works() -> None:
    names = decide(
        contact("Dr. Ann Ito", office="Oak Dental"),
        remembered={"dental oak": NameAnswer(Means.UNKNOWN)},
    )

    office = names.decisions[-1]
    assert (office.sure, office.means, office.kind) == (True, Means.NEW, Kind.OFFICE)


def decide_with(one: ContactLine, answers: Mapping[str, NameAnswer]) -> NameDecision:
    """What the last name of a contact, that of its office, means by some answers."""
    understood = Understood(
        files=("a.csv",), format="any", title="any", rows_are=RowKind.CONTACT, contacts=(one,)
    )
    decider = Decider(
        KnownSources(BOOK, REACHED),
        remembered={},
        settle=lambda decision: answers.get(decision.mention.typed),
    )
    return decider.decide_all(gather_names([understood])).decisions[-1]
