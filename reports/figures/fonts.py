"""The font of pictures: a Chinese one of this machine, never shipped."""

from pathlib import Path

from matplotlib.font_manager import findSystemFonts, fontManager

from hallops.language import CHINESE

FAMILIES = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
FILES = ("notosanscjk", "notosanssc", "sourcehansans", "msyh", "pingfang", "wqy", "simhei")  # names begin like this
LATIN = "DejaVu Sans"  # comes with matplotlib


class NoChineseFontError(Exception):
    """No installed font has Chinese; on Debian the package fonts-noto-cjk brings one."""


def families(language: str) -> list[str]:
    """What to set text in, the first choice first; English does without a Chinese font where there is none."""
    found = _installed() or _just_installed()
    if found is None and language.startswith(CHINESE):
        raise NoChineseFontError
    return [LATIN] if found is None else [found, LATIN]


def _installed() -> str | None:
    known = {font.name for font in fontManager.ttflist}
    return next((family for family in FAMILIES if family in known), None)


def _just_installed() -> str | None:
    """The fonts that came after matplotlib had made its list, which it keeps."""
    for file in findSystemFonts():
        if Path(file).name.lower().startswith(FILES):
            fontManager.addfont(file)
    return _installed()
