"""CHECK.txt: how to check a pack with git and sha256sum alone. A command is a line of its own."""

from __future__ import annotations

import shlex

from jinja2 import Environment, PackageLoader, StrictUndefined

from macros.evidence.format import BUNDLE, MANIFEST, NAMESPACE, SIGNED, SIGNER, SUMS, Kind, Manifest

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
        bundle=BUNDLE,
        sums=SUMS,
        kind=kind,
        signature=SIGNED[kind] if kind else "",
        signer=SIGNER,
        namespace=NAMESPACE,
    )
    return text.encode()
