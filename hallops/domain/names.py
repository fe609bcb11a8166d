"""A name in the two languages of the suite. Both are always there, so that no screen ever falls back to a code."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """What a thing is called in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en
