"""What the audit of a large ledger costs: ten years, 20,000 gifts, 100,000 referrals."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

from refcli.core.gifts.ledger import Gift
from refcli.core.vocabulary import IncentiveForm, Kind
from refcli.storage.book import firewall
from refcli.storage.gifts import reading as gifts
from refcli.storage.gifts import writing as giving
from tests.benchmarks.books import LARGE, book, door
from tests.benchmarks.measure import Figure, floor, options, paired, ref, show
from tests.benchmarks.records import TODAY

AIM, GIFTS, YEARS = 10, 20_000, 10


def figures(cache: Path, pairs: int) -> Iterator[Figure]:
    """The audit of a year over a file that imports the libraries and does one select."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(shutil.copy(book(cache, LARGE), folder))
        fill(large)
        found = paired(
            ref("audit", book=large).seconds, floor("one_select", large).seconds, pairs=pairs
        )
        yield found.figure("ref audit, 20,000 gifts, 100,000 referrals, over one select", AIM)


def fill(path: Path) -> None:
    """Gifts to clinicians on any day of ten years."""
    chance = Random(5)  # noqa: S311  (a book must repeat, it keeps no secret)
    with firewall.writing(door(path)) as opened:
        whom = [one.id for one in gifts.class_recipients(opened, Kind.PROVIDER)]
        for number in range(GIFTS):
            gift = Gift(
                source_id=chance.choice(whom),
                given_on=TODAY - timedelta(days=chance.randrange(365 * YEARS)),
                entered_on=TODAY,
                item=f"item {number}",
                form=IncentiveForm.IN_KIND,
                value_cents=chance.randrange(200, 1500),
                occasion="christmas",
                receipt=str(number),
            )
            giving.add(opened, gift)


if __name__ == "__main__":
    given = options()
    show(("ledger", figure) for figure in figures(given.cache, min(3, given.pairs)))
