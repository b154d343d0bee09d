"""The macros that a page calls, checked against the table before anything is built.

A page may print what mkdocs.yml says of the landlord, or call a macro with plain values. Nothing
else runs. What the values name is looked at in `macro_values`.
"""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.catalogue.call import PLAIN, Call, Known, macro_problem
from macros.catalogue.macro_parts import SAYS
from macros.catalogue.macro_table import MACROS
from macros.catalogue.macro_values import check_values
from macros.model import Page, Problems
from macros.model.text import both, counted, did_you_mean

_CALLS = (nodes.Call, nodes.Keyword, nodes.Name, nodes.Getattr)
ALLOWED = (nodes.Output, nodes.TemplateData, *_CALLS, *PLAIN)
"""What a page may hold between braces: names, calls and plain values."""

NAMES = ("landlord",)
"""What a page may print that is no macro. The generator knows more: commits, authors, settings."""

_LIKE = "A macro looks like {{ ask_box() }}."
_LIST = "The guide 'Write a page' lists those that there are."
_PRINTS = "It can print what mkdocs.yml says, as in {{ landlord.name }}, or call a macro."
_ONLY = "Only macros stand between braces here: nothing is included, set, filtered or repeated."


def check_calls(page: Page, known: Known) -> Problems:
    """Everything that is wrong between the braces of a page."""
    try:
        tree = _parsed(page.text)
    except TemplateSyntaxError as error:
        message = f"This can't be read as a macro: {str(error.message).rstrip('.')}."
        yield macro_problem(page, error.lineno, message, _LIKE)
    except (RecursionError, ValueError):  # thousands of brackets or figures: nobody means them
        lines = page.text.split("\n")
        longest = max(range(len(lines)), key=lambda number: len(lines[number]))
        message = "This can't be read as a macro: it is too deep or too long."
        yield macro_problem(page, longest + 1, message, _LIKE)
    else:
        faults = list(_call_faults(page, tree, known)) or list(_name_faults(page, tree))
        yield from faults or _strange(page, tree)


@lru_cache(maxsize=1 << 10)  # while a site is served, few pages change between two edits
def _parsed(text: str) -> nodes.Template:
    """A page's text as a tree, which nobody changes."""
    return Environment(autoescape=True).parse(text)


def _strange(page: Page, tree: nodes.Template) -> Problems:
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, ALLOWED):
            yield macro_problem(page, node.lineno, _ONLY, _LIKE)
            return


def _name_faults(page: Page, tree: nodes.Template) -> Problems:
    called = [call.node for call in tree.find_all(nodes.Call)]
    for name in tree.find_all(nodes.Name):
        is_called = any(name is node for node in called)
        if name.ctx == "load" and name.name not in NAMES and not is_called:
            message = f"A page can't print '{name.name}'."
            yield macro_problem(page, name.lineno, message, _PRINTS, name.name)


def _call_faults(page: Page, tree: nodes.Template, known: Known) -> Problems:
    for node in tree.find_all(nodes.Call):
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        macro = MACROS.get(name)
        if macro is None:
            message = f"There is no macro '{name or 'of that kind'}'."
            hint = did_you_mean(name, list(MACROS), _LIST)
            yield macro_problem(page, node.lineno, message, hint, name)
        elif known.public and not macro.public:
            message = f"The macro '{name}' is for staff, and this page is for the public."
            hint = "Take it out, or move the page out of docs/public/."
            yield macro_problem(page, node.lineno, message, hint, name)
        else:
            call = Call(page, node, macro, known)
            wrong = list(_form(call))
            yield from wrong or check_values(call)


def _form(call: Call) -> Problems:
    """Too many values, too few, or some that nothing takes."""
    name, takes = call.macro.name, call.macro.takes
    if call.node.dyn_args or call.node.dyn_kwargs:
        yield call.problem(f"'{name}' takes plain values, without asterisks.", _takes(call))
        return
    if len(call.node.args) > len(takes):
        most = f"at most {counted(len(takes), 'value')}" if takes else "no value"
        yield call.problem(f"'{name}' takes {most}, and more stand here.", _takes(call))
    yield from _keywords(call)
    for argument in takes:
        if argument.needed and argument.name not in call.given:
            message = f"'{name}' lacks '{argument.name}': {SAYS[argument.names]}."
            yield call.problem(message, _takes(call))


def _keywords(call: Call) -> Problems:
    """Values that are given by name: the macro takes them, and each once."""
    names = [argument.name for argument in call.macro.takes]
    seen = set(names[: len(call.node.args)])
    for keyword in call.node.kwargs:
        word, line = keyword.key, keyword.lineno
        if word not in names:
            message = f"'{call.macro.name}' has no place for '{word}'."
            yield call.problem(message, did_you_mean(word, names, _takes(call)), word, line)
        elif word in seen:
            message = f"'{word}' of '{call.macro.name}' is given twice."
            yield call.problem(message, _takes(call), word, line)
        seen.add(word)


def _takes(call: Call) -> str:
    """What a macro takes, for somebody who has called it otherwise."""
    if not call.macro.takes:
        return f"Write {{{{ {call.macro.name}() }}}}."
    names = [argument.name for argument in call.macro.takes]
    return f"It takes {both(names)}, in this order. The guide 'Write a page' has an example."
