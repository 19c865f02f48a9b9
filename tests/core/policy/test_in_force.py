"""Which rules a practice has, as it is known: strict where nothing was said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refcli.core.policy.house import HouseRule
from refcli.core.policy.in_force import in_force, profession_of, state_words
from refcli.core.policy.rules import Policy, Preset
from refcli.core.policy.yearly import YearlyFigure
from refcli.core.vocabulary import IncentiveForm, Payer, RecipientClass
from refcli.storage.policy.presets import shipped_presets

DAY = date(2026, 11, 23)
STATES = sorted({preset.jurisdiction[3:] for preset in shipped_presets()})  # "" among them
FLAGS = (
    *("contingent_allowed", "solicited_allowed"),
    *("patient_reward_allowed", "percent_of_fee_allowed"),
)


def ids(policy: Policy) -> list[str]:
    return [preset.id for preset in policy.presets]


NATIONAL = ["us-aks", "us-oig-nominal-2000", "us-oig-nominal-2016"]
REST = ["us-stark-nmc", "ethics-ada", "ethics-ama", "strict-default", "irs-274b"]


def test_a_practice_of_which_nothing_is_known_has_the_nations_rules_and_the_default() -> None:
    policy = in_force(shipped_presets(), on=DAY)

    assert ids(policy) == [*NATIONAL, *REST]
    assert (policy.state, policy.bills_dhs, policy.house) == ("", None, {})


@pytest.mark.parametrize(
    ("state", "own"),
    [
        ("NC", ["us-nc"]),
        ("wa ", ["us-wa"]),
        ("TX", ["us-tx"]),
        ("GA", ["us-ga-dental"]),
        ("NJ", []),
        ("OH", []),
        ("ZZ", []),
    ],
)
def test_a_state_adds_its_own_rules_and_no_others(state: str, own: list[str]) -> None:
    assert ids(in_force(shipped_presets(), state=state, on=DAY)) == [*NATIONAL, *own, *REST]


def test_a_preset_that_ships_off_is_on_where_it_is_asked_for_in_its_own_state() -> None:
    also = ["us-nj", "us-tx-dental-new-patient"]

    assert "us-nj" in ids(in_force(shipped_presets(), state="NJ", also=also, on=DAY))
    assert "us-nj" not in ids(in_force(shipped_presets(), state="NY", also=also, on=DAY))


@pytest.mark.parametrize(
    ("specialty", "whose"),
    [
        *[("", ""), ("  ", ""), ("Endodontics", "dental"), ("general dentist", "dental")],
        *[("Oral and maxillofacial surgery", "dental"), ("Pediatric Dentistry", "dental")],
        *[("Periodontics", "dental"), ("family medicine", "medical"), ("Cardiology", "medical")],
        *[("Behavioral health", "medical"), ("Independent practice", "medical")],
    ],
)
def test_a_specialty_tells_the_profession(specialty: str, whose: str) -> None:
    assert profession_of(specialty) == whose


def test_a_code_of_ethics_is_that_of_the_profession() -> None:
    dental = ids(in_force(shipped_presets(), state="GA", specialty="Orthodontics", on=DAY))
    medical = ids(in_force(shipped_presets(), state="GA", specialty="Dermatology", on=DAY))

    assert set(dental) - set(medical) == {"ethics-ada", "us-ga-dental"}
    assert set(medical) - set(dental) == {"ethics-ama"}


def test_what_was_set_after_the_day_is_not_known_yet() -> None:
    rules = [HouseRule("item_limit", 500, DAY), HouseRule("item_limit", 900, date(2027, 1, 4))]
    figures = [YearlyFigure("stark_nmc", 2027, 54800, "CMS", date(2026, 12, 1))]

    before = in_force(shipped_presets(), house=rules, figures=figures, on=DAY)
    after = in_force(shipped_presets(), house=rules, figures=figures, on=date(2027, 1, 4))

    question = (RecipientClass.CLINICIAN, Payer.UNKNOWN, date(2027, 2, 1))
    assert before.house == {"item_limit": 500}
    assert after.house == {"item_limit": 900}
    assert [preset.id for preset in before.without_figure(*question)] == ["us-stark-nmc"]
    assert after.without_figure(*question) == []


def test_what_is_known_of_the_state_is_said() -> None:
    said = {
        state: state_words(in_force(shipped_presets(), state=state, on=DAY), shipped_presets())
        for state in ("", "NC", "NJ", "OH")
    }

    assert said == {
        "": "Nobody said in which state the practice is: the strict default stands for it."
        " Say which: ref policy use --state WA",
        "NC": "",
        "NJ": "No rule of NJ is in force here (N.J.A.C. 13:30-8.13; 13:35-6.17 (the operative text"
        " was not seen): confidence low): the strict default stands for it."
        " Ask your licensing board.",
        "OH": "No rule of OH is in force here, as none was read: the strict default stands for it."
        " Ask your licensing board.",
    }


def barred(presets: list[Preset]) -> set[str]:
    """Everything that some of the presets bar."""
    forms = {form.value for preset in presets for form in preset.barred_forms}
    return forms | {flag for preset in presets for flag in FLAGS if getattr(preset, flag) is False}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("whom", RecipientClass)
def test_an_unknown_state_specialty_and_payer_are_as_strict_as_any_known_one(
    state: str, whom: RecipientClass
) -> None:
    nothing = in_force(shipped_presets(), on=DAY)
    for specialty in ("Endodontics", "Cardiology"):
        for payer in Payer:
            known = in_force(
                shipped_presets(), state=state, specialty=specialty, bills_dhs=False, on=DAY
            )
            strict = nothing.blocking(whom, Payer.UNKNOWN, DAY)

            assert barred(known.blocking(whom, payer, DAY)) <= barred(strict)
            mine = known.item_limit(whom, payer, DAY)
            theirs = nothing.item_limit(whom, Payer.UNKNOWN, DAY)
            assert mine
            assert theirs
            assert theirs.cents <= mine.cents


@given(
    st.lists(st.sampled_from(shipped_presets()), max_size=12, unique_by=lambda preset: preset.id),
    st.sampled_from(shipped_presets()),
    st.sampled_from(STATES),
    st.sampled_from(["", "Endodontics", "Cardiology"]),
    st.sampled_from(RecipientClass),
    st.sampled_from(Payer),
    st.dates(date(1999, 1, 1), date(2028, 12, 31)),
)
def test_one_more_preset_never_loosens_anything(  # noqa: PLR0913, PLR0917
    presets: list[Preset],
    more: Preset,
    state: str,
    specialty: str,
    whom: RecipientClass,
    payer: Payer,
    on: date,
) -> None:
    few = in_force(presets, state=state, specialty=specialty, on=on)
    many = in_force([*presets, more], state=state, specialty=specialty, on=on)

    question = (whom, payer, on)
    assert barred(few.blocking(*question)) <= barred(many.blocking(*question))
    assert {one.id for one in few.without_figure(*question)} <= {
        one.id for one in many.without_figure(*question)
    }
    least, stricter = few.item_limit(*question), many.item_limit(*question)
    assert least is None or (stricter is not None and stricter.cents <= least.cents)
    assert {one.cents for one in few.annual_limits(*question)} <= {
        one.cents for one in many.annual_limits(*question)
    }


def test_gift_cards_for_one_kind_of_goods_stay_barred_by_the_default_alone() -> None:
    card = IncentiveForm.RESTRICTED_GIFT_CARD
    policy = in_force(shipped_presets(), state="WA", on=DAY)

    assert [
        preset.id
        for preset in policy.blocking(RecipientClass.PATIENT, Payer.PRIVATE, DAY)
        if card in preset.barred_forms
    ] == ["strict-default"]
