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
    text = page(site, "board-june/tasks")
    assert "<code>id: T-4\n  title: [&lt;script&gt;</code>" in text
    assert ", and 1 that can&#39;t be read" in text


def test_a_register_that_is_no_more_keeps_its_table_and_links_to_its_records(site: Path) -> None:
    text = page(site, "2026-03-31/register-old-risks")
    assert '<a href="../../../registers/old%20risks/r%20%231%3F/">' in text
    assert "&lt;b&gt;Damp&lt;/b&gt;" in text
    assert (site / "registers/old risks/r #1?/index.html").is_file()


def test_days_on_which_a_register_stood_the_same_share_one_page(site: Path) -> None:
    text = page(site, "board-june/tasks")
    stood = "This table holds for <bdi>tag board/June</bdi> and <bdi>30 June 2026</bdi>."
    assert f"<strong>{stood}</strong>" in text
    (days,) = re.findall(r'<h2 id="days">.*?</ul>', text, re.DOTALL)
    shared = re.findall(r'<a href="\.\./\.\./\.\./as-at/([^"]*)/">', days)
    assert shared == ["board-june", "2026-06-30"]
    assert days.count("landed on 10 April 2026") == 2
    assert "This table holds" not in page(site, "2026-03-31/tasks"), "a day by itself"


def test_a_day_leads_straight_to_the_table_that_it_shares(site: Path) -> None:
    for day, table, since in (
        ("2026-03-31", "2026-03-31", "this day"),
        ("board-june", "board-june", "this day"),
        ("2026-06-30", "board-june", "tag board/June"),
        ("2026-09-30", "2026-09-30", "this day"),
    ):
        (row,) = re.findall(r'<tr><th scope="row"><a [^>]*>Tasks</a>.*?</tr>', page(site, day))
        assert f'href="../../as-at/{table}/tasks/"' in row
        assert f'<td data-label="Table same since"><bdi>{since}</bdi></td>' in row
    assert "Table same since" not in page(site, "now")


def test_an_address_without_a_table_of_its_own_leads_on(site: Path) -> None:
    stub = page(site, "2026-06-30/tasks")
    assert "<title>Tasks as at 30 June 2026</title>" in stub
    assert 'content="0; url=../../../as-at/board-june/tasks/"' in stub
    assert '<a href="../../../as-at/board-june/tasks/">Go to Tasks as at tag board/June</a>' in stub
    assert 'name="robots" content="noindex"' in stub
    assert "<script" not in stub
    assert "data-pagefind-body" not in stub
    assert len(stub) < 1200
    sitemap = (site / "sitemap.xml").read_text("utf-8")
    assert "as-at/board-june/tasks/" in sitemap
    assert "as-at/2026-06-30/tasks/" not in sitemap


def test_each_register_of_each_day_answers_at_its_address(site: Path) -> None:
    for day in ("2026-03-31", "board-june", "2026-06-30", "2026-09-30"):
        registers = json.loads((site / f"as-at/{day}/registers.json").read_text("utf-8"))
        for name in registers["registers"]:
            folder = "register-old-risks" if name == "old risks" else name
            assert (site / f"as-at/{day}/{folder}/index.html").is_file()


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
