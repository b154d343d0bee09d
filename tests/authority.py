"""A time stamp authority of the tests' own, on loopback, whose clock and mistakes a test sets.

Replies are put together with asn1crypto and signed with cryptography: nothing of what is tested
makes them. `openssl ts` would take its time from the machine.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.servers import running

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
REFUSAL = bytes.fromhex("30053003020102")
"""A reply that says "rejection" (2) and holds no stamp: asn1crypto writes none without one."""

FROM, UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Issued:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)


@cache
def issued(
    name: str,
    by: Issued | None = None,
    valid: tuple[datetime, datetime] = (FROM, UNTIL),
    purpose: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.TIME_STAMPING,
) -> Issued:
    """A certificate: of a root where nobody issues it, else of an authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.certificate.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    )
    if by and purpose:
        builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
    return Issued(builder.sign(by.key if by else key, hashes.SHA256()), key)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def usual() -> Issued:
    return issued("Clock of Example", issued("Example Root"))


@dataclass(frozen=True)
class Authority:
    """Who stamps, at what time, and what it does wrongly: `edit` changes what it was asked."""

    signer: Issued
    time: datetime = NOON
    edit: Callable[[dict[str, Any]], None] = lambda _: None
    refuses: bool = False

    def reply(self, query: bytes) -> bytes:
        """The answer to a query, as RFC 3161 has it."""
        if self.refuses:
            return REFUSAL
        asked = tsp.TimeStampReq.load(query)
        token = {
            "version": "v1",
            "policy": "1.2.3.4.1",
            "message_imprint": asked["message_imprint"],
            "serial_number": 42,
            "gen_time": self.time,
            "nonce": asked["nonce"],
        }
        self.edit(token)
        content = tsp.TSTInfo(token).dump()
        response = {"status": {"status": "granted"}, "time_stamp_token": self._signed(content)}
        return bytes(tsp.TimeStampResp(response).dump())

    def _signed(self, content: bytes) -> cms.ContentInfo:
        certificate = asn1_x509.Certificate.load(self.signer.der)
        attributes = cms.CMSAttributes(
            [
                {"type": "content_type", "values": ["tst_info"]},
                {"type": "message_digest", "values": [hashlib.sha256(content).digest()]},
                {"type": "signing_certificate_v2", "values": [self._named()]},
            ]
        )
        sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
        signer = {
            "version": "v1",
            "sid": cms.IssuerAndSerialNumber(
                {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
            ),
            "digest_algorithm": sha256,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_ecdsa"},
            "signature": self.signer.key.sign(attributes.dump(), ec.ECDSA(hashes.SHA256())),
        }
        signed = {
            "version": "v3",
            "digest_algorithms": [sha256],
            "encap_content_info": {
                "content_type": "tst_info",
                "content": core.ParsableOctetString(content),
            },
            "certificates": [certificate],
            "signer_infos": [signer],
        }
        return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(signed)})

    def _named(self) -> tsp.SigningCertificateV2:
        digest = hashlib.sha256(self.signer.der).digest()
        return tsp.SigningCertificateV2({"certs": [{"cert_hash": digest}]})


@contextmanager
def serving(
    reply: Callable[[bytes], bytes], status: int = 200, kind: str = "application/timestamp-reply"
) -> Iterator[str]:
    """The address of a server on loopback that answers every query so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            content = reply(query)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with running(Handler) as address:
        yield f"{address}/stamp"
