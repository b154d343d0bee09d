"""Whose site a file of settings makes: a word in it must not turn the tenants' site inside out."""

from __future__ import annotations

from pathlib import Path

from macros.catalogue.front_matter import PUBLIC
from macros.model import Audience

PUBLIC_SETTINGS = "mkdocs.public.yml"
"""The settings of the tenants' site."""


def wrong_settings(file: Path, audience: Audience, docs_dir: Path) -> str:
    """Why no site may be made from these settings; empty where one may.

    The tenants' site shows the public view and is made from its own pages: no other folder is
    checked for who may read it.
    """
    is_public_folder = docs_dir.resolve() == (file.resolve().parent / PUBLIC).resolve()
    if audience == "public" and not is_public_folder:
        return (
            f"The public site's pages would come from {docs_dir.name}/. "
            f"Write 'docs_dir: {PUBLIC.rstrip('/')}' in its settings."
        )
    if audience != "public" and (is_public_folder or file.name == PUBLIC_SETTINGS):
        return (
            f"{file.name} makes the tenants' site, and its plugin 'kim' says 'audience: staff': "
            "everybody would see all that staff see. Write 'audience: public' there."
        )
    return ""
