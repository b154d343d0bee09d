"""One record, read with what is near it alone, is shown as if the whole had been read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.catalogue.read import read
from macros.catalogue.read_near import read_near
from macros.cli.show import Shown, _days, _notices, _printed
from macros.model import Catalogue, Key
from macros.view.view import view
from tests.projects import lay_small

TODAY = date(2026, 10, 1)


def shown(catalogue: Catalogue, key: Key) -> list[str]:
    """A record in both forms."""
    staff = view(catalogue, "staff", TODAY)
    record = Shown(staff, staff.records[key], date(2025, 1, 1))
    return [_printed(record, form) for form in ("text", "json")]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project, which these tests only read."""
    return lay_small(tmp_path_factory.mktemp("small"))


def test_a_record_is_shown_as_in_the_whole(small: Path) -> None:
    whole = read(small)[0]
    staff = view(whole, "staff", TODAY)
    alone = [keys[0] for keys in staff.ids.values() if len(keys) == 1]
    kept = [key for key in alone if _days(Shown(staff, staff.records[key], None))["disposal_due"]]
    noticed = [key for key in alone if list(_notices(staff, key))]
    assert kept
    assert noticed
    for key in dict.fromkeys([*alone[::4], *kept, *noticed]):
        near = read_near(small, key.id.swapcase())
        assert near is not None
        assert shown(near, key) == shown(whole, key)


def spoil(file: str, old: str, new: str) -> Callable[[Path], None]:
    """Write something else into a file."""

    def change(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new), "utf-8")

    return change


def again(root: Path) -> None:
    """Give an id to a record of another register too."""
    name = min((root / "registers" / NAMED.register).glob("*.yml")).name
    for other in ("decisions", "risks"):
        shutil.copy(root / "registers" / NAMED.register / name, root / "registers" / other / name)


NAMED = Key("definitions", "")
SCHEMA = f"schemas/{NAMED.register}.schema.json"


@pytest.mark.parametrize(
    "change",
    [
        again,
        spoil(SCHEMA, '"type": "object"', '"type": "objekt"'),
        spoil(SCHEMA, "{", "{,"),
        spoil("schemas/common.schema.json", '"$defs"', '"$defz"'),
        lambda root: (root / "schemas/register.schema.json").unlink(),
    ],
)  # fmt: skip
def test_where_anything_is_out_of_the_ordinary_the_whole_is_to_be_read(
    change: Callable[[Path], None], tmp_path: Path
) -> None:
    root = lay_small(tmp_path)
    name = min((root / "registers" / NAMED.register).glob("*.yml")).stem
    assert read_near(root, name) is not None
    change(root)
    assert read_near(root, name) is None


def test_there_is_nothing_near_what_is_not_there_or_cannot_be_read(tmp_path: Path) -> None:
    root = lay_small(tmp_path)
    assert read_near(root, "NOBODY-1") is None
    file = min((root / "registers" / NAMED.register).glob("*.yml"))
    file.write_text("id: [", "utf-8")
    assert read_near(root, file.stem) is None


def test_an_id_that_is_written_with_an_escape_is_a_link_too(tmp_path: Path) -> None:
    root = lay_small(tmp_path)
    whole = read(root)[0]
    target, links = next((key, links) for key, links in whole.used_by.items() if len(links) > 1)
    file = root / "registers" / links[0].source.register / f"{links[0].source.id}.yml"
    text = file.read_text("utf-8")
    odd = f'"\\x{ord(target.id[0]):02x}{target.id[1:]}"'
    file.write_text(text.replace(target.id, odd), "utf-8")
    near, whole = read_near(root, target.id), read(root)[0]
    assert near is not None
    assert near.used_by[target] == whole.used_by[target]
