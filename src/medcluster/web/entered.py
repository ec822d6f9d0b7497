"""Which number stands in an address or a form?

Promise: a whole number of at most nine ASCII digits is one; everything else is `otherwise`, never an error.
Must not know: what the number is for.
"""

from __future__ import annotations

import re

_WHOLE = re.compile("[0-9]{1,9}")


def whole(text: str, otherwise: int) -> int:
    """The whole number that was entered, or `otherwise`."""
    return int(text) if _WHOLE.fullmatch(text) else otherwise
