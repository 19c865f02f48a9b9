"""Which rules about gifts a practice has: the nation's, its state's, its own; never none."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from refcli.core.policy.house import (
    SUBSTANTIAL,
    USUAL_SUBSTANTIAL,
    HouseRule,
    values_on,
    with_house,
)
from refcli.core.policy.rules import Policy, Preset, rank_of
from refcli.core.policy.yearly import YearlyFigure, with_figures

DENTAL, MEDICAL = "dental", "medical"
DENTAL_WORDS = re.compile(
    r"\b(dent|oral|odonto|orthodon|endodon|periodon|prosthodon|pedodon|maxillo|implantolog)"
)


def in_force(  # noqa: PLR0913  (what decides it)
    presets: Iterable[Preset],
    *,
    state: str = "",
    specialty: str = "",
    bills_dhs: bool | None = None,
    house: Iterable[HouseRule] = (),
    figures: Iterable[YearlyFigure] = (),
    also: Collection[str] = (),
    on: date,
) -> Policy:
    """The rules that a practice has, as known on a day.

    - Federal rules and the strict default are always on. The default bars whatever the preset of
      any state bars, so that a practice of which nobody said the state, or whose state has no
      preset, has the strictest of all states' bars without their names.
    - The presets of the practice's own state are on where they are enabled, or named in ``also``
      (those of low confidence are not enabled; switching one on can only make things stricter).
    - A code or a board's rule that speaks to one profession is on for that profession, and for
      both where nobody said the specialty. A specialty taken for the wrong one lets nothing pass:
      the default bars what either code bars.
    - Yearly figures that the practice added fill the years that have none.
    - House rules and figures set after the day are not known yet. House rules add to the rest; the
      two figures of the strict default, which no law sets, give way to the practice's own once
      the state is named.

    Which of all these speak on another day is asked of the policy: a rule that ended stays in it,
    for the gifts of its time.
    """
    state = state.strip().upper()
    published = with_figures(presets, [one for one in figures if one.since <= on])
    chosen = [
        preset
        for preset in published
        if (preset.enabled or preset.id in also) and speaks(preset, state, profession_of(specialty))
    ]
    known = [rule for rule in house if rule.since <= on]
    values = values_on(known, on)
    return Policy(
        presets=tuple(sorted(with_house(chosen, known, state=state), key=rank_of)),
        state=state,
        bills_dhs=bills_dhs,
        substantial_cents=values.get(SUBSTANTIAL, USUAL_SUBSTANTIAL),
        house=values,
    )


def speaks(preset: Preset, state: str, whose: str) -> bool:
    """Whether a rule is national or of this state, and for all professions or for this one."""
    here = preset.jurisdiction in {"US", f"US-{state}"}
    return here and (not whose or preset.profession in {"", whose})


def profession_of(specialty: str) -> str:
    """``dental`` or ``medical``, by the words of a specialty; nothing where nobody said one."""
    words = specialty.casefold()
    if not words.strip():
        return ""
    return DENTAL if DENTAL_WORDS.search(words) else MEDICAL


def state_words(policy: Policy, presets: Iterable[Preset]) -> str:
    """What is known of the practice's state, in one sentence; "" where a rule of it is in force."""
    if not policy.state:
        return (
            "Nobody said in which state the practice is: the strict default stands for it."
            " Say which: ref policy use --state WA"
        )
    mine = f"US-{policy.state}"
    if any(preset.jurisdiction == mine for preset in policy.presets):
        return ""
    known = [preset for preset in presets if preset.jurisdiction == mine]
    off = "; ".join(f"{one.source}: confidence {one.confidence}" for one in known)
    return (
        f"No rule of {policy.state} is in force here"
        + (f" ({off})" if off else ", as none was read")
        + ": the strict default stands for it. Ask your licensing board."
    )
