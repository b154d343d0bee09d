"""CHECK.txt: how to check a pack with git and sha256sum alone. A command is a line of its own."""

from __future__ import annotations

import hashlib
import shlex

from jinja2 import Environment, PackageLoader, StrictUndefined

from macros.evidence.format import (
    BUNDLE,
    MANIFEST,
    NAMESPACE,
    RECORDS,
    SEALS,
    SIGNED,
    SIGNER,
    SUMS,
    Kind,
    Manifest,
)
from macros.history.git import LENIENT

_environment = Environment(  # noqa: S701 - plain text: nothing in it is read as HTML
    loader=PackageLoader("macros.evidence"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def instructions(manifest: Manifest, kind: Kind | None) -> bytes:
    """The text. `kind` is that of the signature; None where there is none.

    The commands are for a shell: all that is put in is ids, numbers and names of our own, but for
    the project's folder, which is quoted.
    """
    text = _environment.get_template("CHECK.txt").render(
        manifest=manifest,
        manifest_name=MANIFEST,
        registers=shlex.quote(f"{manifest.folder}registers"),
        records=RECORDS,
        names=hashlib.sha256(_names(manifest).encode()).hexdigest(),
        lenient=" ".join(f"-c {setting}" for setting in LENIENT),
        bundle=BUNDLE,
        sums=SUMS,
        kind=kind,
        signature=SIGNED[kind] if kind else "",
        signer=SIGNER,
        namespace=NAMESPACE,
        seals=SEALS,
        sealed=any(str(tag["name"]).startswith(SEALS) for tag in manifest.tags),
    )
    return text.encode()


def _names(manifest: Manifest) -> str:
    """What `git bundle list-heads` says of the bundle."""
    branch = [f"{manifest.tip} refs/heads/{manifest.branch}"] if manifest.branch else []
    tags = [f"{tag['id']} refs/tags/{tag['name']}" for tag in manifest.tags]
    return "".join(f"{line}\n" for line in (f"{manifest.tip} HEAD", *branch, *tags))
