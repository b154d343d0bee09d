"""The pages of old states, in a site that is built from a history of three quarters."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import BASE
from tests.projects import build_public, build_staff, commit
from tests.tiny import lay_tiny


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = lay_tiny(tmp_path_factory.mktemp("quarters"))
    task = to / "registers/tasks/T-4.yml"
    real = task.read_text("utf-8")
    risk = to / "registers/old risks/R #1?.yml"
    risk.parent.mkdir()
    risk.write_text("id: R1\ntitle: <b>Damp</b>\n", "utf-8")
    task.write_text(re.sub("owner_role: .*", "owner_role: ROLE-officer", real), "utf-8")
    commit(to, "Start the registers", first=True, day="2026-01-10T09:00:00+00:00")
    shutil.rmtree(risk.parent)
    task.write_text("id: T-4\n  title: [<script>", "utf-8")
    commit(to, "Type too fast", day="2026-04-10T09:00:00+00:00")
    subprocess.run(["git", "tag", "board/June"], cwd=to, check=True)
    task.write_text(real, "utf-8")
    commit(to, "Mend it", day="2026-08-10T09:00:00+00:00")
    return to


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    return build_staff(project)


def page(site: Path, address: str) -> str:
    return (site / "as-at" / address / "index.html").read_text("utf-8")


def test_each_state_has_a_page_and_is_listed_newest_first(site: Path) -> None:
    listed = re.findall(r'<th scope="row"><a href="\.\./as-at/([^"/]*)/">', page(site, ""))
    assert listed == ["now", "2026-09-30", "2026-06-30", "board-june", "2026-03-31"]
    assert {path.name for path in (site / "as-at").iterdir() if path.is_dir()} == {
        *listed,
        "compare",
    }


def test_a_day_says_where_it_comes_from_and_what_changed(site: Path) -> None:
    text = page(site, "2026-06-30")
    assert "By the main line" in text
    assert re.search(
        r'Type too fast</bdi> .*<a href="https://forge\.example\.org/[^"]*/commit/[0-9a-f]{40}"',
        text,
    )
    assert "What changed since tag board/June" in text
    march_to_tag = page(site, "board-june")
    assert "a version that can&#39;t be read as a record" in march_to_tag
    assert re.search(r"Deleted: 1 record</h3>.*?Old risks", march_to_tag, re.DOTALL)


def test_from_a_day_to_now_names_owners_by_their_titles(site: Path) -> None:
    text = page(site, "2026-03-31/since")
    assert re.search(
        r"New owner: 1 record</h2>.*?Grease the locks"
        r".*?from Housing officer.*? to ",
        text,
        re.DOTALL,
    )


def test_a_version_that_can_not_be_read_is_shown_as_the_text_that_it_was(site: Path) -> None:
    text = page(site, "2026-06-30/tasks")
    assert "<code>id: T-4\n  title: [&lt;script&gt;</code>" in text
    assert ", and 1 that can&#39;t be read" in text


def test_a_register_that_is_no_more_keeps_its_table_and_links_to_its_records(site: Path) -> None:
    text = page(site, "2026-03-31/register-old-risks")
    assert '<a href="../../../registers/old%20risks/r%20%231%3F/">' in text
    assert "&lt;b&gt;Damp&lt;/b&gt;" in text
    assert (site / "registers/old risks/r #1?/index.html").is_file()


def test_old_tables_are_not_found_by_the_search_and_days_are(site: Path) -> None:
    assert "data-pagefind-body" not in page(site, "2026-03-31/tasks")
    assert "data-pagefind-body" not in page(site, "2026-03-31/since")
    assert "data-pagefind-body" in page(site, "2026-03-31")


def test_no_page_of_an_old_state_asks_for_changes_to_it(site: Path) -> None:
    for address in ("2026-03-31", "2026-03-31/tasks", "2026-03-31/since", "now"):
        assert "Edit this" not in page(site, address)


def test_all_registers_of_a_day_can_be_taken_away(site: Path) -> None:
    text = (site / "as-at/2026-06-30/registers.json").read_text("utf-8")
    state = json.loads(text)
    assert list(state) == ["as_at", "until", "commit", "landed", "registers"]
    tasks = {record["id"]: record for record in state["registers"]["tasks"]}
    assert tasks["T-4"]["unreadable"] == "id: T-4\n  title: [<script>"
    assert tasks["T-5"]["fields"]["id"] == "T-5"
    assert sum(len(ones) for ones in state["registers"].values()) == len(
        list((BASE / "registers").glob("*/*.yml"))
    )
    lines = [line.rstrip(",") for line in text.splitlines()]
    assert json.dumps(tasks["T-5"], ensure_ascii=False) in lines, "a record is a line"


def test_the_page_that_compares_reads_without_javascript_and_brings_no_code_of_its_own(
    site: Path,
) -> None:
    text = page(site, "compare")
    assert '<script src="../../assets/kim-as-at.js" defer></script>' in text
    assert 'id="kim-compare-form" action="#kim-compare" method="get" hidden' in text
    assert "needs JavaScript" in text
    assert 'href="../../as-at/2026-03-31/since/"' in text
    assert [
        day for day, _ in json.loads((site / "as-at/compare.json").read_text("utf-8"))["days"]
    ] == ["2026-03-31", "board-june", "2026-06-30", "2026-09-30", "now"]


def test_the_public_site_has_none_of_it(project: Path) -> None:
    assert not (build_public(project) / "as-at").exists()
