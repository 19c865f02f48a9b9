"""What an invitation did, and how an event reads."""

from datetime import date

from refcli.core.events.choice import Choice, Invitable, choice_table, invited_line, left_out
from refcli.core.events.guests import Event, Turnout
from refcli.core.events.tables import event_lines
from refcli.core.vocabulary import Kind

DAY = date(2026, 7, 10)
FAIR = Event(id=1, name="fair", on=DAY, added_on=DAY, place="garden", note="bring cards")
ELM, OAK = (
    Invitable(id=id_, name=name, kind=Kind.OFFICE)
    for id_, name in enumerate(("Elm", "Oak"), start=3)
)


def test_nothing_keeps_from_an_invitation_unless_it_is_said() -> None:
    assert (ELM.do_not_mail, ELM.do_not_visit, ELM.no_gifts, ELM.built_in) == (False,) * 4


def test_whoever_was_invited_alone_is_named_and_several_are_counted() -> None:
    assert invited_line(FAIR, Choice()) == "Invited nobody new to fair, 2026-07-10."
    assert invited_line(FAIR, Choice([ELM])) == "Invited Elm to fair, 2026-07-10."
    assert invited_line(FAIR, Choice([ELM, OAK], [OAK])) == (
        "Invited 2 sources to fair, 2026-07-10; 1 invited already."
    )


def test_who_is_left_out_is_named_with_the_reason_and_the_archived_are_counted() -> None:
    assert left_out(Choice()) == ""
    assert left_out(Choice(left_out=[(ELM, "no_gifts")])) == " Left out: Elm (no_gifts)."
    assert left_out(Choice(left_out=[(ELM, "no_gifts")], archived=2)) == (
        " Left out: Elm (no_gifts), 2 archived."
    )


def test_a_choice_is_listed_by_name() -> None:
    table = choice_table(FAIR, Choice([OAK], [], [(ELM, "no_gifts")]))

    assert [(row[1], row[4]) for row in table.rows] == [
        ("Elm", "left out: no_gifts"),
        ("Oak", "invite"),
    ]


def test_an_event_is_told_with_its_note_its_answers_and_who_came() -> None:
    turnout = Turnout(invited=4, yes=2, no=1, came=3, walk_ins=1, kept_word=2)

    assert event_lines(FAIR, turnout, DAY)[:3] == [
        "#1 fair, 2026-07-10, garden.",
        "note: bring cards",
        "invited 4, answered 3 (75%): 2 yes, 0 maybe, 1 no",
    ]
    assert event_lines(FAIR, turnout, DAY)[3].startswith("came 3, 1 of them not invited")
    assert event_lines(FAIR, Turnout(came=3), DAY)[-1].startswith("came 3")
    assert "not invited" not in event_lines(FAIR, Turnout(came=3), DAY)[-1]
    assert len(event_lines(FAIR, turnout, date(2026, 7, 9))) == 3
