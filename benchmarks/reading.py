"""How code reads: what a function asks of its reader, room by room, beside the code of others.

    python -m benchmarks.reading
    python -m benchmarks.reading macros ../fava/src/fava --worst 20

What counts, so that two counts can be compared:

- A function is each `def`, from that word to its last line: its docstring is in it, its decorators
  are not. One inside another counts on its own and again within the other; a lambda isn't one.
- Its lines are those after `ruff format --isolated --line-length 88`, so that a thought laid out in
  one long line is as long as one laid out in ten.
- Its tokens are names, numbers, strings and operators of that same text, without the docstring.
  Comments, ends of lines and indents are none; a string with values in it (f"...") is one.
- A line of code is one on which a token starts, in the file as it stands: a docstring is one line,
  a blank line or a comment none. The share over 100 columns is of these, and "per 1,000" too.
- A conditional expression is chained where it stands inside another, however deep.
- A comprehension is nested where it has a second `for`, or another comprehension in it.
- The 95th percentile is the smallest value that 95 in 100 don't exceed.
- A module's 250 lines are all its lines, as they stand.
"""

from __future__ import annotations

import ast
import io
import math
import statistics
import subprocess
import sys
import tokenize
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

COLUMNS = 100
MODULE_LINES = 250

LAYOUT = frozenset({"ENCODING", "COMMENT", "NL", "NEWLINE", "INDENT", "DEDENT", "ENDMARKER"})
"""Tokens that lay a text out and say nothing in it."""

STRING_STARTS = ("FSTRING_START", "TSTRING_START")
STRING_ENDS = ("FSTRING_END", "TSTRING_END")
"""From Python 3.12 on, a string with values in it comes in parts."""

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)

HEAD = (
    "",
    "modules",
    "lines of code",
    "functions",
    "lines, median / 95th",
    "tokens, median",
    "over 100 columns",
    "conditional expressions (chained)",
    "comprehensions (nested)",
    "comments",
    "modules over 250 lines",
)


class Function(NamedTuple):
    """A function: where it starts in the file as it stands, its lines at 88 columns, its tokens."""

    file: Path
    line: int
    name: str
    lines: int
    tokens: int


class Module(NamedTuple):
    """A file's counts. `lines` are all of them, `code` the lines of code."""

    lines: int
    code: int
    long: int
    conditionals: int
    chained: int
    comprehensions: int
    nested: int
    comments: int
    functions: tuple[Function, ...]


def inside(node: ast.AST) -> Iterator[ast.AST]:
    """All that a piece of code holds, without itself."""
    return (part for part in ast.walk(node) if part is not node)


def chained_conditionals(tree: ast.AST) -> list[ast.IfExp]:
    """The conditional expressions that stand inside another, each once."""
    outer = [node for node in ast.walk(tree) if isinstance(node, ast.IfExp)]
    inner = [part for node in outer for part in inside(node)]
    return list(dict.fromkeys(part for part in inner if isinstance(part, ast.IfExp)))


def comprehensions(tree: ast.AST) -> list[ast.expr]:
    """Every list, set, dictionary and generator that is made from a loop in an expression."""
    return [node for node in ast.walk(tree) if isinstance(node, COMPREHENSIONS)]


def loops(comprehension: ast.AST) -> list[ast.comprehension]:
    """All loops of a comprehension, with those of others in it."""
    return [node for node in ast.walk(comprehension) if isinstance(node, ast.comprehension)]


def nested_comprehensions(tree: ast.AST) -> list[ast.expr]:
    """The comprehensions that hold a loop in a loop."""
    return [node for node in comprehensions(tree) if len(loops(node)) > 1]


# ------------------------------------------------------------------------------------ one file


def measure(file: Path, text: str) -> Module:
    """A file's counts. A text that isn't Python is a SyntaxError."""
    tree = ast.parse(text)
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    lines = text.splitlines()
    code = {token.start[0] for token in speaking(tokens)}
    return Module(
        lines=len(lines),
        code=len(code),
        long=sum(len(lines[number - 1]) > COLUMNS for number in code),
        conditionals=sum(isinstance(node, ast.IfExp) for node in ast.walk(tree)),
        chained=len(chained_conditionals(tree)),
        comprehensions=len(comprehensions(tree)),
        nested=len(nested_comprehensions(tree)),
        comments=sum(token.type == tokenize.COMMENT for token in tokens),
        functions=tuple(measure_functions(file, text)),
    )


def measure_functions(file: Path, text: str) -> Iterator[Function]:
    """Each function as it is after it has been formatted anew, with its line in the given text."""
    formatted = at_88_columns(text)
    tokens = speaking(tokenize.generate_tokens(io.StringIO(formatted).readline))
    starts = [token.start[0] for token in tokens]
    as_it_stands = functions_of(ast.parse(text))
    for before, function in zip(as_it_stands, functions_of(ast.parse(formatted)), strict=True):
        first, last = function.lineno, function.end_lineno or function.lineno
        docstring = docstring_lines(function)
        size = sum(first <= line <= last and line not in docstring for line in starts)
        yield Function(file, before.lineno, function.name, last - first + 1, size)


def at_88_columns(text: str) -> str:
    """The text as ruff lays it out at 88 columns, whatever its project asks for."""
    ruff = [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=88", "-"]
    run = subprocess.run(ruff, input=text, capture_output=True, encoding="utf-8", check=True)
    return run.stdout


def functions_of(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function, in an order that formatting doesn't change."""
    return [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]


def docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> range:
    """The lines of a function's docstring: none where it has none."""
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is None:
        return range(0)
    return range(first.lineno, (first.end_lineno or first.lineno) + 1)


def speaking(tokens: Iterable[tokenize.TokenInfo]) -> Iterator[tokenize.TokenInfo]:
    """The tokens that say something. A string with values in it is one, on every Python."""
    depth = 0
    for token in tokens:
        kind = tokenize.tok_name[token.type]
        depth -= kind in STRING_ENDS
        if depth == 0 and kind not in STRING_ENDS and kind not in LAYOUT:
            yield token
        depth += kind in STRING_STARTS


# ------------------------------------------------------------------------------------ many files


def measure_folder(folder: Path) -> dict[str, list[Module]]:
    """The modules of each room: a room is a folder, and "top level" is what lies in none."""
    rooms: dict[str, list[Module]] = {}
    for file in sorted(folder.rglob("*.py")):
        parents = file.relative_to(folder).parts[:-1]
        room = f"{parents[0]}/" if parents else "top level"
        rooms.setdefault(room, []).append(measure(file, file.read_text("utf-8")))
    return rooms


def row(name: str, modules: Sequence[Module]) -> tuple[str, ...]:
    """A line of the table, in the order of its head."""
    functions = [function for module in modules for function in module.functions]
    code = sum(module.code for module in modules)
    lines = [function.lines for function in functions]
    long = sum(module.long for module in modules)
    conditionals = per_1000(sum(module.conditionals for module in modules), code)
    chained = per_1000(sum(module.chained for module in modules), code)
    loops_in_all = per_1000(sum(module.comprehensions for module in modules), code)
    nested = per_1000(sum(module.nested for module in modules), code)
    return (
        name,
        f"{len(modules):,}",
        f"{code:,}",
        f"{len(functions):,}",
        f"{median(lines)} / {percentile_95(lines)}",
        median([function.tokens for function in functions]),
        f"{decimal(100 * long / max(code, 1))} %",
        f"{conditionals} ({chained})",
        f"{loops_in_all} ({nested})",
        per_1000(sum(module.comments for module in modules), code),
        str(sum(module.lines > MODULE_LINES for module in modules)),
    )


def median(values: Sequence[int]) -> str:
    """The middle value, or "-" of none."""
    return f"{statistics.median(values):g}" if values else "-"


def percentile_95(values: Sequence[int]) -> str:
    """The smallest value that 95 in 100 don't exceed, or "-" of none."""
    return str(sorted(values)[math.ceil(0.95 * len(values)) - 1]) if values else "-"


def per_1000(count: int, lines: int) -> str:
    """A count for each 1,000 lines of code."""
    return decimal(1000 * count / max(lines, 1))


def decimal(value: float) -> str:
    """One decimal, and "0" for nothing at all, so that nothing is told from next to nothing."""
    return f"{value:.1f}" if value else "0"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table whose columns also line up in a terminal."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rule = ["-" * width for width in widths]
    laid_out = [rows[0], rule, *rows[1:]]
    return "\n".join(table_line(cells, widths) for cells in laid_out)


def table_line(cells: Sequence[str], widths: Sequence[int]) -> str:
    """One line of a table."""
    padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
    return f"| {' | '.join(padded)} |"


def longest(modules: Sequence[Module], count: int) -> list[Function]:
    """The longest functions at 88 columns, the longest first."""
    functions = [function for module in modules for function in module.functions]
    return sorted(functions, key=lambda function: (-function.lines, -function.tokens))[:count]


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--worst", default=0, metavar="N", help="Also list the N longest functions of each.")
def main(folders: tuple[Path, ...], worst: int) -> None:
    """Print how the code of FOLDERS reads: of macros/ where none is named."""
    rows: list[tuple[str, ...]] = [HEAD]
    functions: list[Function] = []
    for folder in folders or (Path("macros"),):
        rooms = measure_folder(folder)
        modules = [module for room in rooms.values() for module in room]
        rows += [row(f"{folder.name}: {room}", rooms[room]) for room in sorted(rooms)]
        rows += [row(f"**{folder.name}**", modules)]
        functions += longest(modules, worst)
    click.echo(table(rows))
    click.echo("\nConditional expressions, comprehensions and comments: per 1,000 lines of code.")
    for function in functions:
        size = f"{function.lines:>4} lines {function.tokens:>4} tokens"
        click.echo(f"{size}  {function.file}:{function.line}: {function.name}")


if __name__ == "__main__":
    main()
