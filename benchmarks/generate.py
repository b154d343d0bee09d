"""A repository like a landlord's after many years, of any size, the same for the same seed.

Records of some 750 bytes in six registers; edits of one to three fields, yearly reviews that touch
many records at once, pull requests with several commits, renames, deletions, and broken files that
are put right later.

    python -m benchmarks.generate /tmp/large --records 10000 --commits 50000
"""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import click

REGISTERS = ("actions", "assets", "controls", "documents", "faqs", "retention")
WORDS = (  # noqa: SIM905 - words read best as words
    "fire door heating damp mould survey lift tenancy complaint repair order key safe gas check "
    "asbestos letter plan record review owner council housing block estate garden roof window "
    "kitchen bathroom rent notice"
).split()
START = 1_420_099_200  # 1 January 2015
MINUTES_A_COMMIT = 90
Values = dict[str, str]


@dataclass
class Story:
    """The repository while it is written: what stands on the main line, and how many commits."""

    chance: random.Random
    out: IO[bytes]
    records: dict[str, Values] = field(default_factory=dict)
    commits: int = 0
    tip: int = 0

    def text(self, words: int) -> str:
        """Some words."""
        return " ".join(self.chance.choices(WORDS, k=words))

    def make(self, id_: str) -> Values:
        """A new record: sixteen fields, with a block of text, a group and a list of groups."""
        choose = self.chance.choice
        return {
            "id": id_,
            "title": self.text(6),
            "status": "current",
            "publish": choose(("public", "staff")),
            "owner_role": f"ROLE-{self.chance.randrange(40):02}",
            "reviewed_on": "2015-01-01",
            "review_cycle": choose(("annual", "two-yearly")),
            "retention": f"RET-{self.chance.randrange(60):02}",
            "priority": choose(("high", "medium", "low")),
            "quarter": f"Q{self.chance.randrange(1, 5)} 2015/16",
            "summary": f">-\n  {self.text(14)}\n  {self.text(14)}\n  {self.text(9)}",
            "contact": f"\n  team: {self.text(2)}\n  place: {self.text(2)}",
            "sources": (
                f"\n  - document: DOC-{self.chance.randrange(900)}\n    part: {self.text(2)}"
                f"\n  - document: DOC-{self.chance.randrange(900)}"
            ),
            "tags": f"\n  - {self.text(1)}\n  - {self.text(1)}\n  - {self.text(1)}",
            "notes": self.text(12),
            "illustrative": "true",
        }

    def edited(self, values: Values) -> Values:
        """A record with one to three fields changed, as somebody does in a day's work."""
        fresh = self.make(values["id"])
        names = self.chance.sample(
            [name for name in values if name != "id"], k=self.chance.choice((1, 1, 2, 3))
        )
        return {**values, **{name: fresh[name] for name in names if name in fresh}}

    def commit(
        self, message: str, files: dict[str, Values | None], *, after: int, merged: int = 0
    ) -> int:
        """Write a commit after another one; gives its mark."""
        self.commits += 1
        mark = self.commits
        when = START + mark * MINUTES_A_COMMIT * 60
        who = f"Officer {self.chance.randrange(30)} <officer@example.org>"
        data = message.encode()
        lines = [
            (
                f"commit refs/heads/main\nmark :{mark}\nauthor {who} {when - 600} +0100\n"
                f"committer {who} {when} +0000\ndata {len(data)}\n"
            ).encode(),
            data,
            b"\n",
        ]
        if after:
            lines.append(f"from :{after}\n".encode())
        if merged:
            lines.append(f"merge :{merged}\n".encode())
        for path, values in files.items():
            if values is None:
                lines.append(f"D {path}\n".encode())
            else:
                content = written(values)
                lines.append(
                    f"M 100644 inline {path}\ndata {len(content)}\n".encode() + content + b"\n"
                )
        self.out.write(b"".join(lines))
        return mark


def written(values: Values) -> bytes:
    """A record's file."""
    if values.get("title") == "<broken>":
        return b'id: [broken\ntitle: "\n'
    return "".join(
        f"{name}:{'' if value.startswith(chr(10)) else ' '}{value}\n"
        for name, value in values.items()
    ).encode()


def generate(folder: Path, records: int, commits: int, seed: int) -> None:
    """Write the repository into a new folder."""
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    with subprocess.Popen(
        ["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE
    ) as run:
        assert run.stdin
        story = Story(random.Random(seed), run.stdin)  # noqa: S311 - nothing secret
        first = {path(number): story.make(f"R-{number:05}") for number in range(records // 2)}
        story.records.update(first)
        story.tip = story.commit("Bring in the registers", dict(first), after=0)
        for _ in happenings(story, records, commits):
            pass
    assert run.returncode == 0
    subprocess.run(["git", "-C", str(folder), "repack", "-adq"], check=True)
    subprocess.run(["git", "-C", str(folder), "reset", "--hard", "--quiet"], check=True)


def path(number: int, suffix: str = "") -> str:
    """Where a record lies."""
    return f"registers/{REGISTERS[number % len(REGISTERS)]}/R-{number:05}{suffix}.yml"


def happenings(story: Story, records: int, commits: int) -> Iterator[None]:
    """One thing after another, until there are commits enough. Half of the records come singly."""
    chance, number = story.chance, records // 2
    while story.commits < commits:
        kind = chance.random()
        if number < records and kind < 1.3 * records / commits:
            record = story.make(f"R-{number:05}")
            land(story, "Add a record", {path(number): record})
            number += 1
        elif kind < 0.45:
            land(
                story,
                "Edit a record",
                {name: story.edited(story.records[name]) for name in some(story, 1)},
            )
        elif kind < 0.92:
            pull_request(story)
        elif kind < 0.925:
            day = f"{2015 + story.commits // 5000}-0{chance.randrange(1, 10)}-11"
            land(
                story,
                "Yearly review",
                {name: {**story.records[name], "reviewed_on": day} for name in some(story, 100)},
            )
        elif kind < 0.95:
            old = some(story, 1)[0]
            new = old.replace(".yml", "a.yml")
            land(story, "Rename a record", {old: None, new: story.records[old]})
        elif kind < 0.96:
            land(story, "Take a record out", {some(story, 1)[0]: None})
        elif kind < 0.98:
            name = some(story, 1)[0]
            before = story.records[name]
            land(story, "Break a record", {name: {**before, "title": "<broken>"}})
            land(story, "Put it right", {name: before})
        else:
            land(story, "Say more on a page", {})
        yield


def some(story: Story, many: int) -> list[str]:
    """Records, by their paths."""
    names = list(story.records)
    return list(dict.fromkeys(story.chance.choices(names, k=many)))


def land(story: Story, message: str, files: dict[str, Values | None]) -> None:
    """A commit on the main line."""
    story.tip = story.commit(message, files, after=story.tip)
    keep(story, files)


def pull_request(story: Story) -> None:
    """A branch of one to four commits, each on one or two records, and its merge."""
    base, head = story.tip, story.tip
    brought: dict[str, Values | None] = {}
    for _ in range(story.chance.choice((1, 1, 2, 3, 4))):
        files: dict[str, Values | None] = {}
        for name in some(story, story.chance.choice((1, 1, 2))):
            files[name] = story.edited(brought.get(name) or story.records[name])
        head = story.commit("Work on a branch", files, after=head)
        brought.update(files)
    if story.chance.random() < 0.3:  # somebody else was quicker
        other = next(name for name in some(story, 20) if name not in brought)
        land(story, "Edit a record meanwhile", {other: story.edited(story.records[other])})
    story.tip = story.commit(
        f"Merge pull request #{story.commits} from office/branch",
        brought,
        after=max(base, story.tip),
        merged=head,
    )
    keep(story, brought)


def keep(story: Story, files: dict[str, Values | None]) -> None:
    """What a commit on the main line leaves behind."""
    for name, values in files.items():
        if values is None:
            story.records.pop(name)
        else:
            story.records[name] = values


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=False))
@click.option("--records", default=10_000, show_default=True)
@click.option("--commits", default=50_000, show_default=True)
@click.option("--seed", default=1, show_default=True)
def main(folder: Path, records: int, commits: int, seed: int) -> None:
    """Write a repository of so many records and commits."""
    generate(folder, records, commits, seed)


if __name__ == "__main__":
    main()
