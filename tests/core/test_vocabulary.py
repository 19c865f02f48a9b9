"""The closed sets, as the contract has them."""

from refcli.core.vocabulary import (
    CHANNELS,
    IN_PERSON,
    INTERNAL,
    NOT_COUNTABLE,
    PROGRESS,
    ActivityKind,
    BuiltIn,
    DueType,
    Kind,
    MarkAction,
    Status,
)


def test_the_words_are_those_of_the_contract() -> None:
    assert " ".join(Kind) == (
        "patient provider office insurer community signage print digital other"
    )
    assert " ".join(BuiltIn) == "unknown none"
    assert " ".join(Status) == "received scheduled seen completed lost duplicate invalid"
    assert " ".join(ActivityKind) == (
        "visit lunch drop_off event call letter thank_you report follow_up social"
    )
    assert " ".join(DueType) == (
        "visit meeting thank_you report follow_up schedule came occasion event next_step duty"
        " credential issue gift policy quiet"
    )
    assert " ".join(MarkAction) == "skip snooze"


def test_a_kind_is_internal_a_channel_or_other() -> None:
    assert {kind for kind in Kind if kind.internal} == INTERNAL
    assert sorted(INTERNAL) == ["insurer", "office", "patient", "provider"]
    assert sorted(CHANNELS) == ["community", "digital", "print", "signage"]
    assert set(Kind) - INTERNAL - CHANNELS == {Kind.OTHER}


def test_a_referral_makes_progress_or_is_closed() -> None:
    assert PROGRESS == ("received", "scheduled", "seen", "completed")
    assert set(Status) - set(PROGRESS) == {"lost", "duplicate", "invalid"}
    assert sorted(NOT_COUNTABLE) == ["duplicate", "invalid"]


def test_only_what_is_done_in_person_is_a_visit() -> None:
    assert sorted(IN_PERSON) == ["drop_off", "event", "lunch", "visit"]
