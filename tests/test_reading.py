"""How code is measured: what counts as a line, a token, a function, and what the table says."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from click.testing import CliRunner

from benchmarks import reading

FILE = Path("sample.py")


def functions(text: str) -> dict[str, tuple[int, int, int]]:
    module = reading.measure(FILE, dedent(text))
    return {name: (line, lines, tokens) for _, line, name, lines, tokens in module.functions}


def test_a_docstring_counts_as_lines_and_not_as_tokens_and_a_decorator_as_neither() -> None:
    text = '''
        @cache
        def first() -> int:
            """Say.

            More.
            """
            return 1  # why
    '''
    # def first ( ) -> int : return 1
    assert functions(text) == {"first": (3, 6, 9)}


def test_a_function_inside_another_counts_on_its_own_and_within_it() -> None:
    text = """
        def outer():
            async def inner():
                pass
    """
    # async def inner ( ) : pass
    assert functions(text) == {"outer": (2, 3, 5 + 7), "inner": (3, 2, 7)}


def test_a_long_line_is_as_long_as_the_same_thought_laid_out() -> None:
    words = ", ".join(f"argument_{number}" for number in range(12))
    wide = f"def f(): return call({words})\n"
    assert functions(wide)["f"][:2] == (1, 1 + 1 + 12 + 1)


def test_a_string_with_values_is_one_token() -> None:
    # def f ( ) : return f"..."
    assert functions("""def f(): return f"a {b + 1} {f'{c}'} d" """)["f"][2] == 7


def test_what_a_module_counts() -> None:
    text = '''
        """Two
        lines."""

        # why
        a = 1 if b else (2 if c else 3)  # and why
        d = [e for f in g for e in f]
        h = {i: [j for j in k] for i, k in m}
    '''
    module = reading.measure(FILE, dedent(text).lstrip())
    assert (module.lines, module.code, module.comments) == (7, 4, 2)
    assert (module.conditionals, module.chained) == (2, 1)
    assert (module.comprehensions, module.nested) == (3, 2)
    assert (module.long, module.functions) == (0, ())


def test_a_line_of_code_may_have_100_columns() -> None:
    text = f"a = {'1' * 96}\nb = {'1' * 97}\n# {'1' * 99}\n"
    assert reading.measure(FILE, text).long == 1


@pytest.mark.parametrize(("values", "expected"), [([], "-"), ([7], "7"), (range(1, 101), "95")])
def test_the_95th_percentile_is_a_value_that_is_there(values: list[int], expected: str) -> None:
    assert reading.percentile_95(values) == expected


def test_the_table_has_each_room_and_all_of_them_and_the_longest_functions(tmp_path: Path) -> None:
    (tmp_path / "code" / "room" / "deep").mkdir(parents=True)
    (tmp_path / "code" / "top.py").write_text("def short():\n    pass\n")
    (tmp_path / "code" / "room" / "a.py").write_text("def long():\n    a()\n    b()\n")
    (tmp_path / "code" / "room" / "deep" / "b.py").write_text("\n" * 251)
    run = CliRunner().invoke(reading.main, [str(tmp_path / "code"), "--worst", "1"])
    assert run.exit_code == 0
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in run.output.splitlines()]
    zero = ["0 %", "0 (0)", "0 (0)", "0"]
    assert rows[2:5] == [
        ["code: room/", "2", "3", "1", "3 / 3", "11", *zero, "1"],
        ["code: top level", "1", "2", "1", "2 / 2", "6", *zero, "0"],
        ["**code**", "3", "5", "2", "2.5 / 3", "8.5", *zero, "1"],
    ]
    assert "   3 lines   11 tokens" in run.output
    assert run.output.rstrip().endswith("a.py:1: long")
