"""Text as a word of a command line that the shell hands over unchanged."""

import re

from refcli.shells.line import Quote

PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
HISTORY = re.compile("!(?! )")  # bash takes it for a former command, even within double quotes
SINGLE_MARKS = re.compile("(['\u2018\u2019\u201a\u201b])")  # PowerShell knows five
BEFORE_A_MARK = re.compile(r'(\\*)"')
AT_THE_END = re.compile(r"(\\+)$")


def is_plain(text: str) -> bool:
    """True for what means itself in every shell."""
    return PLAIN.fullmatch(text) is not None


def in_bash(text: str, quote: Quote) -> str:
    """What follows an open quotation mark of bash: the text and the mark that closes it."""
    if quote == "'":
        return text.replace("'", "'\\''") + "'"
    freed = re.sub(r'([\\"$`])', r"\\\1", text)
    return HISTORY.sub("\"'!'\"", freed) + '"'


def in_powershell(text: str) -> str:
    """A single-quoted word of PowerShell.

    Windows PowerShell hands it to a program with its double quotes as they are, and in quotes only
    where it holds a blank; so what the program would misread is escaped
    (https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments). A newer one hands
    over these backslashes too, and names are compared without them.
    """
    for_program = BEFORE_A_MARK.sub(r'\1\1\\"', text)
    if any(map(str.isspace, text)):
        for_program = AT_THE_END.sub(r"\1\1", for_program)
    return "'" + SINGLE_MARKS.sub(r"\1\1", for_program) + "'"
