"""What a change of a schema opened stands on the staff site and on no public page."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from py_mini_racer import mini_racer

from macros.catalogue.load import load
from macros.catalogue.published_list import FILE, as_text, open_registers
from macros.cli import main
from macros.history.load import load_history
from macros.model import SchemaRevision, SchemaWords
from tests.projects import HOME, BuiltSites, build_both, change, commit, copy_small, git

SCHEMA = "schemas/retention.schema.json"
RECORD = "registers/retention/RET-001.yml"
REMARKS = (
    '"remarks": { "title": "Remarks", "description": "What staff should know.", "type": "string"'
)
ABOUT = '"description": "For staff: what a colleague should know.'
OPENED = "Opened: everybody may see it. 1 published record shows it: RET-001."


def agreed(project: Path, message: str, day: int) -> None:
    """Commit a change with the list that it needs."""
    opened = open_registers(load(project)[1].registers)
    (project / FILE).write_text(as_text(opened), "utf-8")
    commit(project, message, day=f"2026-11-{day}T09:00:00+00:00", by="Records officer")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copy_small(tmp_path_factory.mktemp("schemas"), day="2026-11-02T09:00:00+00:00")
    change(root, SCHEMA, '"exceptions": {', f'{REMARKS} }},\n    "exceptions": {{')
    with (root / RECORD).open("a", encoding="utf-8") as file:
        file.write("remarks: Ask a lawyer first\n")
    agreed(root, "Add remarks", 10)
    git(root, "tag", "remarks")
    change(root, SCHEMA, REMARKS, f'{REMARKS}, "x-audience": "public"')
    agreed(root, "Tidy schema", 11)
    change(root, SCHEMA, '"remarks"', '"advice"')
    change(root, RECORD, "remarks:", "advice:")
    agreed(root, "Call remarks advice", 12)
    change(
        root,
        SCHEMA,
        '"type": "string", "x-aud',
        '"type": "array", "items": { "type": "string" }, "x-aud',
    )
    change(root, RECORD, "advice: Ask", "advice:\n  - Ask")
    agreed(root, "Let there be several", 13)
    change(root, "schemas/common.schema.json", ABOUT, f'"x-audience": "public", {ABOUT}')
    change(root, "mkdocs.public.yml", "Example District Council homes", "Homes")
    (root / "docs/public/pictures/plan.svg").write_text("<svg/>", "utf-8")
    agreed(root, "Tidy up", 14)
    return root


@pytest.fixture(scope="module")
def sites(project: Path) -> BuiltSites:
    (project / "docs/public/pictures/plan.svg").unlink()  # its kind is another check's matter
    return build_both(project)


def words(site: Path, page: str) -> str:
    text = (site / page / "index.html").read_text("utf-8")
    main_part = text[text.index("<main") : text.index("</main")]
    return " ".join(unescape(re.sub("<[^>]+>", " ", main_part)).split())


def kim(project: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.chdir(project)
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result.stdout


def of_commit(project: Path, message: str) -> Sequence[SchemaRevision]:
    told = load_history(project).schemas
    return [revision for revision in told if revision.commit.subject == message]


# -------------------------------------------------------------------------------------- on the site


def test_changes_say_what_a_commit_opened_and_for_which_records(sites: BuiltSites) -> None:
    text = words(sites.staff, "changes/2026-11")
    assert (
        f"Opened to everybody: Retention schedule (Schemas and settings) Remarks {OPENED}" in text
    )
    assert (
        "schemas/published.yml (Schemas and settings) retention Listed as public: remarks." in text
    )
    assert "site_name Example District Council homes became Homes." in text
    assert "pictures/plan.svg Added: everybody can fetch it." in text


def test_what_a_shared_part_opened_is_told_once_and_not_in_a_fold(sites: BuiltSites) -> None:
    text = words(sites.staff, "changes/2026-11")
    assert text.count("Notes Opened: everybody may see it.") == 1
    assert (
        "9 published records show it: CON-01, DAN-01, DAN-02 and 6 more. In 23 registers:" in text
    )


def test_a_renamed_and_a_retyped_field_are_told_once(sites: BuiltSites) -> None:
    text = words(sites.staff, "changes/2026-11")
    assert text.count("the field 'remarks' is called 'advice' now") == 1
    assert text.count("text became a list of text") == 1
    assert text.count("Ask a lawyer first") == 1, "only where it was written"


def test_a_record_says_that_it_followed_its_schema(sites: BuiltSites) -> None:
    text = words(sites.staff, "registers/retention/ret-001")
    assert "Remarks The same; its schema called the field 'remarks' until then." in text
    assert "The same in another form, as its schema has it since." in text
    assert "taken out: Ask a lawyer first" not in text


def test_a_schema_has_a_history_of_its_own_that_its_register_leads_to(sites: BuiltSites) -> None:
    text = words(sites.staff, "schemas/retention")
    assert "Opened to everybody on 11 November 2026" in text
    assert OPENED in text
    assert text.index("Tidy up") < text.index("Tidy schema") < text.index("Add remarks")
    register = (sites.staff / "registers/retention/index.html").read_text("utf-8")
    assert 'href="../../schemas/retention/"' in register
    assert "Retention schedule (6 changes, the last on 14 November 2026)" in words(
        sites.staff, "schemas"
    )


def test_feeds_tell_of_schemas(sites: BuiltSites) -> None:
    for place in ("changes/feed.json", "registers/retention/changes.json"):
        items = json.loads((sites.staff / place).read_text("utf-8"))["items"]
        texts = {
            item["title"]: item["content_text"]
            for item in items
            if "Tidy schema" in item["content_text"]
        }
        assert f"Remarks: {OPENED}" in texts["Opened to everybody: Retention schedule"]
    assert len({item["id"] for item in items}) == len(items)


def test_nothing_of_it_is_on_the_public_site(sites: BuiltSites) -> None:
    assert not (sites.public / "schemas").exists()
    for path in sites.public.rglob("*"):
        if path.suffix in (".html", ".json", ".xml"):
            text = path.read_text("utf-8")
            for word in ("Tidy schema", "Opened to everybody", "published.yml", "Records officer"):
                assert word not in text, path


# ------------------------------------------------------------------------------ at the command line


def test_diff_says_what_a_schema_opened(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = kim(project, monkeypatch, "diff", "HEAD~4", "HEAD~3")
    assert text.startswith("1 schema and 1 file of settings differ between ")
    assert f"Retention schedule (schema)\n    Remarks: {OPENED}\n" in text
    markdown = kim(project, monkeypatch, "diff", "HEAD~4", "HEAD~3", "--format", "markdown")
    assert f"schema: `{SCHEMA}`\n\n- `Remarks`: `{OPENED}`\n" in markdown


def test_diff_tells_a_renamed_field_once(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = kim(project, monkeypatch, "diff", "HEAD~3", "HEAD~2")
    assert "Renamed: the field 'remarks' is called 'advice' now." in text
    assert "    1 record follows: RET-001.\n" in text
    assert "Ask a lawyer" not in text


def test_diff_for_programs_has_schemas_with_their_paths(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    differences = json.loads(
        kim(project, monkeypatch, "diff", "HEAD~4", "HEAD~3", "--format", "json")
    )
    schema, listed = differences
    assert (schema["id"], schema["register"], schema["kind"]) == (SCHEMA, "", "changed")
    assert schema["changes"] == [
        {
            "path": "remarks",
            "old": None,
            "new": None,
            "what": "opened",
            "records": ["RET-001"],
            "says": OPENED,
        }
    ]
    assert listed["id"] == FILE


def test_history_prints_the_story_of_a_schema(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = kim(project, monkeypatch, "history", SCHEMA)
    assert text.startswith(f"{SCHEMA} (schema: Retention schedule)\n")
    assert f"  Tidy schema\n    Remarks: {OPENED}\n" in text
    stories = json.loads(kim(project, monkeypatch, "history", SCHEMA, "--format", "json"))
    assert [story["message"] for story in stories][-2:] == ["Add remarks", "Start the registers"]


# --------------------------------------------------------------------------------- from the history


def test_a_schema_that_was_broken_for_a_while_hides_nothing(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    text = (root / SCHEMA).read_text("utf-8")
    (root / SCHEMA).write_text("{" + text, "utf-8")
    commit(root, "Break it", day="2026-11-23T09:00:00+00:00")
    change(root, "schemas/roles.schema.json", '"order": ', '"order": 1')
    commit(root, "Something else", day="2026-11-24T09:00:00+00:00")
    opened = text.replace('"exceptions": {', '"exceptions": {\n      "x-audience": "public",')
    (root / SCHEMA).write_text(opened, "utf-8")
    commit(root, "Mend it", day="2026-11-25T09:00:00+00:00")
    told = {
        message: of_commit(root, message) for message in ("Break it", "Something else", "Mend it")
    }
    assert ["can't be read" in r.words[0].says for r in told["Break it"]] == [True]
    assert [revision.register for revision in told["Something else"]] == ["roles"]
    (mended,) = told["Mend it"]
    assert mended.words[0].about == "Kept longer when"
    assert mended.words[0].says.startswith("Opened: everybody may see it.")


def test_settings_that_only_look_otherwise_are_not_told(project: Path, tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    change(root, "mkdocs.public.yml", "INHERIT: mkdocs.yml", "# A word.\nINHERIT: 'mkdocs.yml'")
    commit(root, "Lay it out", day="2026-11-23T09:00:00+00:00")
    assert of_commit(root, "Lay it out") == []


def test_settings_that_turn_the_public_site_inside_out_are_told(tmp_path: Path) -> None:
    root = copy_small(tmp_path / "project")
    change(root, "mkdocs.public.yml", "audience: public", "audience: staff")
    (root / "mkdocs.yml").write_text("a: &x 1\nb: *x\n", "utf-8")
    commit(root, "Tidy up", day="2026-11-23T09:00:00+00:00")
    told = {revision.file: revision.words for revision in of_commit(root, "Tidy up")}
    became = SchemaWords("plugins.kim.audience", "public became staff.")
    assert told["mkdocs.public.yml"] == (became,)
    assert "can't be read" in told["mkdocs.yml"][0].says


# --------------------------------------------------------------------------------- between days


def test_what_changed_between_days_tells_a_field_of_another_name_and_kind_once(
    sites: BuiltSites,
) -> None:
    text = words(sites.staff, "as-at/remarks/since")
    follows = "Remarks : the same in 1 record, under the name or in the form it has since"
    assert "Followed their schema: 1 record" in text
    assert follows in text
    assert "Changed: " not in text
    assert follows in words(sites.staff, "as-at/now")


def test_the_browser_tells_it_once_too(sites: BuiltSites) -> None:
    data = (sites.staff / "as-at/compare.json").read_text("utf-8")
    days = [day[0] for day in json.loads(data)["days"]]
    with mini_racer() as engine:
        engine.eval((HOME / "macros/theme/assets/kim-as-at.js").read_text("utf-8"))
        engine.eval(f"var data = {data};")
        places = f"{days.index('remarks')}, {days.index('now')}"
        told = json.loads(str(engine.eval(f"JSON.stringify(KimAsAt.between(data, {places}))")))
    assert [(each["follows"], each["fields"]) for each in told["became"]] == [(["advice"], [])]
