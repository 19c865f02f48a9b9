"""What the practice chose of the policy on gifts: each choice holds from a day on."""

from datetime import date

from sqlalchemy import select

from refcli.core.policy.house import HouseRule
from refcli.core.policy.in_force import in_force
from refcli.core.policy.rules import Policy
from refcli.core.policy.yearly import YearlyFigure
from refcli.storage import practice as settings
from refcli.storage.book.door import Book
from refcli.storage.policy import presets
from refcli.storage.practice import keep_from
from refcli.storage.schema.tables import HOUSE_RULE, POLICY

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
        also=settings.read_choices(book).get("also", "").split(),
        on=book.today,
    )


def read_figures(book: Book) -> list[YearlyFigure]:
    """The yearly limits that the practice added, with their sources, as known today."""
    rows = book.session.execute(
        select(POLICY.c.key, POLICY.c.value, POLICY.c.since)
        .where(POLICY.c.key.startswith(FIGURE), POLICY.c.since <= book.today)
        .order_by(POLICY.c.since, POLICY.c.id)
    )
    return [parse_figure(*row) for row in rows]


def parse_figure(key: str, value: str, since: date) -> YearlyFigure:
    """A row as a value: ``figure stark_nmc 2027``, ``54500 CMS, CPI-U updates``."""
    _, series, year = key.split(" ")
    cents, _, source = value.partition(" ")
    return YearlyFigure(series, int(year), int(cents), source, since)


def add_figure(book: Book, new: YearlyFigure) -> None:
    """Keep the limit of a year that was published after this version."""
    key, value = f"{FIGURE}{new.series} {new.year}", f"{new.cents} {new.source}"
    keep_from(book, POLICY, key, value, new.since)


def house_rules(book: Book) -> list[HouseRule]:
    """Every house rule that was ever set, the oldest first; one without a value took it back."""
    rows = book.session.execute(
        select(HOUSE_RULE.c.key, HOUSE_RULE.c.value, HOUSE_RULE.c.since).order_by(
            HOUSE_RULE.c.since, HOUSE_RULE.c.id
        )
    )
    return [HouseRule(*row) for row in rows]


def set_house_rule(book: Book, rule: HouseRule) -> None:
    """Let a house rule hold from a day on, until a later day gives another."""
    keep_from(book, HOUSE_RULE, rule.key, rule.value, rule.since)
