"""Pictures of the day, as the faces are shown it."""

from collections.abc import Callable, Mapping
from typing import Any

# A picture of the day in plain JSON values: view(day, now, **params). Its parameters after the first two are the
# caller's, by name; it reads the day between two commands and never keeps any part of it.
View = Callable[..., Mapping[str, Any]]
Views = Mapping[str, View]
