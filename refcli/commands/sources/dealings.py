"""What is open between us and a source, out of what is known for the due list."""

from datetime import date, timedelta

from refcli.core.due.decided import about_source, list_decided
from refcli.core.due.list import DueFacts, due_items
from refcli.core.due.of_referral import SOON_DAYS
from refcli.core.owed.items import DueItem
from refcli.core.sources.page import UNTOLD, SourceDealings


def find_dealings(facts: DueFacts, source_id: int, today: date) -> SourceDealings:
    """What is open with a source; with an office also what is with all who work there."""
    parties = facts.ground.parties
    mine = {one.id for one in parties.values() if source_id in {one.id, one.place_id}}
    place_id = parties[source_id].place_id
    items = due_items(facts, until=today + timedelta(days=SOON_DAYS), today=today)
    owed = [item for item in items if item.type not in UNTOLD]
    return SourceDealings(
        owed=[item for item in owed if is_about(item, mine, place_id)],
        issues=[one for one in facts.issues.open if one.record.source_id in {*mine, place_id}],
        meetings=[one for one in facts.meetings if one.record.source_id in {*mine, place_id}],
        decided=[*about_source(list_decided(facts, today), {*mine, place_id})],
    )


def is_about(item: DueItem, mine: set[int], place_id: int) -> bool:
    """Whether an item is about one of the sources, or a visit to the place of a doctor."""
    return item.source_id in mine or (item.source_id == place_id and item.key[0] in "VM")
