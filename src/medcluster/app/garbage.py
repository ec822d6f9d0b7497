"""How often is cyclic garbage looked for?

Promise: rarely, in whatever process makes very many objects of which next to none refer to each other in circles: what
is made goes when nobody refers to it. Must not know: what the process does.
"""

from __future__ import annotations

import gc

OBJECTS_BETWEEN_LOOKS = 50_000


def look_rarely_for_garbage() -> None:
    """To be asked when a start is over: looking for cycles cost a tenth of a load's time.

    What the start made (definitions, routes, templates) stays for good and is not looked at again.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 20)
