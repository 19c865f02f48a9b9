"""The further tables as sections of the report."""

from collections.abc import Iterator
from datetime import date

from refcli.core.counting.metrics import add_by_source, sum_all
from refcli.core.output.document import Section
from refcli.core.report.facts import ReportFacts, Spans, two_years
from refcli.core.report.further.ahead import MonthsAhead, forecast_table, goal_table
from refcli.core.report.further.booked import booked_table
from refcli.core.report.further.marketing import marketing_table
from refcli.core.report.further.ours import ours_table
from refcli.core.report.further.path import losses_table, path_table
from refcli.core.report.further.team import team_table
from refcli.core.report.further.two_years import two_years_table
from refcli.core.vocabulary import CHANNELS


def further_sections(facts: ReportFacts, spans: Spans, as_of: date) -> Iterator[Section]:
    """In the order in which they tell: people lost, the team, money, ours, the months ahead."""
    more, (year, _) = facts.further, two_years(spans.now)
    channels, everybody = add_by_source(facts.year, CHANNELS), sum_all(facts.year).referrals
    so_far = sum_all(facts.tallies[spans.year]).referrals
    ahead = MonthsAhead.after(more, spans.now.until, so_far)
    counts = {month: sum(kinds.values()) for month, kinds in facts.monthly.items()}
    yield Section("two_years", two_years_table(ahead, counts))
    yield Section("path", path_table(more.path))
    yield Section("lost", losses_table(more.path))
    yield Section("team", team_table(more, spans.now, as_of))
    yield Section("marketing", marketing_table(facts.channels, channels, everybody, year))
    yield Section("booked", booked_table(more, spans.now, as_of))
    for name, title, found in (
        ("provider", "By our provider", more.providers),
        ("service", "By service", more.services),
    ):
        yield Section(f"{name}s", ours_table(found, title, name, spans.now, year))
    yield Section("goal", goal_table(ahead))
    yield Section("forecast", forecast_table(ahead))
