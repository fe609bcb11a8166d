"""The hub's own certificate authority: made once for a hall, it signs the certificate that the hub shows to screens.

Keys are P-256. The authority lives ten years and its key never leaves the data folder; the hub's certificate lives 397
days at the most and is made again a month before its end, or as soon as the machine has another name or address. It
keeps its key then: a screen that knows the key goes on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import ip_address

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

Key = ec.EllipticCurvePrivateKey

AUTHORITY_LIFE = timedelta(days=3652)
LIFE = timedelta(days=397)  # the most that browsers accept
RENEWED = timedelta(days=30)  # before the end
EARLIER = timedelta(days=1)  # clocks of screens are behind now and then
LONGEST_NAME = 64  # characters of a common name (RFC 5280, A.1)
HUB = "HallOps"


@dataclass(frozen=True, slots=True)
class Authority:
    """A certificate authority and its key."""

    certificate: x509.Certificate
    key: Key


def new_key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def new_authority(hall: str, now: datetime) -> Authority:
    """An authority of a hall's own; `hall` is the name that people will read in the list of authorities."""
    key = new_key()
    name = _name(f"{HUB} {hall}")
    made = (
        _begun(name, name, key.public_key(), now, AUTHORITY_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    return Authority(made.sign(key, hashes.SHA256()), key)


def new_certificate(authority: Authority, key: Key, names: frozenset[str], now: datetime) -> x509.Certificate:
    """A certificate for a hub that goes by these host names and addresses; it ends with its authority at the latest."""
    issuer = authority.certificate
    life = min(LIFE, issuer.not_valid_after_utc - now)
    signer = x509.SubjectKeyIdentifier.from_public_key(authority.key.public_key())
    made = (
        _begun(_name(HUB), issuer.subject, key.public_key(), now, life)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(signer), critical=False)
        .add_extension(x509.SubjectAlternativeName([_alternative(each) for each in sorted(names)]), critical=False)
    )
    return made.sign(authority.key, hashes.SHA256())


def is_due(certificate: x509.Certificate, authority: Authority, names: frozenset[str], now: datetime) -> bool:
    """Whether a new certificate is wanted: near its end, not begun, of another authority, or not for all the names."""
    ends, begins = certificate.not_valid_after_utc, certificate.not_valid_before_utc
    last = ends >= authority.certificate.not_valid_after_utc  # no later one can be had
    late = now >= ends - RENEWED and not last
    foreign = certificate.issuer != authority.certificate.subject or not _signed_by(certificate, authority)
    return late or now < begins or foreign or not names <= names_of(certificate)


def names_of(certificate: x509.Certificate) -> frozenset[str]:
    """The host names and addresses that a certificate is for."""
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    hosts = found.get_values_for_type(x509.DNSName)
    return frozenset([*hosts, *map(str, found.get_values_for_type(x509.IPAddress))])


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate as people compare it: in groups of four."""
    digest = certificate.fingerprint(hashes.SHA256()).hex().upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


def key_hash(certificate: x509.Certificate) -> bytes:
    """SHA-256 of the public key (SPKI): what a browser is told to trust."""
    return sha256(certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLIER)
        .not_valid_after(now + life - EARLIER)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:LONGEST_NAME])])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _signed_by(certificate: x509.Certificate, authority: Authority) -> bool:
    try:
        certificate.verify_directly_issued_by(authority.certificate)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True
