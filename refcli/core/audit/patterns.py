"""Patterns of a year in gifts beside referrals that need no test: each a plain fact."""

from collections.abc import Iterator
from datetime import date, timedelta

from refcli.core.audit.beside import Beside
from refcli.core.audit.screen import make_signal, party_names
from refcli.core.gifts.findings import Finding
from refcli.core.gifts.ledger import Ledger
from refcli.core.values.money import cents_text
from refcli.core.vocabulary import Severity
from refcli.phrases import count_phrase

REFERRED = 3  # referrals a year of which a fall is told
SOON = timedelta(days=60)
BAITED = 3
LEAST_PARTIES = 5
CONCENTRATED = (2, 5)  # more than two fifths


def flag_withdrawal(facts: Beside, ledger: Ledger, today: date) -> Iterator[Finding]:
    """RF-15: after sending half as many or fewer a party got nothing any more, while others did.

    Told once the year is over, of parties with three referrals or more the year before.
    """
    if today.year <= facts.year:
        return
    before = facts.year - 1
    for members in facts.classes.values():
        gifted = [party for party in members if facts.got(party, before) > 0]
        kept = sum(facts.got(party) > 0 for party in gifted)
        for party in gifted:
            sent, now = facts.sent(party, before), facts.sent(party)
            fell = sent >= REFERRED and 2 * now <= sent and not facts.got(party)
            if fell and 2 * kept >= len(gifted) - 1 > 0:
                words = (
                    f"{ledger.name(party)} sent {sent} in {before} and {now} in {facts.year}, and"
                    f" got nothing any more; {kept} of {count_phrase(len(gifted) - 1, 'other')}"
                    " still did."
                )
                yield make_signal("RF-15", Severity.HIGH, words, parties=[party])


def flag_bait(facts: Beside, ledger: Ledger, _today: date) -> Iterator[Finding]:
    """RF-16: a first gift to who had never referred, the first referral within 60 days; thrice."""
    caught = {
        party: number
        for party, mine in facts.given.items()
        for day, number in mine[:1]
        for referrals in (facts.referrals.get(party, ()),)
        if day.year == facts.year and referrals and day < referrals[0] <= day + SOON
    }
    if len(caught) >= BAITED:
        words = (
            f"{len(caught)} who had never referred sent their first within 60 days after their"
            f" first gift: {party_names(ledger, [*caught])}."
        )
        yield make_signal("RF-16", Severity.WARN, words, gifts=caught.values(), parties=caught)


def flag_concentration(facts: Beside, ledger: Ledger, _today: date) -> Iterator[Finding]:
    """RF-32: more than two fifths of all that was given in the year went to one party."""
    parties = facts.parties
    whole = sum(map(facts.got, parties))
    if len(parties) < LEAST_PARTIES:
        return
    part, of = CONCENTRATED
    for party in parties:
        if of * facts.got(party) > part * whole:
            words = (
                f"{ledger.name(party)} got {cents_text(facts.got(party))} of the"
                f" {cents_text(whole)} that were given in {facts.year}."
            )
            yield make_signal(
                "RF-32", Severity.WARN, words, gifts=facts.gifts(party), parties=[party]
            )


PATTERNS = (flag_withdrawal, flag_bait, flag_concentration)
