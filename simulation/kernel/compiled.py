"""Compilation by numba where it is installed. Without it the functions stay plain Python: right, and slow.

The machine code is kept in a folder named after the kernel's sources, so that a changed kernel is compiled anew: numba
itself looks at a function's own file only, and would go on calling the old code of another one.
"""

import os
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

AVAILABLE = find_spec("numba") is not None
HERE = Path(__file__).parent


def compiled(function: F) -> F:
    """The function as machine code, which is kept: only the first run compiles."""
    return _compiled(function, inline=True)


def compiled_apart(function: F) -> F:
    """The same for what a run does once: a copy of it inside the run would slow the rest."""
    return _compiled(function, inline=False)


def _compiled(function: F, *, inline: bool) -> F:
    if not AVAILABLE:
        return function
    numba = import_module("numba")
    numba.config.CACHE_DIR = str(_folder())
    # The kernel makes no array, so numba need not count references: ten times as fast. Inlined, its functions need not
    # hand all tables to each other: twice as fast again. It touches no Python object, so threads may play side by side.
    how = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}
    return cast("F", numba.njit(**how, forceinline=inline)(function))


def is_kept() -> bool:
    """Whether machine code of this kernel is there already."""
    return any(_folder().rglob("*.nbi"))


@cache
def _folder() -> Path:
    """Beside the sources, or in the user's cache where that can not be written; NUMBA_CACHE_DIR has its way."""
    sources = sha256(b"".join(file.read_bytes() for file in sorted(HERE.glob("*.py")))).hexdigest()[:12]
    asked = os.environ.get("NUMBA_CACHE_DIR")
    beside = HERE / "__pycache__"
    home = Path.home() / ".cache" / "hallops"
    base = Path(asked) if asked else beside if os.access(beside if beside.exists() else HERE, os.W_OK) else home
    return base / f"kernel-{sources}"
