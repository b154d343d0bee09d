"""`kim remind`: messages to posts in each form, and records of them, over the small project."""

from __future__ import annotations

import json
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from macros.cli import main
from macros.cli.reminder_forms import as_email, as_issue, as_markdown
from macros.pages.reminding import Line, Message
from macros.view.reminders import Reminder
from tests.projects import change, copy_small

KEEPER = "ROLE-business-support-manager"
DAY = "2026-11-27"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_small(tmp_path_factory.mktemp("remind"))


def remind(*words: str) -> Result:
    return CliRunner().invoke(main, ["remind", "--today", DAY, *words])


def told(*words: str) -> list[dict[str, Any]]:
    result = remind("--format", "json", "--owner", KEEPER, *words)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_what_is_told_is_what_is_due_and_is_kept_when_asked_and_not_told_again(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small)
    due = CliRunner().invoke(
        main, ["due", "--today", DAY, "--within", "30", "--owner", KEEPER, "--format", "json"]
    )
    own = [row for row in json.loads(due.stdout) if KEEPER in row["by"]]
    (first,) = told()
    wanted = sorted((row["id"], row["what"], row["due"] or "") for row in own)
    assert sorted((row["record"], row["what"], row["due"]) for row in first["about"]) == wanted
    before = sorted((small / "registers/reminders").iterdir())

    assert remind("--owner", KEEPER, "--record").exit_code == 2  # nobody says who sends it
    result = remind("--owner", KEEPER, "--record", "--role", "SIRO")
    assert result.exit_code == 0, result.output
    assert "commit it once the message is sent" in result.stderr
    (new,) = set((small / "registers/reminders").iterdir()) - set(before)
    assert new.name == "REM-0002.yml"
    text = new.read_text("utf-8")
    assert f"to_role: {KEEPER}\nsent_on: {DAY}\nway: message\nabout:\n" in text
    assert "find_out_by: 2026-12-11\nowner_role: ROLE-siro\nstatus: sent\n" in text
    assert told() == []
    (again,) = told("--again")
    assert again["about"] == first["about"]
    new.unlink()


def test_a_file_is_written_for_each_post_and_sends_itself_nowhere(
    small: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(small)
    assert remind("--format", "eml").exit_code == 2
    result = remind("--format", "eml", "--out", str(tmp_path / "mail"))
    assert result.exit_code == 0, result.output
    mail = message_from_bytes((tmp_path / f"mail/{KEEPER.lower()}.eml").read_bytes(), policy=SMTP)
    assert isinstance(mail, EmailMessage)
    assert mail["X-Unsent"] == "1"
    assert mail["To"].addresses == ()
    assert mail["To"].groups[0].display_name == "Housing Business Support Manager"
    assert "https://staff.example.org/due/role-business-support-manager/" in mail.get_content()


def test_what_the_check_refuses_leaves_no_record(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small)
    folder = small / "registers/reminders"
    before = sorted(folder.iterdir())
    change(small, "schemas/reminders.schema.json", '"x-after": "sent_on"', '"x-past": true')
    result = remind("--owner", KEEPER, "--record", "--role", KEEPER)
    change(
        small,
        "schemas/reminders.schema.json",
        '"x-past": true,\n      "x-d',
        '"x-after": "sent_on",\n      "x-d',
    )
    assert result.exit_code == 1
    assert "Nothing was recorded." in result.stderr
    assert sorted(folder.iterdir()) == before


# ---------------------------------------------------------------------------------- the forms

NASTY = "*Bold* [link](https://evil.example) <b>@everybody</b> #12 GH-3 ![x](y)"


def nasty() -> Message:
    line = Line("1 December 2026", NASTY, f"{NASTY} (T-1)", "https://a.example/t-1/", NASTY)
    reminder = Reminder("ROLE-keeper", (), 0, 0)
    parts = [("Due", [line])]
    return Message(reminder, NASTY, NASTY, NASTY, parts, [NASTY], "https://a.example/", "c.ics")


@pytest.mark.parametrize("form", [as_markdown, as_issue])
def test_the_text_of_a_record_is_no_markdown(form: Any) -> None:
    _, _, body = form(nasty()).partition("\n")
    html = MarkdownIt("commonmark").render(body)
    assert html.count("<a ") == 3  # to the record, to all that is due, to the calendar
    assert "<em>" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "evil.example</a>" not in html


def test_on_a_forge_the_text_of_a_record_calls_nobody() -> None:
    _, _, body = as_issue(nasty()).partition("\n")
    for call in ("@everybody", "#12", "GH-3"):
        assert call not in body.replace("\\", "")


def test_a_line_break_in_a_title_makes_no_header() -> None:
    mail = message_from_bytes(as_email(nasty()._replace(title="What\r\nBcc: a@b.example")))
    assert "Bcc" not in mail
