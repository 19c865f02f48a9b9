from collections.abc import Callable
from typing import Any

import pytest

from refcli.storage.book.door import Door, writing
from refcli.storage.sources import records as sources
from tests.conftest import TODAY, Ref, made_once

Answer = Callable[..., Any]

DAY = "2026-12-10"


@pytest.fixture
@made_once
def practice(ref: Ref) -> None:
    """Chen Dental (#4) and its Dr. Chen (#5) refer; Elm, Oak and Ash never did."""
    ref('source add "Elm Dental" --kind office --owner Tina')
    ref('add Bo --from "Dr. Wei Chen" --kind provider --office "Chen Dental"')
    ref('source add "Oak Dental" --kind office --do-not-mail')
    ref('source add "Ash Dental" --kind office --do-not-visit --do-not-mail')
    ref(f'event add "Open house" --on {DAY} --place "our garden"')


@pytest.mark.usefixtures("practice")
def test_an_event_is_added_and_listed(answer: Answer, ref: Ref) -> None:
    assert ref("event add Picnic --on 2026-12-24").stdout == (
        'Added event #2: Picnic, Thu 24 Dec 2026. Invite: ref event invite "#2" --kind office\n'
    )
    assert answer("event list --limit 1") == [
        {
            "id": 2,
            "event": "Picnic",
            "on": "2026-12-24",
            "place": "",
            "invited": 0,
            "yes": 0,
            "maybe": 0,
            "no": 0,
            "came": 0,
            "cancelled_on": None,
            "note": "",
        }
    ]


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("command", "sentence", "code"),
    [
        (f"event add 'open  house' --on {DAY}", "That is event #1 already", 1),
        (f"event add 12 --on {DAY}", "would be taken for an event's number", 2),
        (f"event add ' ' --on {DAY}", "A name is missing. See: ref event add --help", 2),
        ("event add Gala --on 2026-13-01", "is no date", 2),
        (
            "event invite 'open house'",
            "each with --source. See: ref event invite",
            2,
        ),
        ("event invite 1 --kind office --active", "There is no option --active", 2),
        ("event invite 1 --stage active", "There is no option --stage", 2),
        ("event invite gala --kind office", "No event is called 'gala'. See: ref event list", 1),
        (
            "event invite 1 --source none",
            "none only counts the referrals without a source, so it cannot be invited",
            1,
        ),
        ("event invite 1 --source nosuch", "No source is called 'nosuch'", 1),
        (
            "event invite 1 --source elm --source ash",
            '(do not mail, do not visit). If that has changed: ref source edit "#7" --no-do-not-m',
            1,
        ),
        ("event rsvp 1 elm yes", 'Type: ref event invite "#1" --source "#3"', 1),
        ("event rsvp 1 elm certainly", "'certainly' is not one of", 2),
        ("event came 1 elm", f"Open house is not before {DAY}; nobody has come yet.", 1),
        ("event edit 1 --name ''", "A name is missing", 2),
    ],
)
def test_what_cannot_be_is_refused(
    answer: Answer, ref: Ref, command: str, sentence: str, code: int
) -> None:
    before = answer("event show 1")

    assert sentence in ref(command, exit_code=code).stderr

    assert answer("event show 1") == before
    assert len(answer("event list")) == 1


@pytest.mark.usefixtures("practice")
def test_invitations_go_by_kind_each_once_whether_they_refer_or_not(
    answer: Answer, ref: Ref
) -> None:
    first = ref("event invite 'open house' --source 'chen dental'").stdout
    second = ref("event invite 'open house' --kind office").stdout
    third = ref("event invite 'open house' --kind office --source wei").stdout

    wishes = "Left out: Ash Dental (do not mail, do not visit), Oak Dental (do not mail)."
    assert first == f"Invited Chen Dental to Open house, {DAY}.\n"
    assert second == f"Invited Elm Dental to Open house, {DAY}; 1 invited already. {wishes}\n"
    assert third == f"Invited Dr. Wei Chen to Open house, {DAY}; 2 invited already. {wishes}\n"
    assert [guest["source"] for guest in answer("event show 1")["guests"]] == [
        "Chen Dental",
        "Dr. Wei Chen",
        "Elm Dental",
    ]


@pytest.mark.usefixtures("practice")
def test_who_wants_no_gifts_is_invited_only_by_name(answer: Answer, ref: Ref) -> None:
    ref("source edit 'elm dental' --no-gifts")

    whole = answer("event invite 1 --kind office")
    named = answer("event invite 1 --source 'elm dental'")

    assert (whole["invited"], whole["left_out"]) == (
        ["Chen Dental"],
        ["Ash Dental", "Elm Dental", "Oak Dental"],
    )
    assert named["invited"] == ["Elm Dental"]


@pytest.mark.usefixtures("practice")
def test_invitations_go_by_owner_and_leave_archived_ones_out(
    answer: Answer, ref: Ref, door: Door
) -> None:
    ref("source add Retired --kind office --owner tina")
    with writing(door) as book:
        sources.edit_source(book, 8, {"archived_on": TODAY})

    made = answer("event invite 1 --owner Tina")

    assert made == {
        "event_id": 1,
        "event": "Open house",
        "invited": ["Elm Dental"],
        "already": [],
        "left_out": [],
        "archived": 1,
    }


@pytest.mark.usefixtures("practice")
def test_a_dry_run_lists_by_name_and_invites_nobody(answer: Answer, ref: Ref) -> None:
    rows = answer("event invite 1 --kind office --kind provider --dry-run")
    shown = ref("event invite 1 --kind office --dry-run").stdout

    assert [(row["source"], row["what"]) for row in rows] == [
        ("Ash Dental", "left out: do not mail, do not visit"),
        ("Chen Dental", "invite"),
        ("Dr. Wei Chen", "invite"),
        ("Elm Dental", "invite"),
        ("Oak Dental", "left out: do not mail"),
    ]
    assert "Nobody is chosen or ordered by number of referrals or production." in shown
    assert answer("event show 1")["guests"] == []
    assert "event invite" not in ref("history").stdout


def test_the_help_says_by_what_nobody_is_chosen(ref: Ref) -> None:
    assert "never the number of referrals or the production" in ref("event invite --help").stdout


@pytest.mark.usefixtures("practice")
def test_the_last_answer_counts(answer: Answer, ref: Ref) -> None:
    ref("event invite 1 --source wei --source elm")

    first = ref("event rsvp 'open house' wei maybe --note 'asks Jo'").stdout
    second = ref("event rsvp 'open house' wei YES", as_of="2026-11-25").stdout

    assert first == f"Dr. Wei Chen (provider, Chen Dental) says maybe to Open house, {DAY}.\n"
    assert second == (
        f"Dr. Wei Chen (provider, Chen Dental) says yes to Open house, {DAY} (before: maybe).\n"
    )
    guest = answer("event show 1", as_of="2026-11-25")["guests"][0]
    assert (guest["answer"], guest["answered_on"], guest["note"]) == (
        "yes",
        "2026-11-25",
        "asks Jo",
    )


@pytest.mark.usefixtures("practice")
def test_whoever_came_was_met_in_person(answer: Answer, ref: Ref) -> None:
    ref("event invite 1 --source wei")
    ref("event rsvp 1 wei yes")

    said = ref("event came 1 wei --met 'Dr. Chen, Kim' --by Marc", as_of="2026-12-11").stdout
    extra = answer("event came 'open house' elm", as_of="2026-12-11")

    assert said == (
        f"Recorded that Dr. Wei Chen came to Open house on {DAY}. Next visit due 2027-01-10.\n"
    )
    assert extra == {
        "id": 2,
        "event_id": 1,
        "source_id": 3,
        "source": "Elm Dental",
        "on": DAY,
        "invited": False,
        "next_visit": "2027-01-10",
        "meeting_held": None,
    }
    assert answer("source show wei", as_of="2026-12-11")["timeline"][0] == {
        "on": DAY,
        "what": "event",
        "source": "Dr. Wei Chen",
        "details": "by Marc; met Dr. Chen, Kim; Open house",
    }
    twice = ref("event came 1 wei", as_of="2026-12-11", exit_code=1).stderr
    assert f"That Dr. Wei Chen came to Open house, {DAY}, is on record." in twice


@pytest.mark.usefixtures("practice")
def test_an_event_is_shown_with_its_guests_and_rates(answer: Answer, ref: Ref) -> None:
    ref("event invite 1 --source wei --source elm")
    ref("event rsvp 1 wei yes")
    before = ref("event show 1").stdout
    ref("event came 1 wei --note late", as_of=DAY)
    ref("event came 1 'chen dental'", as_of=DAY)

    shown = ref("event show 1", as_of=DAY).stdout.splitlines()

    assert shown[:3] == [
        f"#1 Open house, {DAY}, our garden.",
        "invited 2, answered 1 (50%): 1 yes, 0 maybe, 0 no",
        "came 2, 1 of them not invited (50% of the invited, 100% of those who had said yes)",
    ]
    facts = answer("event show 1", as_of=DAY)
    assert {name: facts[name] for name in facts if name.endswith("rate")} == {
        "answered_rate": 0.5,
        "came_rate": 0.5,
        "kept_word_rate": 1.0,
    }
    assert facts["guests"][0] == {
        "source_id": 4,
        "source": "Chen Dental",
        "kind": "office",
        "invited_on": None,
        "answer": None,
        "answered_on": None,
        "came": True,
        "met": "",
        "note": "",
    }
    assert ref("event show 1").stdout == before
    assert "came" not in before.splitlines()[2]
    csv = ref("event show 1 -f csv", as_of=DAY).stdout.splitlines()
    assert csv[0].startswith("source_id,source,kind,invited_on,answer")
    assert len(csv) == 4


@pytest.mark.usefixtures("practice")
def test_an_event_is_named_by_number_name_or_part(ref: Ref) -> None:
    ref("event add 'Open house' --on 2027-12-10")

    refusal = ref("event show open", exit_code=1).stderr

    assert (
        "'open' could be #1 Open house (2026-12-10), #2 Open house (2027-12-10)."
        ' Say which by its number: "#1"'
    ) in refusal
    for typed in ("1", "#1"):
        assert ref(f"event show '{typed}'").stdout.startswith("#1 Open house")
    ref("event add 'Lunch and learn' --on 2027-01-10")
    assert "could be #3 Lunch and learn" in ref("event show 'lunch and laern'", exit_code=1).stderr


@pytest.mark.usefixtures("practice")
def test_a_cancelled_event_takes_nobody(answer: Answer, ref: Ref) -> None:
    ref("event invite 1 --source elm")

    said = ref("event cancel open", as_of="2026-11-24").stdout

    assert said == (f"Cancelled Open house, {DAY}. Tell the 1 invited: ref event show 1\n")
    for command in ("invite 1 --kind office", "rsvp 1 elm yes", "came 1 elm", "cancel 1"):
        refusal = ref(f"event {command}", as_of="2026-12-12", exit_code=1).stderr
        assert f"Open house ({DAY}) was cancelled on 2026-11-24." in refusal
    assert answer("event list", as_of="2026-11-23")[0]["cancelled_on"] is None
    assert answer("event list", as_of="2026-11-24")[0]["cancelled_on"] == "2026-11-24"
    ref(f"event add 'Open house' --on {DAY}", as_of="2026-11-24")
    assert ref("event show open", as_of="2026-11-24").stdout.startswith("#2 ")


@pytest.mark.usefixtures("practice")
def test_an_event_is_corrected(answer: Answer, ref: Ref) -> None:
    ref("event came 1 elm", as_of=DAY)

    said = ref("event edit 1 --on 2026-12-09 --name 'Garden party' --place ''", as_of=DAY).stdout

    assert said == "Saved event #1: Garden party, Wed 9 Dec 2026.\n"
    event = answer("source show elm", as_of=DAY)["timeline"][0]
    assert (event["on"], event["details"]) == ("2026-12-09", "by tina; Garden party")
    later = ref("event edit 1 --on 2026-12-20", as_of=DAY, exit_code=1).stderr
    assert "Somebody came to Garden party, so it cannot be after today." in later
    took_place = ref("event cancel garden", as_of=DAY, exit_code=1).stderr
    assert "Somebody came to Garden party, so it took place." in took_place


@pytest.mark.usefixtures("practice")
def test_nobody_is_invited_to_what_is_over(ref: Ref) -> None:
    refusal = ref("event invite 1 --kind office", as_of="2026-12-11", exit_code=1).stderr

    assert 'Who came can still be recorded: ref event came "#1" SOURCE' in refusal


@pytest.mark.usefixtures("practice")
def test_an_invitation_can_be_undone(answer: Answer, ref: Ref) -> None:
    ref("event invite 1 --kind office")
    ref("undo")

    assert answer("event show 1")["guests"] == []
