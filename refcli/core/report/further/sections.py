"""The further tables as sections of the report."""

from collections.abc import Iterator, Sequence
from datetime import date

from refcli.core.comparing.comparison import say_by_chance
from refcli.core.counting.metrics import add_by_source, sum_all
from refcli.core.forecasting.ahead import BY_CHANCE
from refcli.core.output.document import Chart, ChartKind, Section
from refcli.core.report.facts import ReportFacts
from refcli.core.report.front import Spans, two_years
from refcli.core.report.further.ahead import MonthsAhead, forecast_table, goal_table
from refcli.core.report.further.booked import booked_table
from refcli.core.report.further.marketing import list_lines, marketing_table
from refcli.core.report.further.ours import ours_table, sort_ours
from refcli.core.report.further.path import losses_table, path_table
from refcli.core.report.further.team import list_owners, team_table
from refcli.core.report.further.two_years import MonthTold, list_months, two_years_table
from refcli.core.report.happened import count_drawn
from refcli.core.report.pages.short import (
    short_marketing,
    short_months,
    short_ours,
    short_path,
    short_team,
)
from refcli.core.vocabulary import CHANNELS
from refcli.phrases import count_phrase


def band_of(months: Sequence[MonthTold], until: date) -> Chart:
    """24 months, the band of chance behind them and the goal; the title says how many left it.

    A month that still runs is not drawn.
    """
    known = [one for one in months if one.usual]
    outside = [one for one in known if one.outside]
    title = "Two years, month by month"
    if known:
        said = f"{len(outside) or 'none'} of {count_phrase(len(known), 'month')}"
        alone = say_by_chance(len(known) * (1 - BY_CHANCE))
        title += f": {said} outside the band of level and season ({alone})"
    goal = "goal" if any(one.goal is not None for one in months) else None
    band = ("low", "high") if known else None
    lines = ChartKind.LINES
    most = count_drawn([one.referrals for one in months], until)
    return Chart(lines, title, "month", ("referrals",), most, band=band, goal=goal, flat=True)


def further_sections(
    facts: ReportFacts, spans: Spans, ahead: MonthsAhead, as_of: date
) -> Iterator[Section]:
    """In the order in which they tell: people lost, the team, money, ours, the months ahead."""
    more, (year, _) = facts.further, two_years(spans.now)
    channels, everybody = add_by_source(facts.year, CHANNELS), sum_all(facts.year).referrals
    months = list_months(ahead, facts.month_counts)
    told = two_years_table(ahead, months)
    band = [band_of(months, spans.now.until)]
    yield Section("two_years", told, band, front=short_months(told, months))
    yield Section("path", path_table(more.path), front=short_path(more.path))
    yield Section("lost", losses_table(more.path))
    owners = list_owners(more, as_of)
    yield Section("team", team_table(owners, spans.now), front=short_team(owners))
    lines = list_lines(facts.channels, channels, year)
    marketing = marketing_table(lines, everybody, year)
    yield Section("marketing", marketing, front=short_marketing(lines, everybody))
    yield Section("booked", booked_table(more, spans.now, as_of))
    for name, title, found in (
        ("provider", "By our provider", more.providers),
        ("service", "By service", more.services),
    ):
        ours = sort_ours(found)
        whole = ours_table(ours, title, name, spans.now, year)
        yield Section(f"{name}s", whole, front=short_ours(ours, whole))
    yield Section("goal", goal_table(ahead))
    yield Section("forecast", forecast_table(ahead))
