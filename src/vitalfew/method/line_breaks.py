"""Where a line of text may not break."""

import re

NUMBER_AND_WORD = re.compile(r"(?<=\d) (?=[^\W\d]|%)")


def unbroken(text: str) -> str:
    """The text with each number kept on one line with the word after it: '200 ms', '8 weeks'."""
    return NUMBER_AND_WORD.sub("\N{NO-BREAK SPACE}", text)
