"""A yearly limit that cannot be added, and why."""

from dataclasses import replace
from datetime import date

from refcli.core.policy.disclaimers import PATIENT
from refcli.core.policy.rules import Role
from refcli.core.policy.yearly import YearlyFigure, figure_refusal
from tests.core.gifts.samples import ALL, STARK, STARK_CAPS, preset

CMS = YearlyFigure("stark_nmc", 2027, 54500, "CMS", date(2026, 12, 1))
OTHER = preset("us-other", Role.BINDING, ALL, annual_series=replace(STARK_CAPS, id="other_cap"))
SHIPPED = (replace(STARK, annual_series=STARK_CAPS), OTHER)


def test_a_figure_is_refused_by_the_limits_that_there_are() -> None:
    assert figure_refusal(CMS, SHIPPED) is None
    assert figure_refusal(replace(CMS, series="cap"), SHIPPED) == (
        "There is no yearly limit 'cap'. Type one of stark_nmc, other_cap"
    )
    assert figure_refusal(replace(CMS, source=" "), SHIPPED) == (
        "Where is the limit for 2027 published? Add --source"
    )
    assert figure_refusal(replace(CMS, year=2026), SHIPPED) == (
        "The limit for 2026 is $535 (source of the figures) and stays so."
    )


def test_the_limit_for_patients_is_told_with_what_it_does_not_allow() -> None:
    assert PATIENT == (
        '$15 per item and $75 per year is OIG\'s reading of "nominal value" for gifts to Medicare'
        " and Medicaid beneficiaries. It does not authorise rewards for referring other patients."
    )
