"""Mutmut, with decorated functions mutated too.

    make mutants [OF=macros/view/public.py]

Mutmut leaves out every function with a decorator, because some can't be applied twice. Here that
would be all checks, and the lists of what a view shows. The decorators below stay on the function
that chooses between the original and its mutants, and are taken off those.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import libcst
from mutmut.__main__ import cli
from mutmut.mutation import file_mutation

DECORATORS = frozenset({"cached_property", "check", "contextmanager", "property"})


def mutate_decorated(mutmut: Any) -> None:
    """Change the two functions of Mutmut 3 that know of decorators."""
    visitor = mutmut.MutationVisitor
    visitor._skip_node_and_children = _skip_fewer(visitor._skip_node_and_children)  # noqa: SLF001 - see above
    mutmut.function_trampoline_arrangement = _take_off(mutmut.function_trampoline_arrangement)


def _skip_fewer(skip: Callable[..., bool]) -> Callable[..., bool]:
    def skip_fewer(visitor: Any, node: Any) -> bool:
        return _narrows(node) or (not _takes_a_copy(node) and skip(visitor, node))

    return skip_fewer


def _take_off(arrange: Callable[..., Any]) -> Callable[..., Any]:
    def arrange_without(function: Any, *arguments: Any, **named: Any) -> Any:
        declared, (choosing, *copies), assigned, names = arrange(function, *arguments, **named)
        if _takes_a_copy(function):
            copies = [copy.with_changes(decorators=[]) for copy in copies]
        return declared, [choosing, *copies], assigned, names

    return arrange_without


def _takes_a_copy(node: Any) -> bool:
    """Whether it is a function with decorators that do nothing but wrap it."""
    if not isinstance(node, libcst.FunctionDef) or not node.decorators:
        return False
    return all(_name(decorator.decorator) in DECORATORS for decorator in node.decorators)


def _narrows(node: Any) -> bool:
    """Whether it is a function that tells mypy of a type, which it wouldn't when mutated."""
    if not isinstance(node, libcst.FunctionDef) or not node.returns:
        return False
    returns = node.returns.annotation
    return isinstance(returns, libcst.Subscript) and _name(returns.value) == "TypeGuard"


def _name(decorator: Any) -> str:
    called = decorator.func if isinstance(decorator, libcst.Call) else decorator
    return called.value if isinstance(called, libcst.Name) else ""


if __name__ == "__main__":
    mutate_decorated(file_mutation)
    cli()
