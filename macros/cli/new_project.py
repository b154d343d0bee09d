"""kim start: a project for another landlord."""

from __future__ import annotations

import posixpath
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from string import Template
from urllib.parse import urlsplit

import click

from macros.catalogue.read import read
from macros.catalogue.schemas import Schemas
from macros.catalogue.starting_page import Start, rests_on_sources, starting_page
from macros.cli.given_files import STARTER, given_files
from macros.cli.given_schemas import GIVEN, given_text
from macros.cli.new import example_of, fits
from macros.cli.start import main, with_today
from macros.cli.starting_settings import Landlord, public_settings, staff_settings
from macros.cli.streams import say
from macros.model import Catalogue
from macros.model.errors import KimError

AS_THEY_ARE = (
    *(".editorconfig", ".gitattributes", ".gitlab-ci.yml", ".pre-commit-config.yaml"),
    *(".github/pull_request_template.md", ".github/dependabot.yml", ".vscode/extensions.json"),
    ".vscode/settings.json",
    *(f".github/workflows/{name}.yml" for name in ("check", "comment", "due", "publish", "remind")),
    "requirements.lock",
)
"""Files that hold for every landlord. Those who may approve what are named later, from roles."""

_TEMPLATES = {"README.md": "README.md", "pyproject.toml": "pyproject.txt"}
"""Files with blanks for names, and what they are called here, where other tools read such files."""

_PICTURE = re.compile(r"!\[[^\]]*\]\(([^):\s]+)\)")
_REVIEW_AFTER = timedelta(days=182)
Files = dict[str, bytes]


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--name", required=True, help="The landlord's name, as tenants know it.")
@click.option("--forge", required=True, help="The address of the repository at the forge.")
@click.option(
    "--owner",
    default="ROLE-information-manager",
    show_default=True,
    help="The id of the post that answers for the pages at first.",
)
@click.option("--contact", default="", help="The mail address to which readers write.")
@click.option("--with-examples", is_flag=True, help="With the sample's records, to look at.")
@with_today
def start(
    folder: Path, name: str, forge: str, owner: str, contact: str, with_examples: bool, today: date
) -> None:
    """Start a project for another landlord, in a new folder.

    It has schemas, settings, workflows and pages, and no records: the guide 'Start' in it says what
    to add first. With the sample's records, all is as in the sample, and marked as an example.

    Example: kim start ../ours --name "Our Homes" --forge https://forge.example.org/our/registers
    """
    landlord = Landlord(" ".join(name.split()), forge.rstrip("/"), contact.strip())
    _refuse(folder, landlord)
    given = given_files()
    files = {**_shared(given, landlord), **_schemas(given)}
    if with_examples:
        files |= _sample(given)
    else:
        files |= _own(given, landlord, owner, today)
    files |= _settings(given, landlord, files)
    files[GIVEN] = given_text(_schemas(given), version("kim-site")).encode()
    _write(folder, files)
    say(f"{folder}: {len(files)} files. Go there and read README.md: it says what comes first.")


def _refuse(folder: Path, landlord: Landlord) -> None:
    """Raises KimError or a usage error where nothing can be started."""
    if folder.exists() and any(folder.iterdir()):
        raise KimError(f"{folder} isn't empty, so nothing was put there. Name a new folder.")
    if not landlord.name:
        raise click.BadParameter("The landlord's name is empty.", param_hint="--name")
    address = urlsplit(landlord.forge)
    if address.scheme not in ("http", "https") or not address.hostname or not address.path:
        message = f"'{landlord.forge}' is not the address of a repository. It looks like "
        example = "https://forge.example.org/our/registers."
        raise click.BadParameter(message + example, param_hint="--forge")


def _shared(given: Path, landlord: Landlord) -> Files:
    """What is the same for every landlord, but for names."""
    files = {name: (given / name).read_bytes() for name in AS_THEY_ARE}
    words = {**landlord._asdict(), "version": version("kim-site")}
    for name, template in _TEMPLATES.items():
        text = Template((STARTER / template).read_text("utf-8")).safe_substitute(words)
        files[name] = text.encode("utf-8")
    files["Makefile"] = (STARTER / "Makefile").read_bytes()
    files[".gitignore"] = (STARTER / "gitignore.txt").read_bytes()
    return files


def _schemas(given: Path) -> Files:
    return _under(given, "schemas")


def _sample(given: Path) -> Files:
    """The sample's own pages and records."""
    return {**_under(given, "docs"), **_under(given, "registers")}


def _own(given: Path, landlord: Landlord, owner: str, today: date) -> Files:
    """Pages without what leans on the sample, and a folder for each register."""
    catalogue, schemas = read(given)  # the sample comes with the program, which checked it
    _refuse_owner(schemas, owner)
    pages = {file: text for file, text in _under(given, "docs").items() if file.endswith(".md")}
    own = {f"docs/{file}": text for file, text in _relative(STARTER / "docs")}
    texts = {file: text.decode("utf-8") for file, text in {**pages, **own}.items()}
    away = _away(texts, own)
    unset = () if landlord.contact else ("landlord.contact",)
    begin = Start(_titles(catalogue), away, unset, owner, today + _REVIEW_AFTER)
    made = {
        file: starting_page(file, text, begin).encode("utf-8")
        for file, text in texts.items()
        if file not in away
    }
    folders = {f"registers/{name}/.gitkeep": b"" for name in catalogue.registers}
    return {**made, **folders, **_pictures(given, made)}


def _pictures(given: Path, pages: Mapping[str, bytes]) -> Files:
    """The pictures that pages show, as they are."""
    shown: set[str] = set()
    for page, text in pages.items():
        names = _PICTURE.findall(text.decode("utf-8"))
        shown |= {posixpath.normpath(f"{posixpath.dirname(page)}/{name}") for name in names}
    return {file: (given / file).read_bytes() for file in sorted(shown)}


def _refuse_owner(schemas: Schemas, owner: str) -> None:
    """Raises a usage error where no post can have this id."""
    field = next(field for field in schemas.page if field.name == "owner_role")
    posts = [schemas.registers[name] for name in field.refs]
    if not any(fits(schema, owner) for schema in posts):
        message = f"'{owner}' is not the id of a post. It looks like '{example_of(posts[0])}'."
        raise click.BadParameter(message, param_hint="--owner")


def _away(texts: Mapping[str, str], own: Mapping[str, bytes]) -> frozenset[str]:
    """The pages that stay away: they rest on laws and documents that no register holds yet."""
    empty = {file for file, text in own.items() if not text.strip()}
    resting = {file for file in texts.keys() - empty if rests_on_sources(texts[file])}
    return frozenset((resting - own.keys()) | empty)


def _titles(catalogue: Catalogue) -> Mapping[str, str]:
    """What each record of the sample is called, by its id."""
    titles: dict[str, str] = {}
    for register in catalogue.registers.values():
        name = register.schema.label[0]
        titles |= {record.key.id: str(record.values.get(name)) for record in register.records}
    return titles


def _settings(given: Path, landlord: Landlord, files: Mapping[str, bytes]) -> Files:
    pages = {file.removeprefix("docs/") for file in files}
    public = {file.removeprefix("docs/public/") for file in files}
    staff = (given / "mkdocs.yml").read_text("utf-8")
    tenants = (given / "mkdocs.public.yml").read_text("utf-8")
    return {
        "mkdocs.yml": staff_settings(staff, landlord, pages).encode("utf-8"),
        "mkdocs.public.yml": public_settings(tenants, landlord, public).encode("utf-8"),
    }


def _under(given: Path, folder: str) -> Files:
    return {f"{folder}/{file}": content for file, content in _relative(given / folder)}


def _relative(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file under a folder, by its path from there."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all of it, or leave nothing behind."""
    was_there = folder.exists()
    try:
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            folder.mkdir(exist_ok=True)
        raise
