"""What a rule says about gifts."""

from dataclasses import dataclass

from refcli.core.vocabulary import Severity

NOTHING_BROKEN = "No configured rule was broken."


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that a gift, or the year, does not keep; or what is close to it.

    ``flag`` is the red flag (RF-04), ``rule`` the preset or house rule whose figure it is,
    ``words`` one sentence for people, ``source`` and ``confidence`` those of the rule. ``gifts``
    and ``parties`` are the evidence, by number. A finding that blocks can be recorded anyway, with
    a reason; an ``absolute`` one stays a breach whoever approves it.
    """

    flag: str
    severity: Severity
    words: str
    rule: str = ""
    source: str = ""
    confidence: str = ""
    gifts: tuple[int, ...] = ()
    parties: tuple[int, ...] = ()
    absolute: bool = False
