"""A Chinese font of this machine, found through fontconfig and never shipped."""

import shutil
import subprocess
from functools import cache

from PIL import ImageFont

from devices.errors import FontMissing

_WANTED = "Noto Sans Mono CJK SC:lang=zh-cn"  # Latin half as wide as Chinese, as in a printer's ROM
_FACE = 0xFFFF  # fontconfig keeps a variable font's instance above these bits of the index


@cache
def chinese_font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Open the nearest font that has Chinese, `size` pixels to the em."""
    file, index = _find("Bold" if bold else "Regular")
    return ImageFont.truetype(file, size, index=index)


@cache
def _find(weight: str) -> tuple[str, int]:
    answer = _ask_fontconfig(f"{_WANTED}:style={weight}").split("|")
    if "zh-cn" not in answer[2:]:
        raise FontMissing
    return answer[0], int(answer[1]) & _FACE


def _ask_fontconfig(pattern: str) -> str:
    program = shutil.which("fc-match")
    if program is None:
        return ""
    command = [program, "--format=%{file}|%{index}|%{lang}", pattern]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - fixed words
