"""A time stamp (RFC 3161): the query for one, what an answer says, and whether it holds.

Alone in knowing the library for them: Trail of Bits' rfc3161-client, whose verifier is OpenSSL's.
It checks the signature, the chain at the time of the stamp and what the certificate is for; that
the digest and the nonce are ours is asked here.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cryptography import x509
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.verify import SHA256_OID

from macros.model.errors import KimError
from macros.model.machine import refused
from macros.model.text import one_line
from macros.rules.calendar import local_day, say_date


class StampError(KimError):
    """There is no time stamp, or nothing to check one with. Says why, in a sentence."""


class StampFault(NamedTuple):
    """Why a time stamp doesn't hold: the kind for a program, and words that follow its name."""

    rule: str
    reason: str


class Query(NamedTuple):
    """What an authority is asked, and the number by which its answer is known to be to that."""

    content: bytes
    nonce: int | None


class Stamp(NamedTuple):
    """What an authority's answer says: when, over which digest, and with whose certificate."""

    answer: TimeStampResponse
    time: datetime
    digest: bytes
    nonce: int | None
    certificate: x509.Certificate

    @property
    def authority(self) -> str:
        """Who made it, as its certificate names it."""
        names = self.certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
        name = names[0].value if names else self.certificate.subject.rfc4514_string()
        return one_line(str(name))


def query_for(words: bytes) -> Query:
    """The query for a time stamp over the SHA-256 of these words."""
    builder = TimestampRequestBuilder().data(words).hash_algorithm(HashAlgorithm.SHA256)
    request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
    return Query(request.as_bytes(), request.nonce)


# ---------------------------------------------------------------------------------- what it says


def read_stamp(content: bytes) -> Stamp | StampFault:
    """What an answer says. It comes from outside: whatever is in it, nothing else is raised."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of oddities in certificates, which are none of ours
        try:
            answer = decode_timestamp_response(content)
            if answer.status != 0:
                return StampFault("stamp-refused", "was refused: the authority gave none")
            return _read(answer)
        except Exception:  # noqa: BLE001 - ValueError, KeyError, InvalidVersion and what comes
            return StampFault("stamp-broken", "is none that can be read")


def _read(answer: TimeStampResponse) -> Stamp | StampFault:
    token, signed = answer.tst_info, answer.signed_data
    certificates = [x509.load_der_x509_certificate(der) for der in signed.certificates]
    signers = {(signer.issuer, signer.serial_number) for signer in signed.signer_infos}
    makers = [each for each in certificates if (each.issuer, each.serial_number) in signers]
    if len(makers) != 1:
        return StampFault("stamp-broken", "doesn't say with which certificate it was made")
    if token.message_imprint.hash_algorithm.dotted_string != SHA256_OID:
        return StampFault("stamp-digest", "is over a digest of another kind than SHA-256")
    return Stamp(answer, token.gen_time, token.message_imprint.message, token.nonce, makers[0])


# ------------------------------------------------------------------------------- whether it holds


def mismatch(stamp: Stamp, words: bytes) -> StampFault | None:
    """Why a time stamp isn't over these words, or not by a certificate that was valid then."""
    digest = hashlib.sha256(words).digest()
    if stamp.digest != digest:
        reason = (
            f"is of something else: it is over {stamp.digest.hex()[:12]}, "
            f"and the seal's words have the SHA-256 {digest.hex()[:12]}"
        )
        return StampFault("stamp-digest", reason)
    begin, end = stamp.certificate.not_valid_before_utc, stamp.certificate.not_valid_after_utc
    made, has = f"was made on {_day(stamp.time)}", "with a certificate that"
    if stamp.time > end:
        return StampFault("stamp-expired", f"{made} {has} had expired on {_day(end)}")
    if stamp.time < begin:
        return StampFault("stamp-expired", f"{made} {has} was not valid before {_day(begin)}")
    return None


def _day(when: datetime) -> str:
    return say_date(local_day(when))


def distrust(stamp: Stamp, trusted: Sequence[x509.Certificate]) -> StampFault | None:
    """Why a time stamp isn't by an authority that these certificates vouch for, if it isn't."""
    try:
        VerifierBuilder(roots=list(trusted)).build().verify(stamp.answer, stamp.digest)
    except VerificationError as error:
        return _told(str(error))
    return None


_TOLD = {
    r"issuer cert|self.signed": StampFault(
        "stamp-stranger",
        "is by a certificate that leads to none of those that you named: anybody may have made it",
    ),
    r"has expired|not yet valid": StampFault(
        "stamp-expired", "was made when a certificate between its own and yours was not valid"
    ),
    r"purpose|EKU": StampFault("stamp-purpose", "is by a certificate that isn't for time stamps"),
}
"""What OpenSSL and the library say, and what that means."""


def _told(complaint: str) -> StampFault:
    for words, fault in _TOLD.items():
        if re.search(words, complaint):
            return fault
    return StampFault("stamp-forged", "is not what its authority signed")


_UNREAD = "The certificates of time stamp authorities can't be read"


def read_certificates(file: Path) -> tuple[x509.Certificate, ...]:
    """The certificates in a file (PEM). Raises StampError where there are none."""
    try:
        return tuple(dict.fromkeys(x509.load_pem_x509_certificates(file.read_bytes())))
    except OSError as error:
        raise StampError(f"{_UNREAD}. {refused(error, str(file))}") from error
    except ValueError as error:
        raise StampError(f"{_UNREAD}: '{file}' holds none (PEM).") from error
