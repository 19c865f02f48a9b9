"""What the commands about gifts share: the policy in force, a gift as typed, findings as shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from refcli.commands.finding.naming import Numbered
from refcli.commands.finding.sources import refuse_nobody, resolve
from refcli.core.finding.things import make_thing
from refcli.core.gifts.check import check, find_verdict, refuses
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.forms import form_said
from refcli.core.gifts.ledger import Gift, Ledger
from refcli.core.gifts.rules import tied_text
from refcli.core.gifts.tables import findings_table, record_gift
from refcli.core.gifts.wording import find_strings
from refcli.core.names.named import Named
from refcli.core.policy.disclaimers import SHORT
from refcli.core.values.day_words import full_day
from refcli.core.vocabulary import Allocation, IncentiveForm
from refcli.env import Env
from refcli.errors import PolicyError, UsageError, naming_text
from refcli.lines import line_with
from refcli.on_use import storage
from refcli.output.result import Line, Result
from refcli.output.text import harmless_text

if TYPE_CHECKING:
    from refcli.storage.book.door import Book

FORMS = ", ".join(form.value.replace("_", "-") for form in IncentiveForm)


def read_gift_names(book: "Book") -> list[list[Named]]:
    """The gifts that stand, the latest first: by what they were, by to whom, and by both."""
    people = storage.gifts.reading.read_people(book)
    found = []
    for entry in reversed(storage.gifts.reading.read_everything(book)):
        gift, name = entry.gift, people[entry.gift.source_id].name
        if entry.stands:
            about = f"{name}, {gift.given_on}"
            found.append(make_thing(gift.id, gift.item, name, f"{name} {gift.item}", about=about))
    return [found]


GIFTS = Numbered(what="gift", see="ref gift list", letters="G", read=read_gift_names, walled=True)


@naming_text
def read_form(typed: str) -> IncentiveForm:
    """Read the form of a gift; ``cash-equivalent`` and ``cash_equivalent`` are one."""
    try:
        return IncentiveForm(typed.strip().lower().replace("-", "_").replace(" ", "_"))
    except ValueError:
        raise UsageError(f"{typed!r} is no form of a gift. Type one of: {FORMS}") from None


def form_of(env: Env, item: str, typed: str | None) -> IncentiveForm:
    """The form as typed, or as the item says it beyond doubt; otherwise it is asked for."""
    if typed is not None:
        return read_form(typed)
    if said := form_said(item):
        return said
    if hit := find_strings(item):
        raise PolicyError(
            f"{tied_text(hit)}, which no form mends. It was given? Say --form as well."
        )
    if not env.interactive:
        again = line_with(env.outcome.typed, "--form", "in-kind")
        raise UsageError(
            f"In what form is “{item}” given? One of: {FORMS}. If it is a thing, type: {again}"
        )
    while True:
        try:
            return read_form(env.ask(f"In what form is {harmless_text(item)} given? ({FORMS})"))
        except UsageError as error:
            env.talk(str(error))


def allocation_of(heads: int, *, full_each: bool) -> Allocation:
    """Shared by heads where several shared it, unless somebody says that each had all of it."""
    return Allocation.FULL_EACH if full_each or heads == 1 else Allocation.PER_HEAD


def find_recipient(book: "Book", typed: str, option: str = "", *, archived: bool = False) -> Named:
    """The source that is meant; nobody can be given anything by the two built-in ones.

    ``archived``: one out of use will do, whose gifts are looked at, or was given one all the same.
    """
    found = resolve(book, typed, option, archived=archived)
    refuse_nobody(found.name, "nothing can be given to it")
    return found


def looked_at(book: "Book", gift: Gift, *, without: int | None = None) -> list[Finding]:
    """Check a gift by the rules in force, together with the other gifts to the same parties.

    ``without``: the number of the gift on record that this one replaces.
    """
    ledger = storage.gifts.reading.read_ledger(book, around=gift.source_id)
    others = [one for one in ledger.gifts if one.id != without]
    ledger = Ledger(people=ledger.people, gifts=others, returns=ledger.returns)
    return check(gift, ledger, storage.policy.choices.read_policy(book), book.today)


def check_result(gift: Gift, name: str, findings: Sequence[Finding]) -> Result:
    """What was found on a gift, with the verdict and the disclaimer."""
    found = findings_table(findings)
    shown = found if findings else Line(find_verdict(findings), "bold")
    return Result(
        record_gift(gift, name, findings),
        [shown, *day_line(gift), Line(SHORT, "dim")],
        rows=found,
        end=broken_policy(findings),
    )


def day_line(gift: Gift) -> list[str]:
    """The day for which a gift was looked at, where it is not today."""
    on = gift.given_on
    return [] if on == gift.entered_on else [f"For {full_day(on)}."]


def refuse(findings: Sequence[Finding], how: str = "") -> None:
    """Leave with the exit code of the policy where a rule was broken."""
    if broken := broken_policy(findings, how):
        raise broken


def broken_policy(findings: Sequence[Finding], how: str = "") -> PolicyError | None:
    """The refusal: the rules broken, and ``how`` to go on; None where none was broken."""
    broken = dict.fromkeys(one.words for one in findings if refuses([one]))
    return PolicyError(f"{find_verdict(findings)} {' '.join(broken)}{how}") if broken else None


def require_item(item: str) -> str:
    """The item without spaces around it; refuse an empty one."""
    if not item.strip():
        raise UsageError('Say what it is: "fruit basket".')
    return item.strip()
