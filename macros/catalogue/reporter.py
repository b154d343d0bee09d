"""Problems as people and programs read them: as text, as JSON, as the notes of two forges."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from macros.model import Problem, Severity
from macros.model.outside import plainly
from macros.model.problems import SEVERITIES
from macros.model.text import counted, printable


def as_text(
    problems: Sequence[Problem], records: int, painted: Callable[[Severity], str] = str
) -> str:
    """Each problem with its place, then how many there are.

    `painted` gives the word for how bad a problem is, in colour where colours can be seen.
    """
    return as_lines(problems, f"{counted(records, 'record')} checked", painted)


def as_lines(
    problems: Sequence[Problem], done: str, painted: Callable[[Severity], str] = str
) -> str:
    """Each problem with its place, then what was done and what came of it."""
    lines = [line for problem in problems for line in _lines(problem, painted)]
    return "\n".join([*lines, f"{done}: {outcome(problems)}."])


def summary(problems: Sequence[Problem], records: int) -> str:
    """How many records were checked and what came of it."""
    return f"{counted(records, 'record')} checked: {outcome(problems)}."


def outcome(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are."""
    severities = Counter(problem.severity for problem in problems)
    numbers = [counted(severities[name], name) for name in SEVERITIES if name in severities]
    return ", ".join(numbers) or "nothing is wrong"


def _lines(problem: Problem, painted: Callable[[Severity], str]) -> list[str]:
    field = f" {problem.field}:" if problem.field else ""
    place = f"{printable(problem.file)}:{problem.line}:{problem.column}"
    words = f"{place}: {painted(problem.severity)}:{field} {problem.message}"
    return [words, f"    {problem.hint}"] if problem.hint else [words]


def as_json(problems: Sequence[Problem], records: int) -> str:
    """The contract of `kim check --format json`, in ASCII alone."""
    return json.dumps(
        {"problems": [problem._asdict() for problem in problems], "records": records}, indent=2
    )


def as_github(problems: Sequence[Problem], records: int) -> str:
    """Workflow commands, which GitHub shows beside the line that they are about."""
    return "\n".join([*(_command(problem) for problem in problems), summary(problems, records)])


def _command(problem: Problem) -> str:
    file, title = _property(problem.file), _property(problem.field or problem.rule)
    where = f"file={file},line={problem.line},col={problem.column},title={title}"
    words = plainly(f"{problem.message} {problem.hint}".strip())
    return f"::{problem.severity} {where}::{_message(words)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


_AS_GITLAB: Mapping[Severity, str] = {"error": "major", "warning": "minor"}


def as_gitlab(problems: Sequence[Problem], records: int) -> str:
    """GitLab's report on code quality, which it shows on a merge request, in ASCII alone."""
    prints: Counter[str] = Counter()
    return json.dumps([_finding(problem, prints) for problem in problems], indent=2)


def _finding(problem: Problem, prints: Counter[str]) -> Mapping[str, object]:
    """One problem. Its fingerprint stays when lines move; of two alike, the second has another."""
    same = "\n".join((problem.file, problem.rule, problem.field, problem.message))
    prints[same] += 1
    alike = f"{same}\n{prints[same]}".encode("utf-8", "surrogatepass")
    return {
        "description": plainly(f"{problem.message} {problem.hint}".strip()),
        "check_name": problem.rule,
        "fingerprint": hashlib.sha256(alike).hexdigest(),
        "severity": _AS_GITLAB[problem.severity],
        "location": {"path": problem.file, "lines": {"begin": problem.line}},
    }
