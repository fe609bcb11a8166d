"""The catalogue in memory, to be searched while somebody types: pinyin initials, pinyin, Chinese, English, a code.

Built once. A search looks at every entry, which for some thousands takes a few milliseconds, and shows the nearest
first; what is typed again is remembered.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import normalize

from hallops.domain.catalogue import CatalogueItem
from hallops.language import CHINESE

PAGE = 8  # entries: what a screen shows at once
SHORTEST_WORD = 3  # letters that are looked for in English while Chinese is spoken; fewer are initials
REMEMBERED = 512  # searches: those of the first letters are the slowest and the most frequent
_RUNS = re.compile(r"[\u3400-\u9fff]+|[^\u3400-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Found:
    """One page of a search, and how many there are in all."""

    items: tuple[CatalogueItem, ...]
    total: int
    offset: int


@dataclass(frozen=True, slots=True)
class _Entry:
    item: CatalogueItem
    code: str
    zh: str
    initials: str  # of the name, then as each character reads alone, apart by a space
    pinyin: str  # without gaps,
    starts: frozenset[int]  # and where its syllables begin
    en: str  # words, each after a space
    all: str  # of these, so that most entries are passed over at one look

    def distance(self, word: str, *, chinese: bool) -> int | None:
        """How far a word is from this entry, 0 the nearest; None if it is not in it."""
        if word not in self.all:
            return None
        for distance, found in enumerate((self._begins(word), self._holds(word), self._sounds(word))):
            if found:
                return distance if chinese else distance + 1
        if (not chinese or len(word) >= SHORTEST_WORD) and f" {word}" in self.en:
            return 3 if chinese else 0
        return None

    def _begins(self, word: str) -> bool:
        return self.zh.startswith(word) or f" {word}" in self.initials or self.code.startswith(word)

    def _holds(self, word: str) -> bool:
        return word in self.zh or word in self.initials

    def _sounds(self, word: str) -> bool:
        at = self.pinyin.find(word)
        while at >= 0 and at not in self.starts:
            at = self.pinyin.find(word, at + 1)
        return at >= 0


class CatalogueIndex:
    """The newest version of each entry."""

    def __init__(self, items: Iterable[CatalogueItem] = ()) -> None:
        newest: dict[str, CatalogueItem] = {}
        for item in sorted(items, key=lambda item: item.version):
            newest[item.code] = item
        self._entries = [_entry(newest[code]) for code in sorted(newest)]
        self._by_code = newest
        self._ranked = lru_cache(REMEMBERED)(self._rank)

    def __len__(self) -> int:
        return len(self._entries)

    def find(self, code: str) -> CatalogueItem | None:
        return self._by_code.get(code)

    def letters(self) -> Counter[str]:
        """How many entries stand behind each letter."""
        return Counter(entry.item.letter for entry in self._entries)

    def departments(self) -> Counter[str]:
        return Counter(entry.item.department for entry in self._entries)

    def search(
        self, text: str = "", category: str = "", language: str = CHINESE, offset: int = 0, limit: int = PAGE
    ) -> Found:
        """Entries of a category (a letter or a department) that have every word of a text, the nearest first."""
        words = tuple(normalize("NFKC", text).casefold().split())
        ranked = self._ranked(words, category, language.startswith(CHINESE))
        shown = ranked[offset : offset + limit]
        return Found(tuple(entry.item for entry in shown), len(ranked), offset)

    def _rank(self, words: tuple[str, ...], category: str, chinese: bool) -> Sequence[_Entry]:
        entries = self._of(category)
        return _ranked(entries, words, chinese=chinese) if words else entries

    def _of(self, category: str) -> Sequence[_Entry]:
        if not category:
            return self._entries
        return [entry for entry in self._entries if category in {entry.item.letter, entry.item.department}]


def _ranked(entries: Iterable[_Entry], words: Sequence[str], *, chinese: bool) -> list[_Entry]:
    found = []
    for order, entry in enumerate(entries):
        distances = [entry.distance(word, chinese=chinese) for word in words]
        if None not in distances:
            found.append((sum(filter(None, distances)), order, entry))
    return [entry for _, _, entry in sorted(found, key=lambda each: each[:2])]


def _entry(item: CatalogueItem) -> _Entry:
    zh = normalize("NFKC", item.name.zh).casefold()
    syllables = [syllable for run in _RUNS.findall(zh) for syllable in _read(run)]
    starts, at = set(), 0
    for syllable in syllables:
        starts.add(at)
        at += len(syllable)
    code, pinyin, initials = item.code.casefold(), "".join(syllables), _initials(zh)
    en = " " + " ".join(re.findall(r"\w+", item.name.en.casefold()))
    everything = f"{code}\n{zh}\n{initials}\n{pinyin}\n{en}"
    return _Entry(item, code, zh, initials, pinyin, frozenset(starts), en, everything)


def _read(run: str) -> list[str]:
    """The syllables of Chinese as its words are read; anything else is one."""
    return _pinyin()(run) if _is_chinese(run) else [run.replace(" ", "")]


def _initials(name: str) -> str:
    """Of words as they are read (银行: yh), and of each character alone (银行: yx), which is what some type."""
    as_words, alone = "", ""
    for run in _RUNS.findall(name):
        if _is_chinese(run):
            as_words += "".join(syllable[0] for syllable in _read(run))
            alone += "".join(map(_initial, run))
        else:
            plain = "".join(filter(str.isalnum, run))
            as_words, alone = as_words + plain, alone + plain
    return f" {as_words}" if as_words == alone else f" {as_words} {alone}"


@cache
def _initial(character: str) -> str:
    return _pinyin()(character)[0][0]


@cache
def _pinyin() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - slow, and only the hub needs it

    return lazy_pinyin


def _is_chinese(run: str) -> bool:
    return "\u3400" <= run[0] <= "\u9fff"
