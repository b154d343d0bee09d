"""The page /admin/ and its editor: where they are and aren't, and what the editor is told."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from macros.catalogue.load import load
from macros.model import Field
from macros.pages.admin_forge import Forge, Unserved, forge_at
from macros.site.headers import FILES, POLICY, editor_policy
from tests.projects import TODAY, BuiltSites, build_staff, change
from tests.tiny import copy_tiny

REPOSITORY = "https://forge.example.org/council/registers"
GITHUB_EDITOR = f"{REPOSITORY}/edit/main/{{path}}"


@pytest.mark.parametrize(
    ("repository", "editor", "forge"),
    [
        (
            "https://github.com/council/registers.git",
            "https://github.com/council/registers/edit/trunk/{path}",
            ("github", "council/registers", "trunk", "https://api.github.com"),
        ),
        (
            REPOSITORY,
            GITHUB_EDITOR,
            ("github", "council/registers", "main", "https://forge.example.org/api/v3"),
        ),
        (
            "https://gitlab.com/council/housing/registers",
            "https://gitlab.com/council/housing/registers/-/edit/main/{path}",
            ("gitlab", "council/housing/registers", "main", "https://gitlab.com/api/v4"),
        ),
    ],
    ids=["GitHub", "a GitHub of one's own", "GitLab, in a group"],
)
def test_a_forge_is_told_by_the_addresses_in_the_settings(
    repository: str, editor: str, forge: tuple[str, ...]
) -> None:
    known = forge_at(repository, editor)
    assert isinstance(known, Forge)
    assert (known.kind, known.repository, known.branch, known.api) == forge
    assert known.api.startswith(known.asks)
    assert known.graph.startswith(known.asks)


@pytest.mark.parametrize(
    ("repository", "editor", "name"),
    [
        (REPOSITORY, f"{REPOSITORY}/_edit/main/{{path}}", "Forgejo and Gitea"),
        (
            "https://dev.azure.com/council/housing/_git/registers",
            "https://dev.azure.com/council/housing/_git/registers?path=/{path}&version=GBmain",
            "Azure DevOps",
        ),
        (
            "https://bitbucket.org/council/registers",
            "https://bitbucket.org/council/registers/src/main/{path}?mode=edit",
            "Bitbucket",
        ),
        ("http://git.lan/a/b", "http://git.lan/a/b/edit/main/{path}", "a forge without HTTPS"),
        (REPOSITORY, f"{REPOSITORY}/change?file={{path}}", "this forge"),
    ],
    ids=["Forgejo", "Azure DevOps", "Bitbucket", "without HTTPS", "another"],
)
def test_the_editor_is_for_no_forge_on_which_it_can_propose_nothing(
    repository: str, editor: str, name: str
) -> None:
    assert forge_at(repository, editor) == Unserved(name)


def test_nothing_of_the_editor_reaches_tenants(small_sites: BuiltSites) -> None:
    files = [path.relative_to(small_sites.public).as_posix() for path in _all(small_sites.public)]
    assert [name for name in files if "admin" in name or "editor" in name] == []
    for name in FILES:
        assert "admin" not in (small_sites.public / name).read_text("utf-8")
    assert (small_sites.staff / "admin/editor/index.html").is_file()


def test_a_forge_that_takes_nothing_from_the_editor_is_told_of_in_a_sentence(
    tmp_path: Path,
) -> None:
    project = copy_tiny(tmp_path / "project")
    change(project, "mkdocs.yml", "edit_uri: edit/main/docs/", "edit_uri: _edit/main/docs/")
    site = build_staff(project)
    page = (site / "admin/index.html").read_text("utf-8")
    assert "propose changes on Forgejo and Gitea, so it isn" in page
    assert [path.name for path in (site / "admin").iterdir()] == ["index.html"]
    assert not (site / "assets/admin").exists()


def test_a_project_without_a_forge_has_no_such_page(tmp_path: Path) -> None:
    project = copy_tiny(tmp_path / "project")
    change(project, "mkdocs.yml", "edit_uri: edit/main/docs/\n", "")
    site = build_staff(project)
    assert not (site / "admin").exists()
    assert not (site / "assets/admin").exists()


# ------------------------------------------------------------------------- what the editor is told


def test_the_editor_is_told_of_every_register_and_field(small_sites: BuiltSites) -> None:
    made = json.loads((small_sites.staff / "admin/settings.json").read_text("utf-8"))
    catalogue, _ = load(small_sites.project, TODAY)
    told = {each["name"]: each for each in made["settings"]["collections"]}
    assert told.keys() == catalogue.registers.keys() == made["registers"].keys()
    for name, register in catalogue.registers.items():
        about, schema = told[name], register.schema
        assert (about["label"], about["folder"]) == (schema.title, f"registers/{name}")
        assert (about["publish"], about["delete"]) == (False, False)
        fields = [field for field in schema.fields if field.name != "confirmed"]
        for field, shown in zip(fields, about["fields"], strict=True):
            _compare(field, shown)


def _compare(field: Field, shown: Mapping[str, Any]) -> None:
    assert (shown["name"], shown["label"]) == (field.name, field.title)
    assert shown["required"] == field.required
    assert field.description in shown["hint"] or not field.description
    for part, inner in zip(field.inner.parts, shown.get("fields", ()), strict=True):
        _compare(part, inner)


def test_every_change_becomes_a_proposal(small_sites: BuiltSites) -> None:
    made = json.loads((small_sites.staff / "admin/settings.json").read_text("utf-8"))["settings"]
    assert made["publish_mode"] == "editorial_workflow"
    assert made["backend"]["branch"] == "main"
    assert made["backend"]["auth_methods"] == ["token"]


# ---------------------------------------------------------------------------------- its own policy


def test_the_editor_may_ask_its_forge_and_run_nothing_that_is_made_from_text() -> None:
    own = dict(rule.partition(" ")[::2] for rule in editor_policy("https://forge").split("; "))
    others = dict(rule.partition(" ")[::2] for rule in POLICY.split("; "))
    assert own.keys() == others.keys()
    looser = {name for name in own if not set(own[name].split()) <= set(others[name].split())}
    assert looser == {"style-src", "img-src", "connect-src", "worker-src", "form-action"}
    assert own["script-src"] == "'self'"
    assert own["connect-src"] == "'self' https://forge"
    assert own["worker-src"] == own["form-action"] == "'none'"


def test_each_host_is_told_of_the_editors_policy_for_its_page_alone(
    small_sites: BuiltSites,
) -> None:
    policy = editor_policy("https://forge.example.org")
    netlify = (small_sites.staff / "_headers").read_text("utf-8")
    assert netlify.count(POLICY) == netlify.count(policy) == 1
    _, _, own = netlify.partition("/admin/editor/*\n")
    assert own == f"  ! Content-Security-Policy\n  Content-Security-Policy: {policy}\n"
    nginx = (small_sites.staff / "nginx-editor-headers.conf").read_text("utf-8")
    assert f'add_header Content-Security-Policy "{policy}" always;' in nginx
    azure = json.loads((small_sites.staff / "staticwebapp.config.json").read_text("utf-8"))
    *_, route, rest = azure["routes"]
    assert (route["route"], rest["route"]) == ("/admin/editor/*", "/*")
    assert route["allowedRoles"] == rest["allowedRoles"] == ["kim_staff"]
    assert route["headers"] == {**azure["globalHeaders"], "Content-Security-Policy": policy}


def _all(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
