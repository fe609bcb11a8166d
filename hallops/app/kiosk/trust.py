"""Trust on first use: a person compares a hub's fingerprint once, and this machine remembers its authority.

Afterwards nobody but the holder of that authority's key can be this hub. Another authority, or plain HTTP where there
was HTTPS, is refused until a person says the new fingerprint.
"""

import json
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509

from hallops.app.certificates import trusting
from hallops.app.kiosk.hubs import PATIENCE, offered_authority
from hallops.services.authority import fingerprint, key_hash

FILE = "trusted-hubs.json"


class NotTrustedError(Exception):
    """`saying` tells why; `url` and `fingerprint` are what a person has to look at."""

    def __init__(self, saying: str, url: str, print_: str = "") -> None:
        super().__init__(f"{saying}: {url} {print_}")
        self.saying = saying
        self.url = url
        self.fingerprint = print_


@dataclass(frozen=True, slots=True)
class Trust:
    """The authorities that this user's screens trust, by hub (`of` is a hall's id, or the address that was given).

    `confirm` asks a person about a fingerprint; `given` is one that was typed on the command line.
    """

    folder: Path
    confirm: Callable[[str, str], bool]
    given: str | None = None

    def key_of(self, of: str, url: str) -> bytes | None:
        """The hash of the key by which a browser knows this hub; None over plain HTTP.

        Raises:
            NotTrustedError: it is not the hub that was trusted, or nobody confirmed it.
            OSError: it does not answer now.
        http.client.HTTPException: whoever is there speaks something else.
        """
        known = self._read().get(of)
        if urlsplit(url).scheme == "http":
            if known is not None:
                raise NotTrustedError("not_secure_now", url)
            return None
        if known is not None:
            with suppress(ssl.SSLCertVerificationError):
                return _verified(url, known)
        offered = self._offered(url)
        try:
            verified = _verified(url, offered)
        except ssl.SSLCertVerificationError as error:
            raise NotTrustedError("not_proven", url, error.verify_message) from error
        self._decide(url, offered, known)
        self._remember(of, offered)
        return verified

    def _offered(self, url: str) -> str:
        offered = offered_authority(url)
        try:
            _read_certificate(offered)
        except ValueError as error:
            raise NotTrustedError("no_authority_there", url) from error
        return offered

    def _decide(self, url: str, offered: str, known: str | None) -> None:
        seen = fingerprint(_read_certificate(offered))
        if self.given is not None:
            if _plain(self.given) != _plain(seen):
                raise NotTrustedError("other_fingerprint", url, seen)
        elif known is not None:
            raise NotTrustedError("authority_changed", url, seen)
        elif not self.confirm(url, seen):
            raise NotTrustedError("not_confirmed", url, seen)

    def _read(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads((self.folder / FILE).read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return found

    def _remember(self, of: str, authority: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.folder / (FILE + ".new")
        new.write_text(json.dumps({**self._read(), of: authority}, indent=2, ensure_ascii=False), "utf-8")
        new.replace(self.folder / FILE)


def _verified(url: str, authority: str) -> bytes:
    """The hash of the key that the hub shows, once it is proven to be of this authority and for this name."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    context = trusting(authority)
    try:
        with (
            socket.create_connection((host, port), PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname=host) as line,
        ):
            return key_hash(x509.load_der_x509_certificate(line.getpeercert(binary_form=True) or b""))
    except ssl.SSLCertVerificationError:
        raise
    except ssl.SSLError as error:
        raise OSError(str(error)) from error


def _read_certificate(text: str) -> x509.Certificate:
    return x509.load_pem_x509_certificate(text.encode())


def _plain(text: str) -> str:
    return "".join(each for each in text.upper() if each.isalnum())
