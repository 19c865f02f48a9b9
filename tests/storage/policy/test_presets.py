"""The rules that ship are read strictly, and say what their sources say."""

import re
from datetime import date
from itertools import chain

import pytest

from refcli.core.policy.rules import Op, Preset, Role, Series
from refcli.core.vocabulary import IncentiveForm, RecipientClass
from refcli.storage.policy.presets import PresetError, read, shipped_presets

CASH, EQUIVALENT = IncentiveForm.CASH, IncentiveForm.CASH_EQUIVALENT
PATIENTS = frozenset({RecipientClass.PATIENT, RecipientClass.PROSPECT})
BY_ID = {preset.id: preset for preset in shipped_presets()}
EVERYBODY = frozenset(RecipientClass)
OFF = {"us-tx-dental-new-patient", "us-nj"}

WHOLE = """
schema = 1

[[preset]]
id = "us-oig"
title = "OIG nominal value"
jurisdiction = "US"
role = "binding"
payer_scope = "medicare_medicaid_or_unknown"
recipients = ["patient", "prospect"]
barred_forms = ["cash"]
contingent_allowed = false
per_item_cents = 1500
op = "le"
effective_from = 2016-12-07
source = "OIG"
checked = "2023-04-10"
confidence = "medium"
"""
YEARLY = """
schema = 1

[[series]]
id = "nmc"
title = "Of the year"
op = "le"
source = "CMS"
checked = "2026-01-08"
high = { 2023 = 48900, 2024 = 50700 }
medium = { 2026 = 53500 }

[[preset]]
id = "stark"
title = "Stark"
jurisdiction = "US-WA"
role = "binding_if_dhs_else_benchmark"
recipients = ["clinician"]
annual_series = "nmc"
cure = true
source = "42 CFR 411.357(k)"
checked = "2026-01-08"
confidence = "high"
"""


def test_every_preset_ships_once_with_source_date_and_confidence() -> None:
    assert sorted(BY_ID) == [
        *("ethics-ada", "ethics-ama", "irs-274b", "strict-default", "us-aks", "us-ca", "us-fl"),
        *("us-ga-dental", "us-il", "us-ma", "us-mi", "us-nc", "us-nj", "us-ny"),
        *("us-oig-nominal-2000", "us-oig-nominal-2016", "us-or-dental", "us-ri", "us-stark-nmc"),
        *("us-tx", "us-tx-dental-new-patient", "us-wa"),
    ]
    assert len(shipped_presets()) == len(BY_ID)
    assert all(
        preset.source and preset.checked and preset.confidence for preset in shipped_presets()
    )


def test_what_is_hardly_sure_ships_switched_off_and_nothing_else_does() -> None:
    assert {preset.id for preset in shipped_presets() if preset.confidence == "low"} == OFF
    assert {preset.id for preset in shipped_presets() if not preset.enabled} == OFF


def test_the_figures_of_the_year_are_those_that_were_published_and_no_others() -> None:
    series = BY_ID["us-stark-nmc"].annual_series

    assert series is not None
    assert series.op is BY_ID["us-stark-nmc"].op is Op.LE
    assert series.values == {
        2009: 35500,
        2010: 35500,
        2011: 35900,
        2012: 37300,
        2013: 38000,
        2014: 38500,
        2015: 39200,
        2016: 39200,
        2017: 39800,
        2018: 40700,
        2019: 41600,
        2020: 42300,
        2021: 42900,
        2022: 45200,
        2023: 48900,
        2024: 50700,
        2025: 51900,
        2026: 53500,
    }
    assert series.confidence == {
        **dict.fromkeys(range(2011, 2025), "high"),
        **dict.fromkeys((2009, 2010, 2025, 2026), "medium"),
    }


def test_the_two_readings_of_nominal_value_meet_without_a_gap() -> None:
    old, new = BY_ID["us-oig-nominal-2000"], BY_ID["us-oig-nominal-2016"]

    assert old == Preset(
        id="us-oig-nominal-2000",
        title="OIG nominal value, before December 2016",
        jurisdiction="US",
        role=Role.BINDING,
        payer_scope="medicare_medicaid_or_unknown",
        recipients=PATIENTS,
        barred_forms=frozenset({CASH, EQUIVALENT}),
        contingent_allowed=False,
        per_item_cents=1000,
        annual_cents=5000,
        effective_from=date(2000, 4, 26),
        effective_to=date(2016, 12, 6),
        source="65 FR 24400, 24410; OIG Special Advisory Bulletin, August 2002",
        checked="2016-12",
        confidence="medium",
        note="Retail value counts, not what it cost.",
    )
    assert (new.per_item_cents, new.annual_cents, new.op) == (1500, 7500, Op.LE)
    assert (new.effective_from, new.effective_to) == (date(2016, 12, 7), None)


def test_the_strict_default_bars_whatever_any_rule_bars_to_anybody() -> None:
    strict = BY_ID["strict-default"]
    others = [preset for preset in shipped_presets() if preset is not strict]

    assert strict.recipients == EVERYBODY
    assert strict.barred_forms >= set(chain.from_iterable(one.barred_forms for one in others))
    for bar in ("contingent", "solicited", "patient_reward", "percent_of_fee"):
        assert getattr(strict, f"{bar}_allowed") is False
    assert (strict.effective_from, strict.effective_to) == (None, None)
    assert (strict.per_item_cents, strict.annual_cents, strict.op) == (1500, 7500, Op.LE)


def test_no_rule_permits_what_another_bars() -> None:
    flags = ("contingent", "solicited", "patient_reward", "percent_of_fee")
    said = {getattr(preset, f"{flag}_allowed") for preset in shipped_presets() for flag in flags}

    assert said == {None, False}


def test_each_rule_of_a_state_names_that_state() -> None:
    states = [preset for preset in shipped_presets() if preset.jurisdiction != "US"]

    assert all(one.id.startswith(one.jurisdiction.lower()) for one in states)
    assert all(one.role is Role.BINDING for one in states)
    assert {one.id: one.review_by for one in shipped_presets() if one.review_by} == {
        "us-il": date(2027, 1, 1)
    }


def test_only_the_stark_limit_can_be_cured_and_only_rules_of_one_profession_say_which() -> None:
    assert [preset.id for preset in shipped_presets() if preset.cure] == ["us-stark-nmc"]
    assert {preset.id: preset.profession for preset in shipped_presets() if preset.profession} == {
        "ethics-ada": "dental",
        "ethics-ama": "medical",
        "us-ga-dental": "dental",
        "us-or-dental": "dental",
        "us-tx-dental-new-patient": "dental",
    }


def test_a_whole_file_becomes_a_preset() -> None:
    assert read({"a.toml": WHOLE}) == (
        Preset(
            id="us-oig",
            title="OIG nominal value",
            jurisdiction="US",
            role=Role.BINDING,
            payer_scope="medicare_medicaid_or_unknown",
            recipients=PATIENTS,
            barred_forms=frozenset({CASH}),
            contingent_allowed=False,
            per_item_cents=1500,
            op=Op.LE,
            effective_from=date(2016, 12, 7),
            source="OIG",
            checked="2023-04-10",
            confidence="medium",
        ),
    )


def test_a_yearly_limit_may_stand_in_a_later_file_and_brings_its_operator() -> None:
    head, tail = YEARLY.replace('op = "le"', 'op = "lt"').split("[[preset]]")

    (found,) = read({"a.toml": "schema = 1\n[[preset]]" + tail, "b.toml": head})

    assert found.op is Op.LT
    assert found.annual_series == Series(
        id="nmc",
        op=Op.LT,
        values={2023: 48900, 2024: 50700, 2026: 53500},
        confidence={2023: "high", 2024: "high", 2026: "medium"},
        source="CMS",
        title="Of the year",
        checked="2026-01-08",
    )


BROKEN = [  # what stands there, what instead of it, and why that is refused
    ("schema = 1", "schema = 2", "a.toml: it has to say schema = 1"),
    ("schema = 1", "", "a.toml: it has to say schema = 1"),
    ("schema = 1", "schema = 1\nowner = 1", "a.toml: unknown key owner"),
    ("[[preset]]", "[preset]", "a.toml: preset has to be a list: [[preset]]"),
    ('"us-oig"', '"US OIG"', "a.toml: preset 1 has no id in small letters"),
    ('id = "us-oig"', "", "a.toml: preset 1 has no id in small letters"),
    ('"us-oig"', '"house-oig"', "house- begins the names of a practice's own rules"),
    ('source = "OIG"', "", "source is missing"),
    ('source = "OIG"', 'source = " "', "source has to be words"),
    ('source = "OIG"', "source = 4", "source has to be words"),
    ('checked = "2023-04-10"', "", "checked is missing"),
    ('confidence = "medium"', "", "confidence is missing"),
    ('title = "OIG nominal value"', "", "title is missing"),
    ('"medium"', '"sure"', "confidence has to be one of high, medium, low, policy"),
    ('"medium"', '"low"', "low confidence has to ship switched off"),
    ('"medium"', '"policy"', "confidence policy is for house_policy, and for that alone"),
    ('"binding"', '"house_policy"', "confidence policy is for house_policy, and for that alone"),
    (
        '"binding"',
        '"advice"',
        "role has to be one of binding, binding_if_dhs_else_benchmark, benchmark, ethics, house",
    ),
    ('"le"', '"ge"', "op has to be one of le, lt"),
    ('op = "le"', "", "a figure without op: say whether it is within"),
    ("per_item_cents = 1500", "", "op without a figure"),
    ("1500", "15.0", "per_item_cents has to be whole cents"),
    ("1500", "true", "per_item_cents has to be whole cents"),
    ("1500", "-1", "per_item_cents has to be whole cents"),
    (
        "contingent_allowed = false",
        'contingent_allowed = "no"',
        "contingent_allowed has to be true",
    ),
    ("contingent_allowed", "contingent", "unknown key contingent"),
    ('"US"', '"US-Washington"', "jurisdiction has to be US or US-WA"),
    ('"US"', "1", "jurisdiction has to be US or US-WA"),
    ('["cash"]', '["gold"]', "barred_forms has to be one of in_kind"),
    ('["cash"]', "[]", "barred_forms has to be a list"),
    ('["cash"]', '["cash", "cash"]', "barred_forms names something twice"),
    ('["patient", "prospect"]', '"patient"', "recipients has to be a list"),
    ('["patient", "prospect"]', "[[1]]", "recipients has to be one of clinician"),
    ('"medicare_medicaid_or_unknown"', '"medicare"', "payer_scope has to be one of all, federal"),
    ("2016-12-07", '"2016-12-07"', "effective_from has to be a day: 2016-12-07"),
    ("2016-12-07", "2016-12-07T00:00:00", "effective_from has to be a day: 2016-12-07"),
    (
        "2016-12-07",
        "2016-12-07\neffective_to = 2016-12-06",
        "effective_to lies before effective_from",
    ),
    ("per_item", 'annual_series = "nmc"\nper_item', "annual_series has to be one of"),
    (
        'source = "OIG"',
        'source = "OIG"\nprofession = "legal"',
        "profession has to be one of dental",
    ),
]


@pytest.mark.parametrize(("there", "instead", "why"), BROKEN)
def test_data_that_cannot_be_is_refused_with_file_and_id(
    there: str, instead: str, why: str
) -> None:
    assert there in WHOLE

    with pytest.raises(PresetError) as error:
        read({"a.toml": WHOLE.replace(there, instead, 1)})

    told = str(error.value)
    assert told.startswith(
        why if why.startswith("a.toml") else f"a.toml: {told.split(': ')[1]}: {why}"
    )
    assert len(told) < 150


@pytest.mark.parametrize(
    ("there", "instead", "why"),
    [
        ("2024 = 50700", "2024 = 507.0", "nmc: 2024 has to be whole cents"),
        ("2024 = 50700", "24 = 50700", "nmc: 24 is no year"),
        ("2026 = 53500", "2024 = 53500", "nmc: 2024 has two figures"),
        ("{ 2026 = 53500 }", "53500", "nmc: its figures have to be years with cents"),
        ("medium", "unverified", "nmc: unknown key unverified"),
        ('source = "CMS"', "", "nmc: source is missing"),
        ('annual_series = "nmc"', 'annual_series = "nom"', "stark: annual_series has to be one of"),
        ("cure", 'op = "lt"\ncure', "stark: op is not that of its series"),
        ("cure", "annual_cents = 1\ncure", "stark: two limits of the year"),
        (
            'role = "binding_if_dhs_else_benchmark"',
            'role = "house_policy"',
            "stark: confidence policy is for house_policy",
        ),
    ],
)
def test_a_yearly_limit_that_cannot_be_is_refused(there: str, instead: str, why: str) -> None:
    assert there in YEARLY

    with pytest.raises(PresetError, match="^" + re.escape(f"a.toml: {why}")):
        read({"a.toml": YEARLY.replace(there, instead, 1)})


@pytest.mark.parametrize(
    "text",
    ["schema = 1\n[[preset]", "schema = 1\nday = 2026-02-30", "schema = 1\nday = 2026-13-01"],
)
def test_a_file_that_cannot_be_read_is_refused_by_name(text: str) -> None:
    with pytest.raises(PresetError, match=r"^a\.toml: it cannot be read: "):
        read({"a.toml": text})


def test_a_rule_that_says_nothing_is_refused() -> None:
    nothing = "\n".join(
        line for line in WHOLE.splitlines() if not re.match("barred|contingent|per_item|op", line)
    )

    with pytest.raises(PresetError) as error:
        read({"a.toml": nothing})

    assert str(error.value) == "a.toml: us-oig: it bars nothing and limits nothing"


def test_a_house_default_has_no_days() -> None:
    house = WHOLE.replace('"binding"', '"house_policy"').replace('"medium"', '"policy"')

    with pytest.raises(PresetError) as error:
        read({"a.toml": house})

    assert str(error.value) == "a.toml: us-oig: a house default has no days and no series"


def test_an_id_is_taken_once_in_all_files_together() -> None:
    with pytest.raises(PresetError) as error:
        read({"b.toml": WHOLE, "a.toml": WHOLE})

    assert str(error.value) == "b.toml: us-oig: this id is taken in a.toml"
