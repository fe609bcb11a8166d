"""Compilation by numba where it is installed. Without it the functions stay plain Python: right, and slow."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

AVAILABLE = find_spec("numba") is not None


def compiled(function: F) -> F:
    """The machine code is kept beside the source (or in NUMBA_CACHE_DIR), so that only the first run compiles."""
    if not AVAILABLE:
        return function
    # Without numba's reference counts the kernel is ten times as fast; it makes no array, so nothing is to be counted.
    return cast("F", import_module("numba").njit(cache=True, error_model="numpy", _nrt=False)(function))
