"""What is owed to insurers stands on the list beside all else."""

from datetime import timedelta

from refcli.core.due.list import DueFacts, due_items
from refcli.core.insurers import CredentialFacts
from refcli.core.owed.items import Ground
from tests.core.test_insurers import DELTA, FAR, KIM, TODAY


def test_a_credential_that_ends_is_on_the_list() -> None:
    facts = DueFacts(
        ground=Ground(parties={DELTA.id: DELTA}), credentials=CredentialFacts(TODAY, [KIM])
    )

    keys = [item.key for item in due_items(facts, until=FAR, today=TODAY)]
    assert keys == ["C4.90"]
    assert due_items(facts, until=TODAY - timedelta(days=999), today=TODAY) == []
