"""A line that can be edited: the arrow keys move, TAB completes, and nothing is remembered.

What is typed are names of patients: no history is kept, in no file and not for the next question.
The terminal is asked nothing about itself, so that no answer of it ends up in a name. There are no
colours; the chosen line of the menu stands out by being reversed.
"""

import sys
from collections.abc import Iterator

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import DummyHistory
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.key_processor import KeyPressEvent
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from prompt_toolkit.styles import Style

from refcli.asking.offers import Offers

if sys.platform == "win32":
    from prompt_toolkit.output.win32 import NoConsoleScreenBufferError as NoConsole
else:
    NoConsole = OSError

MENU_ROWS = 8  # of 24, so that the question above stays in sight
STYLE = Style.from_dict({
    "completion-menu": "noinherit",
    "completion-menu.completion": "noinherit",
    "completion-menu.completion.current": "noinherit reverse",
    "completion-menu.meta.completion": "noinherit",
    "completion-menu.meta.completion.current": "noinherit reverse",
    "scrollbar.background": "noinherit",
    "scrollbar.button": "noinherit reverse",
})  # fmt: skip


class OfferCompleter(Completer):
    """Completes the whole line, not its last word: a name is one answer."""

    def __init__(self, offers: Offers) -> None:
        self.offers = offers

    def get_completions(self, document: Document, _event: CompleteEvent) -> Iterator[Completion]:
        """What the letters before the cursor may mean, and what each of it is."""
        typed = document.text_before_cursor
        if document.is_cursor_at_the_end:
            for text, about in self.offers(typed):
                yield Completion(text, start_position=-len(typed), display_meta=about)


def tab_keys() -> KeyBindings:
    """TAB completes, and goes on to the next that fits; of one alone it takes nothing back."""
    keys = KeyBindings()

    @keys.add("tab")
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        state = buffer.complete_state
        if state is None:
            buffer.start_completion(insert_common_part=True)
        elif len(state.completions) > 1 or state.complete_index is None:
            buffer.complete_next()

    return keys


def open_editor(offers: Offers | None = None) -> "PromptSession[str] | None":
    """What reads one line; None where the terminal is no real one, as in some shells of Windows."""
    try:
        output = create_output()
    except (OSError, NoConsole):
        return None
    return PromptSession(
        output=silence_output(output),
        completer=OfferCompleter(offers) if offers else None,
        complete_while_typing=False,
        reserve_space_for_menu=MENU_ROWS,
        history=DummyHistory(),
        key_bindings=tab_keys(),
        style=STYLE,
        include_default_pygments_style=False,
        color_depth=ColorDepth.DEPTH_1_BIT,
        mouse_support=False,
        enable_suspend=True,
    )


def silence_output(output: Output) -> Output:
    """The terminal, which is not asked where its cursor stands: some answer late, some never."""
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False
    return output
