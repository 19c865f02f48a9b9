"""What the practice chose of the policy on gifts: each choice holds from a day on."""

from datetime import date

from refcli.core.policy.house import MEANINGS, HouseRule
from refcli.core.policy.in_force import in_force
from refcli.core.policy.rules import Policy
from refcli.core.policy.yearly import YearlyFigure
from refcli.core.values.chosen import Chosen
from refcli.storage import practice as settings
from refcli.storage.book.choices import choose, read_choices
from refcli.storage.book.door import Book
from refcli.storage.policy import presets

FIGURE = "figure "  # how the keys of added yearly figures begin


def read_policy(book: Book) -> Policy:
    """The rules in force for this practice, as known today."""
    practice = settings.read_practice(book)
    return in_force(
        presets.shipped_presets(),
        state=practice.state,
        specialty=practice.specialty,
        bills_dhs=practice.bills_dhs,
        house=house_rules(book),
        figures=read_figures(book),
        also=settings.read_settings(book).get("also", "").split(),
        on=book.today,
    )


def read_figures(book: Book) -> list[YearlyFigure]:
    """The yearly limits that the practice added, with their sources, as known today."""
    return [
        parse_figure(one.key, one.value, one.since)
        for one in read_choices(book)
        if one.key.startswith(FIGURE)
    ]


def parse_figure(key: str, value: str, since: date) -> YearlyFigure:
    """A choice as a figure: ``figure stark_nmc 2027``, ``54500 CMS, CPI-U updates``."""
    _, series, year = key.split(" ")
    cents, _, source = value.partition(" ")
    return YearlyFigure(series, int(year), int(cents), source, since)


def add_figure(book: Book, new: YearlyFigure) -> Chosen:
    """Keep the limit of a year that was published after this version."""
    key, value = f"{FIGURE}{new.series} {new.year}", f"{new.cents} {new.source}"
    return choose(book, key, value, new.since)


def house_rules(book: Book) -> list[HouseRule]:
    """Every house rule that was ever set, the oldest first; one without a value took it back."""
    return [
        HouseRule(one.key, int(one.value) if one.value else None, one.since)
        for one in read_choices(book, MEANINGS, on=date.max)
    ]


def set_house_rule(book: Book, rule: HouseRule) -> Chosen:
    """Let a house rule hold from a day on, until a later day gives another."""
    return choose(book, rule.key, "" if rule.value is None else str(rule.value), rule.since)
