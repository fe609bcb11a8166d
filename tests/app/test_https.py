"""HTTPS with the hub's own authority: made once, renewed while the hall runs, trusted by whoever was given it."""

import json
import socket
import ssl
import stat
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from websockets.sync.client import connect

from hallops.app.certificates import Certificates, known_certificates, open_certificates
from hallops.app.reach import Reach, is_host_name, look
from hallops.hub.run import HubServer, listen, port_of, running
from hallops.ports.certificate import AuthorityDamagedError
from hallops.ports.clock import utc
from hallops.services.authority import EARLIER, LIFE, RENEWED, names_of
from tests.app.hubs import EVERYWHERE, HubProcess, always_open_hall, hub_process
from tests.app.running import Cli
from tests.domain.halls import at
from tests.hub.running import hall

NOW = utc(at("08:40"))
LOCAL = frozenset({"localhost", "127.0.0.1"})


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    made = open_certificates(tmp_path, "朝阳区政务服务大厅", NOW)
    assert made.renew(LOCAL, NOW)
    return made


def shown(certificates: Certificates) -> x509.Certificate:
    return x509.load_pem_x509_certificate(certificates.current.chain.read_bytes())


def serial(reach: Reach, trust: ssl.SSLContext) -> str:
    """The number of the certificate that a new connection is shown."""
    with (
        socket.create_connection((reach.host, reach.port)) as plain,
        trust.wrap_socket(plain, server_hostname=reach.host) as line,
    ):
        return str((line.getpeercert() or {})["serialNumber"])


def test_an_authority_is_made_once_and_its_keys_are_for_nobody_else(tmp_path: Path, certificates: Certificates) -> None:
    again = open_certificates(tmp_path, "another name", NOW)
    assert again.fingerprint == certificates.fingerprint
    assert len(again.fingerprint.split()) == 16
    for file in (tmp_path / "tls").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    authority = x509.load_pem_x509_certificate(certificates.authority.encode())
    assert "朝阳区政务服务大厅" in authority.subject.rfc4514_string()
    assert not certificates.renew(LOCAL, NOW)


def test_a_certificate_is_renewed_a_month_before_its_end_and_keeps_its_key(certificates: Certificates) -> None:
    first = shown(certificates)
    assert first.not_valid_after_utc - first.not_valid_before_utc <= LIFE
    assert not certificates.renew(LOCAL, first.not_valid_after_utc - RENEWED - EARLIER)
    assert certificates.renew(LOCAL, first.not_valid_after_utc - RENEWED)
    second = shown(certificates)
    assert second.not_valid_after_utc > first.not_valid_after_utc
    assert second.public_key() == first.public_key()


def test_a_new_address_a_clock_set_back_or_a_lost_key_renew_it_too(tmp_path: Path, certificates: Certificates) -> None:
    assert certificates.renew(LOCAL | {"192.0.2.7"}, NOW)
    assert names_of(shown(certificates)) == LOCAL | {"192.0.2.7"}
    assert not certificates.renew(LOCAL, NOW), "an address that went away does no harm"
    assert certificates.renew(LOCAL, NOW - 2 * EARLIER)
    (tmp_path / "tls" / "hub.key").unlink()
    assert certificates.renew(LOCAL, NOW)


def test_an_authority_that_can_not_be_read_or_has_ended_is_told_and_never_made_anew(
    cli: Cli, tmp_path: Path, certificates: Certificates
) -> None:
    with pytest.raises(AuthorityDamagedError, match="ended"):
        open_certificates(tmp_path, "hall", certificates.ends)
    assert certificates.renew(LOCAL, certificates.ends - EARLIER)
    assert shown(certificates).not_valid_after_utc <= certificates.ends
    (tmp_path / "tls" / "ca.key").write_text("junk", "ascii")
    assert "every screen has to trust the hub anew" in cli("certificate", "show", "--data", tmp_path).err


def test_the_names_of_a_reach_follow_where_it_listens(certificates: Certificates) -> None:
    near, far = Reach("127.0.0.1", 8420), Reach("192.0.2.7", 443, certificates, ("hall.example",))
    assert near.address() == "http://127.0.0.1:8420"
    assert "http://localhost:8420" in near.origins()
    assert far.address() == "https://192.0.2.7"
    assert {"https://hall.example", "https://192.0.2.7", "https://localhost", "https://[::1]"} <= far.origins()
    assert Reach(EVERYWHERE, 1).addresses()
    assert is_host_name("hub-1.hall.gov.cn")
    assert not any(is_host_name(name) for name in ("", "a_b", "-a", "大厅", "a..b", "a" * 64))


def test_a_renewed_certificate_is_shown_without_stopping_the_hall(tmp_path: Path, certificates: Certificates) -> None:
    trust = ssl.create_default_context(cadata=certificates.authority)
    with hall(tmp_path / "data") as found, listen() as listening:
        reach = Reach("127.0.0.1", port_of(listening), certificates, ("hall.test",))
        server = HubServer(found.app, reach.certificate)
        with (
            running(server, listening),
            connect(
                reach.address().replace("https", "wss") + "/v1/feed",
                ssl=trust,
                additional_headers={"Authorization": "Bearer manager"},
                proxy=None,
            ) as feed,
        ):
            assert json.loads(feed.recv(30))["type"] == "snapshot"
            before = serial(reach, trust)
            look(reach, server.renew, found.origins, found.clock)
            assert serial(reach, trust) != before
            assert "https://hall.test:" + str(reach.port) in found.origins
            with httpx.Client(base_url=reach.address(), verify=trust, trust_env=False) as client:
                sent = {"Authorization": "Bearer manager", "Idempotency-Key": "0123456789"}
                assert client.post("/v1/commands/Issue", json={"service": "A"}, headers=sent).status_code == 200
            assert json.loads(feed.recv(30))["events"][0]["kind"] == "TicketIssued"


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HubProcess]:
    """A hub that listens everywhere, over HTTPS."""
    data = always_open_hall(tmp_path_factory.mktemp("hall"))
    with hub_process(data, "--host", EVERYWHERE, "--name", "hub.test") as hub:
        yield hub


@pytest.mark.slow
def test_beyond_this_machine_a_hub_speaks_https_and_tells_its_fingerprint(cli: Cli, secure: HubProcess) -> None:
    assert secure.is_secure
    fingerprint = str(json.loads(cli("certificate", "show", "--data", secure.data, "--json").out)["fingerprint"])
    assert fingerprint in secure.next_line()
    first = secure.next_line()
    assert "https://" in first
    with secure.client(Origin=secure.address) as client:
        chosen = {"name": "manager", "password": first.split("the password ")[1].split()[0], "new": "green tea at nine"}
        cookie = client.post("/v1/sessions", json=chosen).headers["set-cookie"].lower()
        assert "secure" in cookie
        assert "strict-transport-security" not in client.get("/board").headers
        got = client.get("/ca.crt")
        assert got.headers["content-type"] == "application/x-x509-ca-cert"
        assert got.text == secure.authority.read_text("ascii")


@pytest.mark.slow
def test_a_client_with_another_authority_turns_away(secure: HubProcess, tmp_path: Path) -> None:
    foreign = open_certificates(tmp_path, "another hall", NOW)
    for trust in (ssl.create_default_context(cadata=foreign.authority), ssl.create_default_context()):
        with httpx.Client(verify=trust, trust_env=False) as client, pytest.raises(httpx.ConnectError, match="verify"):
            client.get(f"https://localhost:{secure.port}/health/live")
        with (
            pytest.raises(ssl.SSLCertVerificationError),
            connect(f"wss://localhost:{secure.port}/v1/feed", ssl=trust, proxy=None),
        ):
            pass


@pytest.mark.slow
def test_a_stream_comes_over_https_to_whoever_holds_the_authority(secure: HubProcess) -> None:
    with secure.client() as client, client.stream("GET", "/v1/views/board/stream") as stream:
        line = next(line for line in stream.iter_lines() if line.startswith("data: "))
        assert json.loads(line[6:])["view"]["hall"]["id"] == "demo-street"


@pytest.mark.slow
def test_the_certificate_is_exported_for_screens(cli: Cli, secure: HubProcess, tmp_path: Path) -> None:
    file = tmp_path / "ca.crt"
    assert cli("certificate", "export", file, "--data", secure.data).code == 0
    assert file.read_bytes() == secure.authority.read_bytes()
    assert "exists already" in cli("certificate", "export", file, "--data", secure.data).err
    assert "PRIVATE" not in file.read_text("ascii")


def test_without_https_there_is_no_authority(cli: Cli, tmp_path: Path) -> None:
    assert known_certificates(tmp_path) is None
    assert "No certificate authority" in cli("certificate", "show", "--data", tmp_path).err
