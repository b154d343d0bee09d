"""What the benchmark gives to others is all that we have: no peer is quick because it got less."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.bench import REPORT, written_by_hand
from benchmarks.peers import PEERS, Peer, with_pages
from tests.projects import SMALL

IDS = sorted(path.stem for path in (SMALL / "registers").rglob("*.yml"))


@pytest.mark.parametrize(
    "peer", [peer for peer in PEERS if peer.prepare is not with_pages], ids=lambda peer: peer.words
)
def test_a_peer_without_history_gets_each_record_once(peer: Peer, tmp_path: Path) -> None:
    peer.prepare(SMALL, tmp_path / "place", 0)
    written = [path.read_text("utf-8") for path in (tmp_path / "place").rglob("*.*")]
    lines = [line.strip() for text in written for line in text.split("\n")]
    sign = "UID: " if peer.words.startswith("StrictDoc") else ":id: "
    given = sorted(line.removeprefix(sign) for line in lines if line.startswith(sign))
    assert given == IDS


def test_a_peer_with_history_gets_a_page_for_each_record(tmp_path: Path) -> None:
    with_pages(SMALL, tmp_path / "place", 5)
    pages = (tmp_path / "place/docs/registers").rglob("*.md")
    assert sorted(path.stem for path in pages) == IDS


def test_what_was_written_by_hand_stays_in_the_report() -> None:
    text = REPORT.read_text("utf-8")
    by_hand = written_by_hand(text)
    assert text.endswith(by_hand)
    assert by_hand.startswith("\n# Where ten years go\n")
    assert written_by_hand("# What it costs\n\n## More\n") == ""
