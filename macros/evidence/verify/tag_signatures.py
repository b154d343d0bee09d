"""What the signature of a seal's or a redaction's tag is worth."""

from __future__ import annotations

from typing import TypeGuard

from macros.evidence.format import Kind
from macros.evidence.seal_tags import SealTag
from macros.evidence.signatures import SignatureCheck, check
from macros.evidence.signed_tags import SignedTag
from macros.evidence.trust import Trust


def is_right(checked: SignatureCheck | None) -> TypeGuard[SignatureCheck]:
    """Whether there is a signature, and nothing speaks against it."""
    return checked is not None and checked.state not in ("bad", "unlisted")


def checked_signature(tag: SealTag | SignedTag, trust: Trust) -> SignatureCheck | None:
    """What a tag's signature is worth here, on the day that the tag gives; None without any."""
    if not tag.signature:
        return None
    kind: Kind = "ssh" if tag.signature.startswith(b"-----BEGIN SSH") else "openpgp"
    days = [tag.made] if tag.made else []
    return check(kind, tag.payload, tag.signature, "git", trust, days)
