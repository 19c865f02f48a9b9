"""What the TAB key offers while somebody answers."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from refcli.core.sources.offering import Offer

Offers = Callable[[str], Sequence["Offer"]]  # the letters typed so far, and what they may mean
