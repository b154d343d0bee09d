"""What is due as calendars: two other libraries read them, and they say what the page says."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from macros.model import Catalogue
from macros.pages.due_pages import by_post
from macros.site.calendars import calendars
from macros.view.view import View, view

TODAY = date(2026, 11, 22)
SITE = "https://staff.example.org/"


@pytest.fixture(scope="module")
def seen(real: Catalogue) -> View:
    return view(real, "staff", TODAY)


@pytest.fixture(scope="module")
def files(seen: View) -> dict[str, bytes]:
    return dict(calendars(seen, SITE))


def test_there_is_one_for_all_for_each_post_and_for_each_register(
    seen: View, files: dict[str, bytes]
) -> None:
    posts = {f"due/{post.lower()}.ics" for post in by_post(seen)}
    names = {thing.key.register for thing in seen.due} - {""}
    registers = {f"registers/{name}/due.ics" for name in names}
    assert files.keys() == {"due/everybody.ics", "due/year.ics"} | posts | registers


def test_two_other_libraries_read_the_same_days(seen: View, files: dict[str, bytes]) -> None:
    text = files["due/everybody.ics"].decode()
    days = sorted(thing.due for thing in seen.due if thing.due)
    assert sorted(event.dtstart.value for event in vobject.readOne(text).vevent_list) == days
    events = IcsCalendarStream.calendar_from_ics(text).events
    assert sorted(str(event.dtstart) for event in events) == list(map(str, days))


def test_the_year_planner_is_a_calendar_of_what_comes_round_again(
    seen: View, files: dict[str, bytes]
) -> None:
    events = vobject.readOne(files["due/year.ics"].decode()).vevent_list
    names = [event.uid.value for event in events]
    assert "planner/YPT-007/deadline/next_due@staff.example.org" in names
    assert {name.split("/")[2] for name in names} <= {"again", "deadline"}
    again = [thing for thing in seen.due if thing.what == "again" and thing.due]
    assert len([name for name in names if "/again/" in name]) == len(again)
    assert not [name for name in names if name.startswith(("actions/", "retention/"))]


def test_each_event_keeps_its_own_name_and_reminds(files: dict[str, bytes]) -> None:
    events = vobject.readOne(files["due/everybody.ics"].decode()).vevent_list
    names = [event.uid.value for event in events]
    assert len(set(names)) == len(names)
    assert "actions/IA3/deadline/timescale@staff.example.org" in names
    assert "survey-programmes/SCS-01/deadline/by_when.month/2025-09-30@staff.example.org" in names
    assert not [name for name in names if re.search(r"\.\d", name.split("@")[0])]
    assert all(event.valarm.trigger.value.days == -7 for event in events)


def test_the_same_registers_give_the_same_bytes(seen: View, files: dict[str, bytes]) -> None:
    assert calendars(seen, SITE) == files


def test_a_title_can_add_no_line_of_its_own(seen: View) -> None:
    evil = "Tidy up\r\nEND:VEVENT\nATTACH:https://example.com/x; a, b\\n"
    thing = replace_label(seen, evil)
    (file,) = (text for name, text in calendars(thing, SITE).items() if "everybody" in name)
    (event,) = vobject.readOne(file.decode()).vevent_list
    assert not hasattr(event, "attach")
    assert "END:VEVENT" in event.summary.value


def replace_label(seen: View, label: str) -> View:
    first = next(thing for thing in seen.due if thing.due)
    return replace(seen, list_due=lambda _: [first._replace(label=label)])


def test_the_public_has_none(real: Catalogue) -> None:
    assert not calendars(view(real, "public", TODAY), SITE)
