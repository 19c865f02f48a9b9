"""The storage, each of its modules imported when it is first used.

The database library costs more start-up time than all else; help, version and completion do without
it. So a command says ``storage.ROOM.MODULE.function(...)`` and imports nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any


class Room:
    """A package whose modules are imported on first use."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        """Import the module of this name; a package becomes a room of its own."""
        whole = f"{self._name}.{name}"
        try:
            module = import_module(whole)
        except ModuleNotFoundError as error:
            raise AttributeError(name) from error
        found = Room(whole) if hasattr(module, "__path__") else module
        setattr(self, name, found)
        return found


if TYPE_CHECKING:
    import refcli.storage.activities
    import refcli.storage.audit
    import refcli.storage.book.choices
    import refcli.storage.book.copying
    import refcli.storage.book.damage
    import refcli.storage.book.door
    import refcli.storage.book.firewall
    import refcli.storage.book.keeping
    import refcli.storage.book.place
    import refcli.storage.book.recorded_days
    import refcli.storage.book.written
    import refcli.storage.channels
    import refcli.storage.completion
    import refcli.storage.copies.drilling
    import refcli.storage.copies.elsewhere
    import refcli.storage.copies.finding
    import refcli.storage.copies.holdings
    import refcli.storage.copies.making
    import refcli.storage.copies.of_the_day
    import refcli.storage.copies.privacy
    import refcli.storage.copies.register
    import refcli.storage.copies.restoring
    import refcli.storage.copies.second
    import refcli.storage.counting.figures
    import refcli.storage.counting.narrowing
    import refcli.storage.counting.top
    import refcli.storage.dealings.issues
    import refcli.storage.dealings.meetings
    import refcli.storage.due
    import refcli.storage.duties
    import refcli.storage.events
    import refcli.storage.export.members
    import refcli.storage.export.placing
    import refcli.storage.export.snapshot
    import refcli.storage.export.tallies
    import refcli.storage.finding.everybody
    import refcli.storage.finding.referrals
    import refcli.storage.gifts.reading
    import refcli.storage.gifts.rewards
    import refcli.storage.gifts.seals
    import refcli.storage.gifts.writing
    import refcli.storage.history.disclosures
    import refcli.storage.history.log
    import refcli.storage.history.telling
    import refcli.storage.history.undoing
    import refcli.storage.insurers
    import refcli.storage.intake
    import refcli.storage.letters
    import refcli.storage.occasions
    import refcli.storage.owed.ahead
    import refcli.storage.owed.calls
    import refcli.storage.owed.coming
    import refcli.storage.owed.ground
    import refcli.storage.owed.parties
    import refcli.storage.owed.referrals
    import refcli.storage.owed.settings
    import refcli.storage.owed.waiting
    import refcli.storage.plan
    import refcli.storage.policy.choices
    import refcli.storage.policy.presets
    import refcli.storage.practice
    import refcli.storage.quiet
    import refcli.storage.referrals
    import refcli.storage.report.data
    import refcli.storage.report.facts
    import refcli.storage.report.front
    import refcli.storage.schema.migrations
    import refcli.storage.sources.carrying
    import refcli.storage.sources.contacts
    import refcli.storage.sources.facts
    import refcli.storage.sources.joining
    import refcli.storage.sources.merging
    import refcli.storage.sources.patients
    import refcli.storage.sources.places
    import refcli.storage.sources.records
    import refcli.storage.standing
    import refcli.storage.targets
    import refcli.storage.trust.checkup
    import refcli.storage.trust.disk
    import refcli.storage.trust.looking
    import refcli.storage.trust.repairing
    import refcli.storage.visiting.knowing
    import refcli.storage.waiting.interrupts
    from refcli import storage as storage
else:
    storage = Room("refcli.storage")
