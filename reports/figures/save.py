"""Pictures as files: PNG for screens and documents, SVG for print. The same picture gives the same SVG."""

from pathlib import Path

from matplotlib import rc_context
from matplotlib.figure import Figure

DOTS = 192  # an inch: sharp on paper and on dense screens


def save(figure: Figure, folder: Path, name: str) -> list[Path]:
    """Write both; letters in the SVG are outlines, so that it needs no font."""
    files = [folder / f"{name}.png", folder / f"{name}.svg"]
    with rc_context({"svg.hashsalt": name, "svg.fonttype": "path"}):
        figure.savefig(files[0], dpi=DOTS)
        figure.savefig(files[1], metadata={"Date": None})
    return files
