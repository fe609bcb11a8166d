"""hallops certificate: the hub's own authority, for the screens that have to trust it."""

import argparse
from pathlib import Path

from hallops.app.certificates import FOLDER, Certificates, known_certificates
from hallops.app.failures import Stop
from hallops.app.places import add_place, place_of
from hallops.app.verbs.verb import add_group, add_option, add_verb
from hallops.app.voice import Voice


def add(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    group = add_group(verbs, "certificate", "the hub's own certificate authority, which screens trust")
    showing = add_verb(group, "show", show, "tell the authority's fingerprint", "hallops certificate show")
    add_place(showing)
    writing = add_verb(
        group, "export", export, "write the certificate to install on screens", "hallops certificate export hall-ca.crt"
    )
    add_option(writing, "file", "the file to write", type=Path, metavar="FILE")
    add_option(writing, "--force", "write over existing files", action="store_true")
    add_place(writing)


def show(args: argparse.Namespace, voice: Voice) -> int:
    known = _known(args, voice)
    voice.say_text(known.fingerprint)
    voice.say("authority_ends", day=f"{known.ends:%Y-%m-%d}")
    voice.give({"fingerprint": known.fingerprint, "ends": known.ends.isoformat()})
    return 0


def export(args: argparse.Namespace, voice: Voice) -> int:
    """The certificate is public; the key stays where it is."""
    known = _known(args, voice)
    if args.file.exists() and not args.force:
        raise Stop(voice.phrase("file_exists", file=str(args.file)))
    args.file.write_text(known.authority, "ascii")
    voice.say("authority_written", file=str(args.file))
    voice.say_text(known.fingerprint)
    voice.give({"file": str(args.file), "fingerprint": known.fingerprint})
    return 0


def _known(args: argparse.Namespace, voice: Voice) -> Certificates:
    folder = place_of(args).folder
    known = known_certificates(folder)
    if known is None:
        raise Stop(voice.phrase("no_authority", folder=str(folder / FOLDER)))
    return known
