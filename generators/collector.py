"""The collector of garbage, kept still while much is made and little of it is thrown away."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def still() -> Iterator[None]:
    """Look for no garbage meanwhile: reading and drawing make next to none, and looking costs seconds.

    What was made is not looked at later either, until somebody thaws it.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
