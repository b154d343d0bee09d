"""MkDocs' files and pages, as the plugin asks for them: which is which of ours, and new ones."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.pages import Page

from macros.catalogue.assets import remade
from macros.catalogue.front_matter import PUBLIC
from macros.catalogue.remade import FileFault
from macros.history.revisions import History
from macros.model import PAGES, Key
from macros.site.clashes import clashes
from macros.site.errors import SiteError
from macros.site.page_pictures import sized
from macros.site.unwritten_pages import UnwrittenPage
from macros.view.view import View


def key_of(file: File, config: MkDocsConfig) -> Key:
    """The key under which the history and the view know a file."""
    project = Path(config.config_file_path).resolve().parent
    folder = Path(config.docs_dir).resolve().relative_to(project)
    return Key(PAGES, (folder / file.src_uri).as_posix())


def left_out(past: History, config: MkDocsConfig) -> Iterator[Key]:
    """The pages that are there and that MkDocs doesn't build.

    Those are hidden ones, templates, and what exclude_docs names.
    """
    built = {key_of(file, config) for file in get_files(config).documentation_pages()}
    for key in past.trails:
        if key.is_page and not past.deleted(key) and key not in built:
            yield key


def generated_file(page: UnwrittenPage, config: MkDocsConfig) -> File:
    """A page for MkDocs. It holds tokens, so no record's text meets Markdown or a template."""
    inclusion = InclusionLevel.INCLUDED if page.in_nav else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.uri, content=page.text, inclusion=inclusion)
    if page.edit_uri:
        file.edit_uri = page.edit_uri
    return file


def editor_of(config: MkDocsConfig) -> str:
    """Where the forge edits a file, with {path} for its name from the root of the repository.

    Empty where the settings don't say it.
    """
    if not (config.repo_url and config.edit_uri):
        return ""
    before = config.edit_uri.removesuffix("docs/")
    between = "" if before.startswith(("?", "#")) else "/"
    return f"{config.repo_url.rstrip('/')}{between}{before}{{path}}"


def page_at(files: Files, uri: str) -> Page | None:
    """The page that MkDocs made of a file; None where there is no such file, or no page yet."""
    file = files.get_file_from_path(uri)
    return file.page if file else None


def with_sizes(html: str, page: Page, files: Files) -> str:
    """The HTML of a page, with the size of each picture in it."""

    def content_at(uri: str) -> bytes | None:
        file = files.get_file_from_path(uri)
        return file.content_bytes if file and not file.is_documentation_page() else None

    return sized(html, page.url, content_at)


def refuse_clashes(files: Files, config: MkDocsConfig, view: View) -> None:
    """Raise SiteError where somebody wrote what the build would write over."""
    written = [file for file in files if file.src_dir == config.docs_dir]
    places = ((file.src_uri, file.dest_uri) for file in written)
    if reasons := "\n".join(clashes(places, view, config.site_url or "")):
        raise SiteError(reasons)


def make_anew(files: Files, config: MkDocsConfig) -> None:
    """Every file of docs/public/ that is no page is made anew, for whichever site it is.

    The check has refused what can't be; this holds where a site is built without it.
    """
    for file in files:
        is_ours = file.src_dir == config.docs_dir and not file.is_documentation_page()
        if is_ours and key_of(file, config).id.startswith(PUBLIC):
            new = remade(PurePath(file.src_uri), file.content_bytes)
            if isinstance(new, FileFault):
                raise SiteError(f"{file.src_uri}: {new.message} {new.hint}")
            file.content_bytes = new.content
