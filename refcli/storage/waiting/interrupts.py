"""^C while something must not be torn apart: it waits for the end, and can be asked about."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class HeldInterrupts:
    """A handler of ^C that only remembers that it was pressed."""

    def __init__(self) -> None:
        self.pressed = False

    def __call__(self, _number: int, _frame: FrameType | None) -> None:
        """Remember it."""
        self.pressed = True


@contextmanager
def interrupts_held() -> Iterator[None]:
    """^C waits for the end of the block, and is then as if it came there."""
    elsewhere = threading.current_thread() is not threading.main_thread()
    if elsewhere or signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as nohup starts a program
        yield
        return
    held = HeldInterrupts()
    before = signal.signal(signal.SIGINT, held)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if held.pressed:
        raise KeyboardInterrupt


def stop_if_pressed() -> None:
    """Let a ^C that is being held take effect here, where nothing is torn apart by it."""
    handler = signal.getsignal(signal.SIGINT)
    if isinstance(handler, HeldInterrupts) and handler.pressed:
        handler.pressed = False
        raise KeyboardInterrupt
