"""Whom a thank-you may name: one test for each row of the matrix, and what no row gives away."""

from itertools import product

from refcli.core.letters.privacy import Audience, Letter, may_name


def test_a_report_to_the_referring_clinician_names_the_patient() -> None:
    decision = may_name(Audience.CLINICIAN, Letter.REPORT)

    assert (decision.names, decision.sends) == (True, True)
    assert decision.basis == "45 CFR 164.506(c)"
    assert "no gift" in decision.words


def test_words_that_go_with_a_gift_to_a_clinician_never_name_a_patient() -> None:
    decision = may_name(Audience.CLINICIAN, Letter.GIFT_CARD, authorized=True, parent=True)

    assert (decision.names, decision.sends) == (False, True)


def test_a_thank_you_to_the_staff_or_an_open_office_goes_out_without_names() -> None:
    for letter in (Letter.THANK_YOU, Letter.REPORT):
        decision = may_name(Audience.CLINICIAN_STAFF, letter, authorized=True)
        assert (decision.names, decision.sends) == (False, True)


def test_a_thank_you_to_a_clinician_that_is_no_report_names_nobody() -> None:
    assert may_name(Audience.CLINICIAN, Letter.THANK_YOU, authorized=True).names is False


def test_a_referring_patient_is_thanked_in_words_that_confirm_nothing() -> None:
    decision = may_name(Audience.PATIENT, Letter.THANK_YOU)

    assert (decision.names, decision.sends) == (False, True)
    assert "do not say that anybody came" in decision.words


def test_a_referring_patient_reads_a_name_only_where_the_new_patient_authorized_it() -> None:
    decision = may_name(Audience.PATIENT, Letter.THANK_YOU, authorized=True)

    assert (decision.names, decision.sends) == (True, True)
    assert decision.basis == "45 CFR 164.508"


def test_a_parent_may_be_told_of_their_own_child() -> None:
    decision = may_name(Audience.PATIENT, Letter.THANK_YOU, parent=True)

    assert (decision.names, decision.sends) == (True, True)
    assert decision.basis == "45 CFR 164.502(g)"


def test_what_anybody_can_read_does_not_go_out_whoever_authorized_it() -> None:
    for to, letter in (
        *((to, letter) for to in Audience for letter in (Letter.POSTCARD, Letter.POST)),
        *((Audience.PUBLIC, letter) for letter in Letter),
    ):
        decision = may_name(to, letter, authorized=True, parent=True)
        assert (decision.names, decision.sends) == (False, False)


def test_nobody_is_named_but_in_a_report_by_authorization_or_to_a_parent() -> None:
    named = {
        (to, letter, authorized, parent)
        for to, letter, authorized, parent in product(
            Audience, Letter, (False, True), (False, True)
        )
        if may_name(to, letter, authorized=authorized, parent=parent).names
    }

    private = (Letter.REPORT, Letter.THANK_YOU)
    assert named == {
        *(
            (Audience.CLINICIAN, Letter.REPORT, *known)
            for known in product((False, True), repeat=2)
        ),
        *((Audience.PATIENT, letter, True, False) for letter in private),
        *((Audience.PATIENT, letter, False, True) for letter in private),
        *((Audience.PATIENT, letter, True, True) for letter in private),
    }


def test_every_decision_says_why() -> None:
    for to, letter in product(Audience, Letter):
        decision = may_name(to, letter)
        assert decision.words.endswith(".")
        assert decision.basis
