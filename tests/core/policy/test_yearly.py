"""A limit published after this version fills the year that has none, and no other."""

from datetime import date

import pytest

from refcli.core.policy.in_force import in_force
from refcli.core.policy.rules import Limit, Op, Policy
from refcli.core.policy.yearly import YearlyFigure, figure_refusal
from refcli.core.vocabulary import Payer, RecipientClass
from refcli.storage.policy.presets import shipped_presets

DAY = date(2027, 1, 4)
CMS = YearlyFigure("stark_nmc", 2027, 54800, "CMS, CPI-U Updates, 2026-11-30", date(2026, 12, 1))
SHIPPED = (
    "CMS, CPI-U Updates (2011 to 2024); rtacpa.com 2009-03-04 (2009); wisequestion.com (2010);"
    " Horty Springer 2026-01-08 and Becker's ASC (2025, 2026)"
)


def policy(*figures: YearlyFigure) -> Policy:
    return in_force(shipped_presets(), state="NC", bills_dhs=True, figures=figures, on=DAY)


def limit_of(year: int, *figures: YearlyFigure) -> Limit | None:
    found = policy(*figures).annual_limits(
        RecipientClass.CLINICIAN, Payer.UNKNOWN, date(year, 6, 1)
    )
    return next((limit for limit in found if limit.preset.id == "us-stark-nmc"), None)


def test_without_a_figure_there_is_no_limit_of_the_year_and_no_guess() -> None:
    assert limit_of(2027) is None


def test_a_figure_that_was_added_holds_for_its_year_with_its_source() -> None:
    found = limit_of(2027, CMS)

    assert found is not None
    assert (found.cents, found.op) == (54800, Op.LE)
    series = found.preset.annual_series
    assert series is not None
    assert series.confidence[2027] == "added by this practice"
    assert series.source.endswith("; CMS, CPI-U Updates, 2026-11-30 (2027, added by this practice)")
    assert limit_of(2028, CMS) is None


def test_of_two_figures_for_a_year_the_later_counts() -> None:
    found = limit_of(2027, CMS, YearlyFigure("stark_nmc", 2027, 54900, "CMS", date(2027, 1, 2)))

    assert found is not None
    assert found.cents == 54900


def test_a_figure_that_ships_is_never_replaced() -> None:
    found = limit_of(2026, YearlyFigure("stark_nmc", 2026, 99900, "a blog", date(2026, 1, 2)))

    assert found is not None
    assert found.cents == 53500
    assert policy(YearlyFigure("stark_nmc", 2026, 1, "x", DAY)) == policy()


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        (CMS, None),
        (
            YearlyFigure("stark", 2027, 1, "CMS", DAY),
            "There is no yearly limit 'stark'. Type one of stark_nmc",
        ),
        (
            YearlyFigure("stark_nmc", 2027, 1, " ", DAY),
            "Where is the limit for 2027 published? Add --source",
        ),
        (
            YearlyFigure("stark_nmc", 2024, 50800, "CMS", DAY),
            f"The limit for 2024 is $507 ({SHIPPED}) and stays so.",
        ),
    ],
)
def test_a_figure_is_refused_without_series_or_source_or_where_there_is_one(
    figure: YearlyFigure, why: str | None
) -> None:
    assert figure_refusal(figure, shipped_presets()) == why
