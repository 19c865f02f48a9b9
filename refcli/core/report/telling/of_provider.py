"""The month of whom one of our providers sees: without what the whole practice does or owes."""

from dataclasses import replace
from typing import TypeVar

from refcli.core.output.document import Report
from refcli.core.report.facts import ReportFacts
from refcli.core.report.front import FrontFacts
from refcli.core.report.pages.layout import tell_rest, type_all
from refcli.core.values.periods import Period

Facts = TypeVar("Facts", FrontFacts, ReportFacts)
OF_ALL = frozenset(  # sections on work, on places and on money that no single provider has
    {
        *("next", "quiet", "promises", "team", "never_met", "after_visits", "first_visits"),
        *("not_referring", "goal", "channels", "channels_year", "campaigns", "marketing"),
    }
)


def leave_out_practice(facts: Facts) -> Facts:
    """The facts without promises, work, silences and the goal: they are the whole practice's.

    A place that sends to somebody else of ours is not silent.
    """
    compared = replace(facts.compared, goal=None, kept_before={}, contacts={})
    further = replace(facts.further, goal=None, unmet=())
    return replace(
        facts,
        kept={},
        owed=(),
        quiet=(),
        quiet_today=(),
        compared=compared,
        further=further,
        of_one=True,
    )


def narrow_report(report: Report, provider: str) -> Report:
    """The report under the provider's name, without the sections of the whole practice."""
    period = Period(report.since, report.until)
    return replace(
        report,
        title=f"{report.title}, only of whom {provider} sees",
        sections=[one for one in report.sections if one.name not in OF_ALL],
        left_out=[one for one in report.left_out if one not in OF_ALL],
        rest=tell_rest(period, provider) if report.rest else "",
        line_to_all=type_all(period, provider),
    )
