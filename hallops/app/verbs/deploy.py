"""hallops deploy: files that start the hub and the screens with the machine, filled in for this installation."""

import argparse
import shlex
from pathlib import Path

from hallops.app.failures import Stop
from hallops.app.kiosk.screens import KINDS
from hallops.app.recipes import hub_unit, kiosk_files
from hallops.app.verbs.verb import add_group, add_option, add_verb
from hallops.app.voice import Voice

DATA = Path("/var/lib/hallops")
EXECUTABLE = 0o755


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = add_group(verbs, "deploy", "files that start the hub and the screens with the machine")
    unit = add_verb(
        group, "unit", write_unit, "the systemd unit of the hub", "hallops deploy unit --out /etc/systemd/system"
    )
    add_option(unit, "--data", "the data folder (default: /var/lib/hallops)", type=Path, default=DATA, metavar="DIR")
    everywhere = "0.0.0.0"  # noqa: S104 - a hub that starts with the machine is there for its screens, over HTTPS
    add_option(unit, "--host", "the address to listen at (default: all networks)", default=everywhere, metavar="H")
    add_option(unit, "--port", "the port to listen at (default 8420)", type=int, default=8420, metavar="P")
    add_option(unit, "--user", "the user that runs the hub (default: hallops)", default="hallops", metavar="USER")
    _add_out(unit)
    kiosk = add_verb(
        group,
        "kiosk",
        write_kiosk,
        "start a screen with its machine",
        "hallops deploy kiosk 'pad --window 3' --out DIR",
    )
    add_option(kiosk, "screen", "what follows `hallops screen`, in quotes", metavar="SCREEN")
    _add_out(kiosk)


def _add_out(parser: argparse.ArgumentParser) -> None:
    add_option(parser, "--out", "the folder to write to (default: show the files)", type=Path, metavar="DIR")


def write_unit(args: argparse.Namespace, voice: Voice) -> int:
    return _write(hub_unit(args.data.absolute(), args.host, args.port, args.user), args.out, voice)


def write_kiosk(args: argparse.Namespace, voice: Voice) -> int:
    words = shlex.split(args.screen)
    if not words or words[0] not in KINDS:
        raise Stop(voice.phrase("unknown_screen", screen=args.screen, known=", ".join(KINDS)))
    return _write(kiosk_files(words), args.out, voice)


def _write(texts: dict[str, str], folder: Path | None, voice: Voice) -> int:
    for name, text in texts.items():
        if folder is None:
            voice.say_text(f"# --- {name}\n{text}")
            continue
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        if text.startswith("#!"):
            (folder / name).chmod(EXECUTABLE)
        voice.say("recipe_written", file=str(folder / name))
    voice.give({"files": texts})
    return 0
