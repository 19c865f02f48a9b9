"""What went over a limit on gifts, for the due list: read behind the wall before referrals."""

from refcli.core.gifts.cure import find_excesses
from refcli.core.owed.over import Over
from refcli.errors import MeddledLedgerError
from refcli.storage.book import firewall
from refcli.storage.book.door import Book
from refcli.storage.gifts import reading as gifts
from refcli.storage.policy import choices


def gifts_over(book: Book) -> list[Over]:
    """The gifts that went over a limit and are to be given back, by number.

    A gift that is over for several (all who work in an office) is named once. A ledger that was
    changed outside ref tells nothing here, so that the rest of the list goes on; ``ref audit
    verify`` names the row.
    """
    with firewall.raise_wall(book):
        try:
            ledger = gifts.read_ledger(book)
        except MeddledLedgerError:
            return []
        rules = choices.read_policy(book)
    over = {
        one.gift_id: one for one in find_excesses(ledger, rules, book.today) if one.to_give_back
    }
    sources = {gift.id: gift.source_id for gift in ledger.gifts}
    return [
        Over(number, sources[number], over[number].crossed_on, over[number].deadline)
        for number in sorted(over)
    ]
