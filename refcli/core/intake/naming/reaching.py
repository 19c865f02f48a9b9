"""By what somebody is known beside the name, and what tells two of one name apart."""

from dataclasses import dataclass
from itertools import product

from refcli.core.intake.reading.understood import ContactLine
from refcli.core.names.keys import name_key
from refcli.core.sources.reach import email_key, phone_key
from refcli.core.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Reach:
    """By what somebody is known beside the name, as it is compared; empty where it is not known.

    ``offices`` are the keys of the names that the office has. ``own`` is a file, and the number
    that it has for somebody.
    """

    npi: str = ""
    phone: str = ""
    email: str = ""
    zip: str = ""
    offices: frozenset[str] = frozenset()
    own: tuple[str, str] = ("", "")

    @property
    def is_placed(self) -> bool:
        """Whether an office or a number of the file says which namesake it is."""
        return bool(self.offices or self.own[1])

    def contradicts(self, other: "Reach") -> bool:
        """Whether two of one name are told apart.

        They are by two NPIs; where phone, e-mail and ZIP differ as far as both have them; and,
        unless phone or e-mail is the same, by two offices or two numbers of one file.
        """
        if self.npi and other.npi:
            return self.npi != other.npi
        pairs = [(self.phone, other.phone), (self.email, other.email)]
        known = [mine == theirs for mine, theirs in pairs if mine and theirs]
        if any(known):
            return False
        if self.is_elsewhere(other) or self.has_other_number(other):
            return True
        there = [self.zip == other.zip] if self.zip and other.zip else []
        return bool(known or there) and not any(there)

    def is_elsewhere(self, other: "Reach") -> bool:
        """Whether the two work in different offices; Elm is no other one than Elm Dental."""
        pairs = [*product(self.offices, other.offices)]
        return bool(pairs) and not any(are_one_place(mine, theirs) for mine, theirs in pairs)

    def is_there(self, other: "Reach") -> bool:
        """Whether the two work in one office, or have one ZIP."""
        together = bool(self.offices and other.offices) and not self.is_elsewhere(other)
        return together or bool(self.zip and self.zip == other.zip)

    @property
    def facts(self) -> frozenset[str]:
        """All by which somebody is known beside the name."""
        return frozenset({self.npi, self.phone, self.email, self.zip, *self.offices} - {""})

    def meets(self, other: "Reach") -> bool:
        """Whether the two are known by something in common."""
        return bool(self.facts & other.facts) or self.is_there(other)

    def has_other_number(self, other: "Reach") -> bool:
        """Whether one file has two numbers for them."""
        (mine, number), (theirs, another) = self.own, other.own
        return mine == theirs and bool(number and another) and number != another

    def filled_from(self, other: "Reach") -> "Reach":
        """With what only the other one has."""
        return Reach(
            self.npi or other.npi,
            self.phone or other.phone,
            self.email or other.email,
            self.zip or other.zip,
            self.offices or other.offices,
            self.own if self.own[1] else other.own,
        )


def are_one_place(one: str, other: str) -> bool:
    """Whether all words of one key are in the other."""
    mine, theirs = set(one.split()), set(other.split())
    return mine <= theirs or theirs <= mine


def office_keys(*names: str) -> frozenset[str]:
    """The names of an office as they are compared."""
    return frozenset(name_key(name) for name in names if name)


def reach_of(contact: ContactLine) -> Reach:
    """How a contact is reached, as it is compared."""
    works = contact.kind in {None, Kind.PROVIDER}
    return Reach(
        contact.npi,
        phone_key(contact.phone),
        email_key(contact.email),
        contact.zip[:5],
        office_keys(contact.office) if works else frozenset(),
    )
