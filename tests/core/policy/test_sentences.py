"""Each rule in a plain sentence, and no sentence that says more than the program knows."""

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from refcli.core.policy import disclaimers as said
from refcli.core.policy.house import (
    BARS,
    LIMITS,
    MEANINGS,
    HouseRule,
    house_rule_refusal,
    read_value,
)
from refcli.core.policy.in_force import in_force, state_words
from refcli.core.policy.rules import Op, Policy, Preset, Role
from refcli.core.policy.sentences import (
    COLUMNS,
    ROLES,
    cite_preset,
    disclaimers_in_force,
    join_list,
    policy_table,
    preset_row,
    preset_sentence,
    role_words,
)
from refcli.core.policy.yearly import YearlyFigure, figure_refusal
from refcli.core.vocabulary import IncentiveForm, RecipientClass
from refcli.errors import UsageError
from refcli.storage.policy.presets import shipped_presets

DAY = date(2026, 11, 23)
BY_ID = {preset.id: preset for preset in shipped_presets()}
CLINICIANS = "clinicians, their families and their staff"
STATES = ["", *sorted({one.jurisdiction[3:] for one in shipped_presets()} - {""}), "OH"]
FORBIDDEN = re.compile(
    r"complian|legal|lawful|\bsafe|allow|approved by law|permitted", re.IGNORECASE
)


def words(id_: str, on: date = DAY, bills_dhs: bool | None = True) -> str:  # noqa: FBT001, FBT002
    return preset_sentence(BY_ID[id_], Policy(presets=shipped_presets(), bills_dhs=bills_dhs), on)


SENTENCES = {
    "strict-default": (
        "To anybody: no cash, cash equivalents or gift cards for one kind of goods; nothing"
        " that hangs on a referral; nothing to a patient for sending another; nothing that"
        " the recipient asked for; nothing reckoned as a share of a fee; one gift worth up"
        " to and including $15; all gifts of 2026 together worth up to and including $75."
    ),
    "us-stark-nmc": (
        "To clinicians and their families: no cash, cash equivalents or gift cards for one"
        " kind of goods; nothing that hangs on a referral; nothing that the recipient asked"
        " for; all gifts of 2026 together worth up to and including $535. It speaks of"
        " practices that bill Medicare for designated health services. What one clinician"
        " and the family get in a calendar year counts together, whoever of the practice"
        " gave it."
    ),
    "us-oig-nominal-2016": (
        "To patients and people who may become patients: no cash or cash equivalents;"
        " nothing that hangs on a referral; one gift worth up to and including $15; all"
        " gifts of 2026 together worth up to and including $75. It speaks of patients on"
        " Medicare or Medicaid, and of any whose payer is not known. Retail value counts,"
        " not what it cost."
    ),
    "us-tx-dental-new-patient": (
        "To people who may become patients: no cash; nothing that hangs on a referral; one"
        " gift worth less than $10."
    ),
    "us-wa": (
        "To clinicians: nothing that hangs on a referral. Whether it reaches rewards to lay"
        " patients is unclear."
    ),
    "us-ma": (
        "To clinicians, patients and others: nothing that hangs on a referral. It speaks of"
        " care that an insurer may pay for."
    ),
    "irs-274b": (
        "To clinicians, patients and others: of the gifts of 2026 to one person, up to and"
        " including $25 can be deducted. Items of $4 or less with a name imprinted that are"
        " widely given away do not count. Gifts to the family count to the person."
    ),
}


@pytest.mark.parametrize(("id_", "expected"), SENTENCES.items())
def test_a_rule_is_explained_in_a_sentence(id_: str, expected: str) -> None:
    assert words(id_) == expected


@pytest.mark.parametrize(
    ("bills_dhs", "expected"),
    [
        (True, "Add it with its source, or the entry stays blocked. What one"),
        (None, "Add it with its source, or the entry stays blocked. What one"),
        (False, "`ref` will not estimate one. What one"),
    ],
)
def test_a_year_without_a_figure_says_so_and_what_follows(
    bills_dhs: bool | None,  # noqa: FBT001
    expected: str,
) -> None:
    told = words("us-stark-nmc", date(2027, 1, 1), bills_dhs)

    assert "No published limit for 2027 is configured. `ref` will not estimate one." in told
    assert expected in told
    assert "$" not in told


def test_the_day_by_which_a_source_has_to_be_read_again_is_told_and_when_it_has_passed() -> None:
    assert words("us-il").endswith(" Read again by 2027-01-01.")
    assert words("us-il", date(2027, 1, 2)).endswith(
        " It had to be read again by 2027-01-01: read its source."
    )


def test_what_kind_of_rule_it_is_depends_on_the_practice_only_where_it_has_to() -> None:
    stark = BY_ID["us-stark-nmc"]

    assert [role_words(stark, Policy(bills_dhs=answer)) for answer in (True, False, None)] == [
        "binds this practice",
        "benchmark only",
        "binds until you say --no-dhs",
    ]
    assert {role: ROLES[role] for role in (Role.BINDING, Role.ETHICS, Role.HOUSE, Role.TAX)} == {
        Role.BINDING: "binds this practice",
        Role.ETHICS: "ethics code",
        Role.HOUSE: "house rule",
        Role.TAX: "tax only",
    }


def test_a_row_has_the_words_for_people_and_the_figures_for_programs() -> None:
    policy = in_force(shipped_presets(), state="WA", bills_dhs=False, on=DAY)

    assert dict(
        zip(
            [column.name for column in COLUMNS],
            preset_row(BY_ID["us-stark-nmc"], policy, DAY),
            strict=True,
        )
    ) == {
        "rule": "us-stark-nmc",
        "words": words("us-stark-nmc"),
        "role": "benchmark only",
        "source": "42 CFR 411.357(k), read through near-verbatim copies of law firms. Figures: CMS,"
        " CPI-U Updates (2011 to 2024); rtacpa.com 2009-03-04 (2009); wisequestion.com (2010);"
        " Horty Springer 2026-01-08 and Becker's ASC (2025, 2026)",
        "checked": "2026-01-08",
        "confidence": "medium; figure of 2026 medium",
        "title": "Stark law, non-monetary compensation",
        "jurisdiction": "US",
        "blocks": False,
        "per_item": None,
        "annual": 53500,
        "op": "le",
        "effective_from": None,
        "effective_to": None,
        "review_by": None,
    }


def test_the_table_has_the_rules_of_the_day_the_binding_ones_first() -> None:
    policy = in_force(shipped_presets(), state="IL", specialty="Endodontics", on=DAY)

    then, now = policy_table(policy, date(2016, 12, 6)), policy_table(policy, DAY)

    assert [cells[0] for cells in then.rows][:2] == ["us-aks", "us-oig-nominal-2000"]
    assert [cells[0] for cells in now.rows] == [
        *("us-aks", "us-oig-nominal-2016", "us-il", "us-stark-nmc"),
        *("ethics-ada", "strict-default", "irs-274b"),
    ]
    assert now.note == (
        "The rules in force on 2026-11-23, the binding ones first. The strictest counts."
    )


def test_a_house_rule_is_a_row_with_the_day_it_was_set() -> None:
    rules = [HouseRule("item_limit_clinician", 4000, date(2026, 5, 1))]
    policy = in_force(shipped_presets(), state="WA", house=rules, on=DAY)

    mine = [cells for cells in policy_table(policy, DAY).rows if cells[2] == "house rule"]

    assert [cells[:2] for cells in mine if cells[0] != "strict-default"] == [
        (
            "house-item_limit_clinician",
            f"To {CLINICIANS}: one gift worth up to and including $40.",
        )
    ]
    assert {str(cells[1])[:70] for cells in mine if cells[0] == "strict-default"} == {
        f"To {CLINICIANS}: no cash, cash equivalen",
        "To patients, people who may become patients and others: no cash, cash ",
    }


def test_the_disclaimers_are_those_of_the_rules_in_force() -> None:
    policy = in_force(shipped_presets(), on=DAY)

    assert disclaimers_in_force(policy, DAY) == [said.POLICY, said.STARK, said.PATIENT, said.TAX]
    assert disclaimers_in_force(Policy(presets=[BY_ID["us-aks"]]), DAY) == [said.POLICY]


def test_a_stale_limit_is_told_with_its_year() -> None:
    assert said.stale_figure_notice(2027) == (
        "No published limit for 2027 is configured. `ref` will not estimate one. Add it with its"
        " source, or the entry stays blocked."
    )


def test_words_are_listed_as_one_lists_them() -> None:
    assert [join_list(["a"]), join_list(["a", "b"]), join_list(["a", "b", "c"], "or")] == [
        "a",
        "a and b",
        "a, b or c",
    ]


def every_policy() -> Iterator[tuple[Policy, date]]:
    """The policies of all states, answers and some years, with every kind of house rule."""
    rules = [HouseRule(key, 100, date(2025, 1, 1)) for key in (*LIMITS, *BARS)]
    also = [preset.id for preset in shipped_presets()]
    days = (date(1999, 1, 1), date(2016, 12, 6), DAY, date(2027, 1, 2))
    for state, bills_dhs, house, on in product(STATES, (True, False, None), ([], rules), days):
        yield (
            in_force(
                shipped_presets(), state=state, bills_dhs=bills_dhs, house=house, also=also, on=on
            ),
            on,
        )


def every_sentence() -> Iterator[str]:
    """All that the policy can say, but the disclaimers."""
    for policy, on in every_policy():
        table = policy_table(policy, on)
        yield from (table.title, table.note, table.empty, state_words(policy, shipped_presets()))
        yield from (str(cell) for cells in table.rows for cell in cells)
        yield from (column.heading for column in table.columns)
        yield from map(cite_preset, policy.presets)
        for key, value in product((*LIMITS, *BARS, "substantial_value"), (None, 99_999_999)):
            yield house_rule_refusal(HouseRule(key, value, on), policy) or ""
    yield from (preset_sentence(odd, Policy(), DAY) for odd in oddities())
    yield from MEANINGS.values()
    for figure in (
        YearlyFigure("x", 2027, 1, "", DAY),
        YearlyFigure("stark_nmc", 2024, 1, "y", DAY),
    ):
        yield figure_refusal(figure, shipped_presets()) or ""
    for key, typed in (("x", "5"), ("bar_meal", "perhaps")):
        with pytest.raises(UsageError) as error:
            read_value(key, typed)
        yield str(error.value)


def oddities() -> Iterator[Preset]:
    """Rules that nobody wrote yet, each with everything or nothing."""
    for whom, forms, op in product(RecipientClass, IncentiveForm, Op):
        yield Preset(
            id="odd",
            title="Odd",
            jurisdiction="US",
            role=Role.BENCHMARK,
            recipients=frozenset({whom}),
            barred_forms=frozenset({forms}),
            per_item_cents=1,
            annual_cents=1,
            op=op,
            source="s",
            checked="c",
            confidence="high",
        )


def test_no_sentence_calls_a_gift_what_no_program_can_know() -> None:
    found = {text for text in every_sentence() if FORBIDDEN.search(text)}

    assert found == set()


def test_the_grep_finds_what_it_looks_for() -> None:
    for text in ("Compliant", "is legal", "unlawful", "a safe gift", "Allowed", "approved by law"):
        assert FORBIDDEN.search(text)


def test_no_text_of_the_data_claims_it_either() -> None:
    names = [field.name for field in fields(Preset)]
    texts = [getattr(preset, name) for preset in shipped_presets() for name in names]

    assert [text for text in texts if isinstance(text, str) and FORBIDDEN.search(text)] == []


def test_nothing_that_ships_names_where_its_author_looked_it_up() -> None:
    folder = Path(__file__).parents[3] / "refcli" / "presets"

    assert [
        file.name
        for file in sorted(folder.rglob("*"))
        if file.is_file() and re.search(r"/work/|/tmp/|\.md\b", file.read_text(encoding="utf-8"))
    ] == []
