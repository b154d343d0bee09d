"""The rules of the house that no linter holds: where a text breaks one, and what to write instead.

    python -m tests.house

The checker is pure: a text in, breaches out. `house.toml` lists, rule by rule, the files that
don't keep it yet, and may only get shorter. The command takes out of it what keeps the rules by
now and follows files that have moved; a longer list it refuses.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from benchmarks import reading

PROJECT = Path(__file__).parent.parent
EXCEPTIONS = Path(__file__).with_name("house.toml")
FOLDERS = ("macros", "tests", "benchmarks")

EMPTY_NAMES = frozenset({"one", "found", "said", "here", "held"})
"""Names that fit whatever they hold, and so say nothing about it."""

Exceptions = dict[str, list[str]]
"""For each rule the files that don't keep it."""


class Breach(NamedTuple):
    """A place in a text where a rule isn't kept, and a sentence that says what would keep it."""

    line: int
    column: int
    message: str


# ------------------------------------------------------------------------------------ the rules


@lru_cache(maxsize=1)
def parsed(text: str) -> ast.Module:
    """The code of a text. One rule after the other asks for that of the same."""
    return ast.parse(text)


def conditionals(text: str) -> Iterator[Breach]:
    """A conditional expression that stands inside another is read twice before it is understood."""
    for node in reading.chained_conditionals(parsed(text)):
        message = "A conditional expression inside another: write `if` statements, or a table."
        yield Breach(node.lineno, node.col_offset + 1, message)


def names(text: str) -> Iterator[Breach]:
    """A name says what it holds. Leading underscores and capitals don't make it say more."""
    for node in ast.walk(parsed(text)):
        for name in bound_names(node):
            if name.strip("_").lower() in EMPTY_NAMES:
                message = f"`{name}` fits anything: say what it holds, as `record` does."
                yield Breach(*place(node), message)


def bound_names(node: ast.AST) -> list[str]:
    """The names that a piece of code gives to something, itself and not through its parts."""
    match node:
        case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.arg(arg=name) | ast.alias(asname=str(name)) | ast.ExceptHandler(name=str(name)):
            return [name]
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
            return [name]
        case ast.MatchMapping(rest=str(name)):
            return [name]
    return []


def comprehensions(text: str) -> Iterator[Breach]:
    """A loop in a loop in one expression is read at a glance only where both parts are plain."""
    nested = reading.nested_comprehensions(parsed(text))
    inner = {part for comprehension in nested for part in reading.inside(comprehension)}
    for comprehension in nested:
        if comprehension not in inner and not is_plain(comprehension):
            message = "A loop in a loop, and not both plain: name the inner part, or write a loop."
            yield Breach(*place(comprehension), message)


def is_plain(comprehension: ast.AST) -> bool:
    """Two loops, no condition of any kind, no lambda, no call to make what another call takes.

    Names, attributes, values and calls such as `len(record.fields)` or `table.rows()` are plain.
    """
    parts = list(ast.walk(comprehension))
    loops = reading.loops(comprehension)
    conditions = any(isinstance(part, ast.IfExp | ast.BoolOp | ast.Lambda) for part in parts)
    filters = any(loop.ifs for loop in loops)
    calls = [part for part in parts if isinstance(part, ast.Call)]
    return len(loops) == 2 and not conditions and not filters and not any(map(takes_a_call, calls))


def takes_a_call(call: ast.Call) -> bool:
    """Whether another call makes an argument of this one. A loop as an argument is no such call."""
    values = [*call.args, *(keyword.value for keyword in call.keywords)]
    plain = [value for value in values if not isinstance(value, reading.COMPREHENSIONS)]
    return any(isinstance(part, ast.Call) for value in plain for part in ast.walk(value))


def length(text: str) -> Iterator[Breach]:
    """A module is as long as it can be kept in mind."""
    lines = len(text.splitlines())
    if lines > reading.MODULE_LINES:
        limit = reading.MODULE_LINES
        message = f"{lines} lines, and {limit} are enough: move one of its matters out."
        yield Breach(limit + 1, 1, message)


def place(node: ast.AST) -> tuple[int, int]:
    """The line and the column of a piece of code, from 1."""
    return getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1


Rule = Callable[[str], Iterator[Breach]]

RULES: Mapping[str, tuple[Rule, tuple[str, ...]]] = {
    "conditionals": (conditionals, FOLDERS),
    "names": (names, FOLDERS),
    "comprehensions": (comprehensions, FOLDERS),
    "length": (length, ("macros",)),
}
"""Each rule that reads a text, and the folders that it is held over."""

LONG_LINES = "columns"
"""The rule that ruff reads for us."""


# ------------------------------------------------------------------------------------ the files


def breaches_by_file(rule: str, project: Path = PROJECT) -> dict[str, list[Breach]]:
    """The breaches of a rule in each file that has some, by the file's path in the project."""
    if rule == LONG_LINES:
        return long_lines(project)
    _, folders = RULES[rule]
    written = [(project / folder).rglob("*.py") for folder in folders]
    files = [file for paths in written for file in sorted(paths)]
    breaches = {
        str(file.relative_to(project)): breaches_in(file.read_text("utf-8"))[rule] for file in files
    }
    return {file: places for file, places in breaches.items() if places}


@cache
def breaches_in(text: str) -> Mapping[str, list[Breach]]:
    """The breaches of each rule in a text, which is parsed once for all of them."""
    return {rule: list(check(text)) for rule, (check, _) in RULES.items()}


def long_lines(project: Path) -> dict[str, list[Breach]]:
    """What ruff's E501 says at 100 columns, whatever the project asks ruff for otherwise."""
    settings = ["--isolated", "--select=E501", f"--line-length={reading.COLUMNS}"]
    ruff = [sys.executable, "-m", "ruff", "check", *settings, "--output-format=json", *FOLDERS]
    run = subprocess.run(ruff, cwd=project, capture_output=True, encoding="utf-8", check=False)
    breaches: dict[str, list[Breach]] = {}
    for problem in json.loads(run.stdout):
        file = str(Path(problem["filename"]).relative_to(project.resolve()))
        message = f"{problem['message']}: break the sentence, or name a part of it."
        start = problem["location"]
        breaches.setdefault(file, []).append(Breach(start["row"], start["column"], message))
    return breaches


def listed_exceptions() -> Exceptions:
    """What `house.toml` lists."""
    return tomllib.loads(EXCEPTIONS.read_text("utf-8"))


def disagreements(rule: str, breaches: Mapping[str, list[Breach]], listed: list[str]) -> list[str]:
    """Where the code and the list differ, as lines for whoever broke or mended something."""
    new = [file for file in breaches if file not in listed]
    broken = [describe(file, breach) for file in new for breach in breaches[file]]
    mended = [file for file in listed if file not in breaches]
    return broken + [f"{file} keeps {rule!r}: take it out of tests/house.toml." for file in mended]


def describe(file: str, breach: Breach) -> str:
    """A breach with its place, as an editor can open it."""
    return f"{file}:{breach.line}:{breach.column}: {breach.message}"


def shortened(listed: Exceptions, now: Exceptions) -> Exceptions:
    """The list as it is to be: what is so now. A rule whose list would grow is a ValueError."""
    for rule, files in now.items():
        if len(files) > len(listed[rule]):
            new = ", ".join(sorted(set(files) - set(listed[rule])))
            raise ValueError(f"{rule}: the list would grow. Not in it so far: {new}")
    return now


def written(exceptions: Exceptions) -> str:
    """The list as TOML."""
    head = "# Files that don't keep a rule of tests/house.py yet. This list may only get shorter.\n"
    return head + "".join(written_rule(rule, files) for rule, files in exceptions.items())


def written_rule(rule: str, files: list[str]) -> str:
    """One rule's list: a file a line, so that a change shows what it mended."""
    lines = "".join(f'    "{file}",\n' for file in sorted(files))
    return f"\n{rule} = [\n{lines}]\n"


def main() -> None:
    """Write the list anew, where that makes it no longer."""
    listed = listed_exceptions()
    now = {rule: sorted(breaches_by_file(rule)) for rule in listed}
    try:
        EXCEPTIONS.write_text(written(shortened(listed, now)), "utf-8")
    except ValueError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
