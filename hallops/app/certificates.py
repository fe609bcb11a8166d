"""The folder `tls/` in a hall's data folder: the authority, the hub's certificate and their keys, 0600 each.

The authority is made once and never again by itself: every screen trusts it. The hub's certificate is made whenever
it is due. Files appear whole or not at all.
"""

import os
import ssl
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from hallops.ports.certificate import AuthorityDamagedError, Certificate
from hallops.services.authority import (
    Authority,
    Key,
    fingerprint,
    is_due,
    new_authority,
    new_certificate,
    new_key,
)

FOLDER = "tls"
PRIVATE = 0o600


class Certificates:
    """What a hub shows and what a screen has to trust."""

    def __init__(self, folder: Path, authority: Authority) -> None:
        self._folder = folder
        self._authority = authority

    @property
    def authority(self) -> str:
        """The authority's certificate as PEM: public, for screens to install."""
        return _pem(self._authority.certificate)

    @property
    def fingerprint(self) -> str:
        return fingerprint(self._authority.certificate)

    @property
    def ends(self) -> datetime:
        return self._authority.certificate.not_valid_after_utc

    @property
    def current(self) -> Certificate:
        return Certificate(self._folder / "hub.crt", self._folder / "hub.key")

    def renew(self, names: frozenset[str], now: datetime) -> bool:
        """Make the hub's certificate again if it is due; whether it was."""
        known = _certificate(self._folder / "hub.crt") if (self._folder / "hub.crt").exists() else None
        key = self._hub_key()
        is_ours = known is not None and known.public_key() == key.public_key()
        if known is not None and is_ours and not is_due(known, self._authority, names, now):
            return False
        _write(self._folder / "hub.crt", _pem(new_certificate(self._authority, key, names, now)))
        return True

    def _hub_key(self) -> Key:
        file = self._folder / "hub.key"
        if not file.exists():
            _write(file, _key_pem(new_key()))
        return _key(file)


def open_certificates(data: Path, hall: str, now: datetime) -> Certificates:
    """The certificates of a hall; its authority is made where there is none.

    Raises:
        AuthorityDamagedError: there is one that can not be read, or that has come to its end.
    """
    folder = data / FOLDER
    known = known_certificates(data)
    if known is None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = new_authority(hall, now)
        _write(folder / "ca.key", _key_pem(made.key))
        _write(folder / "ca.crt", _pem(made.certificate))
        known = Certificates(folder, made)
    if known.ends <= now:
        raise AuthorityDamagedError(folder / "ca.crt", f"ended {known.ends:%Y-%m-%d}")
    return known


def known_certificates(data: Path) -> Certificates | None:
    """The certificates that are there already; None where no authority was made yet."""
    folder = data / FOLDER
    if not (folder / "ca.crt").exists():
        return None
    return Certificates(folder, Authority(_certificate(folder / "ca.crt"), _key(folder / "ca.key")))


def trusting(authority: str) -> ssl.SSLContext:
    """For a client that trusts this authority and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=authority)
    return context


def _certificate(file: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except ValueError as error:
        raise AuthorityDamagedError(file, str(error)) from error


def _key(file: Path) -> Key:
    try:
        found = load_pem_private_key(file.read_bytes(), None)
    except ValueError as error:
        raise AuthorityDamagedError(file, str(error)) from error
    if not isinstance(found, ec.EllipticCurvePrivateKey):
        raise AuthorityDamagedError(file, type(found).__name__)
    return found


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(Encoding.PEM).decode()


def _key_pem(key: Key) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def _write(file: Path, text: str) -> None:
    """Whole or not at all, on disk, and for nobody else's eyes from the first moment."""
    new = file.with_name(file.name + ".new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE), "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    new.replace(file)
