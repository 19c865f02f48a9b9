"""What to type to take in what was left for now: one line for each row at most."""

from collections.abc import Iterator, Sequence

from refcli.core.intake.planned import ImportPlan
from refcli.lines import command_line, line_with
from refcli.phrases import count_phrase

UPDATE, AGAIN = "--update", "--again"


def hint_lines(plan: ImportPlan, typed: Sequence[str]) -> Iterator[str]:
    """What to type to take in what was left: news, patients counted already, charts to mend.

    News and repeats of one file are taken in by one line: two would count news once more.
    With news, a row that only has another day is of the referral that there is, and no repeat.
    """
    news = tell_news(plan, typed)
    again = plan.repeated - (plan.alike if news else 0)
    repeats = tell_repeats(again)
    if news and repeats:
        line = line_with(typed, UPDATE, AGAIN)
        yield f"{news}, and {repeats}. To take in the news and count the others too, type: {line}"
    elif news:
        yield f"{news}. To take that in, type: {line_with(typed, UPDATE)}"
    elif repeats:
        what = "it" if again == 1 else "them"
        yield f"{repeats}. To count {what} too, type: {line_with(typed, AGAIN)}"
    if plan.charted:
        yield tell_charts(plan, typed)


def tell_news(plan: ImportPlan, typed: Sequence[str]) -> str:
    """How many rows and contacts know more than the book; empty where none does."""
    if UPDATE in typed:
        return ""
    rows, contacts = count_phrase(plan.later, "row"), count_phrase(plan.could_fill, "contact")
    told = [f"{rows} would bring news of patients on record"] if plan.later else []
    told += [f"{contacts} would fill in what is empty here"] if plan.could_fill else []
    return ", and ".join(told)


def tell_repeats(again: int) -> str:
    """How many rows are of patients who are counted already; empty where none is."""
    if not again:
        return ""
    of = "is of a patient who is" if again == 1 else "are of patients who are"
    return f"{count_phrase(again, 'row')} {of} counted already"


def tell_charts(plan: ImportPlan, typed: Sequence[str]) -> str:
    """How many rows have the chart number of somebody else, and what to do about them."""
    has = "has" if plan.charted == 1 else "have"
    rows = f"{count_phrase(plan.charted, 'row')} {has} the chart number of somebody else"
    return f"{rows}. Mend or empty that number in the file, then type: {command_line(typed)}"
