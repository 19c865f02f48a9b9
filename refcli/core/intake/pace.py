"""How long a large file will take to write, told once while it is written."""

from collections.abc import Callable
from dataclasses import dataclass

WORTH_A_WORD = 5.0  # seconds of writing


@dataclass(slots=True)
class Pace:
    """How many referrals are to be written, since which moment in seconds, and whom to tell.

    ``say`` shows a line to the person, and ``expect`` lets those who wait know the seconds left.
    """

    many: int
    begun: float
    say: Callable[[str], object]
    expect: Callable[[float], object]
    told: bool = False

    def tell(self, done: int, now: float) -> None:
        """Judge by what is done how long the rest will take; below five seconds nobody is told."""
        taken = now - self.begun
        whole = taken * self.many / done
        if self.told or whole < WORTH_A_WORD:
            return
        self.told = True
        self.say(
            f"Writing takes about {whole:.0f} seconds. Who records something meanwhile waits for"
            " it; ^C stops it, and nothing is changed."
        )
        self.expect(whole - taken)
