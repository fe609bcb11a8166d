"""How the command line speaks: results on standard output, everything else on standard error, in one language."""

import json
import os
import sys
from collections.abc import Mapping

from hallops.app.sayings import SAYINGS
from hallops.domain.refusal import Fact
from hallops.language import CHINESE, LANGUAGES, sentence


class Voice:
    """With `as_json` standard output carries one JSON object and nothing else."""

    def __init__(self, language: str | None = None, *, as_json: bool = False) -> None:
        self.language = language or environment_language()
        self.as_json = as_json

    def phrase(self, saying: str, **facts: Fact) -> str:
        return sentence(SAYINGS[saying], facts, self.language)

    def say(self, saying: str, **facts: Fact) -> None:
        """A result for people."""
        self.say_text(self.phrase(saying, **facts))

    def say_text(self, text: str) -> None:
        if not self.as_json:
            print(text)  # noqa: T201 - the command line's own output

    def tell(self, saying: str, **facts: Fact) -> None:
        """Progress or a message."""
        self.tell_text(self.phrase(saying, **facts))

    def tell_text(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)  # noqa: T201

    def give(self, result: Mapping[str, object]) -> None:
        """The result for programs."""
        if self.as_json:
            print(json.dumps(result, ensure_ascii=False, indent=2))  # noqa: T201


def environment_language(environment: Mapping[str, str] = os.environ) -> str:
    """HALLOPS_LANGUAGE, else the language of the terminal; English where neither is known."""
    asked = environment.get("HALLOPS_LANGUAGE", "")
    if asked in LANGUAGES:
        return asked
    spoken = environment.get("LC_ALL") or environment.get("LC_MESSAGES") or environment.get("LANG") or ""
    return CHINESE if spoken.startswith(CHINESE) else "en"
