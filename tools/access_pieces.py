"""What can be taken out of access: each part of cases/access.py, and each grant of its tables.

A part of the module is what stands in a function of it: a statement, a condition, an operand, an
entry or an argument. The module that lacks one is compiled beside the real one, which stays as it
is; a grant is put back.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from accounts import grants
from cases import access

SOURCE = Path(access.__file__)
LONGEST = 60  # of what is told of a part
ANNOTATIONS = ("annotation", "returns")
Edit = Callable[[], None]


@dataclass(frozen=True)
class Piece:
    """`about` is the function that a part stands in, `role` the one that holds a grant."""

    name: str
    without: Callable[[], AbstractContextManager[ModuleType]]  # gives the module to ask
    about: str = ""
    role: str = ""


# --- parts of the module
def parts() -> list[Piece]:
    names = [(where, told) for where, told, _ in _edits(_tree())]
    return [
        Piece(f"access {where}: {told}", partial(_lacking, number), about=where.partition(":")[0])
        for number, (where, told) in enumerate(names)
    ]


@contextmanager
def _lacking(number: int) -> Iterator[ModuleType]:
    """cases/access.py without its part of that number."""
    tree = _tree()
    _, _, edit = next(islice(_edits(tree), number, None))
    edit()
    module = ModuleType(access.__name__)
    code = compile(ast.fix_missing_locations(tree), str(SOURCE), "exec")
    exec(code, module.__dict__)  # noqa: S102 - our own source, less a part
    yield module


def _tree() -> ast.Module:
    return ast.parse(SOURCE.read_text(encoding="utf-8"))


def _edits(tree: ast.Module) -> Iterator[tuple[str, str, Edit]]:
    """(function and line, what goes, how it goes) for all inside the functions, in one order."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in _inside(function):
            for line, told, edit in (*_of_body(node), *_of_expression(node)):
                yield f"{function.name}:{line}", told, edit


def _inside(node: ast.AST) -> Iterator[ast.AST]:
    """But annotations, which nobody asks when the program runs."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ANNOTATIONS:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _inside(child)


def _of_body(node: ast.AST) -> Iterator[tuple[int, str, Edit]]:
    for name in ("body", "orelse"):
        held = getattr(node, name, None)
        if not isinstance(held, list):
            continue
        for statement in held:
            if not _is_docstring(statement):
                told = f"without »{_short(statement)}«"
                yield statement.lineno, told, _replace(held, statement, ast.Pass())
    if isinstance(node, ast.If):
        told = f"always »{_short(node.test)}«"
        yield node.lineno, told, _set(node, "test", ast.Constant(value=True))


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _of_expression(node: ast.AST) -> Iterator[tuple[int, str, Edit]]:
    """Each place where an expression stands that can be a smaller one."""
    for name, value in ast.iter_fields(node):
        if name in ANNOTATIONS:
            continue
        for item in value if isinstance(value, list) else [value]:
            for smaller in _smaller(item):
                alone = _set(node, name, smaller)
                edit = _replace(value, item, smaller) if isinstance(value, list) else alone
                yield item.lineno, f"{_short(item)} → {_short(smaller)}", edit
    yield from _of_entries(node)


def _smaller(node: Any) -> list[ast.expr]:
    match node:
        case ast.BinOp(left=left, right=right):
            return [left, right]
        case ast.BoolOp(values=values):
            return list(values)
        case ast.UnaryOp(operand=operand):
            return [operand]
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
    return []


def _of_entries(node: ast.AST) -> Iterator[tuple[int, str, Edit]]:
    match node:
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                told = f"without the entry {_short(key or value)}"
                yield value.lineno, told, _drop_entry(node, value)
        case ast.Tuple(elts=items, ctx=ast.Load()):
            yield from _each(items, "the item")
        case ast.comprehension(ifs=tests):
            yield from _each(tests, "the test")
        case ast.Call(func=func, args=args, keywords=keywords):
            # zip's »strict« only guards against a slip in the module itself.
            named = [keyword for keyword in keywords if keyword.arg != "strict"]
            yield from _each(keywords, f"in {_short(func)}", named)
            if isinstance(func, ast.Attribute) and func.attr == "filter":
                yield from _each(args, f"in {_short(func)}")


def _each(
    held: list[Any], what: str, chosen: list[Any] | None = None
) -> Iterator[tuple[int, str, Edit]]:
    for item in held if chosen is None else chosen:
        yield item.lineno, f"without {what} {_short(item)}", partial(held.remove, item)


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _set(node: ast.AST, name: str, value: ast.expr) -> Edit:
    return lambda: setattr(node, name, value)


def _replace(held: list[Any], old: Any, new: Any) -> Edit:
    return lambda: held.__setitem__(held.index(old), new)


def _drop_entry(node: ast.Dict, value: ast.expr) -> Edit:
    def edit() -> None:
        at = node.values.index(value)
        del node.keys[at], node.values[at]

    return edit


# --- grants
def given() -> list[Piece]:
    return [*_by_role(), *_by_function(), *_by_token(), *_in_sets()]


def _by_role() -> Iterator[Piece]:
    for role, held in grants.GRANTS.items():
        for permission in held:
            yield _grant(f"{role}: {permission}", str(role), held, permission)


def _by_token() -> Iterator[Piece]:
    for scope, held in grants.TOKEN_SCOPES.items():
        for permission in held:
            yield _grant(f"{scope}: {permission}", "integrator", held, permission)


def _grant(name: str, role: str, held: dict[Any, Any], permission: Any) -> Piece:
    left = {other: scope for other, scope in held.items() if other != permission}
    return Piece(f"grant {name}", partial(_instead, held, left), role=role)


def _by_function() -> Iterator[Piece]:
    table = grants.FUNCTION_GRANTS
    for function, (role, held) in table.items():
        for permission in sorted(held):
            left = {**table, function: (role, held - {permission})}
            name = f"grant {function}: {permission}"
            yield Piece(name, partial(_instead, table, left), role=str(role))


@contextmanager
def _instead(held: dict[Any, Any], left: dict[Any, Any]) -> Iterator[ModuleType]:
    """The dictionary holds the other entries, in their order, and then its own again."""
    own = dict(held)
    try:
        _fill(held, left)
        yield access
    finally:
        _fill(held, own)


def _fill(held: dict[Any, Any], entries: dict[Any, Any]) -> None:
    held.clear()
    held.update(entries)
    access._statement.cache_clear()  # noqa: SLF001 - it was written from the other grants


SETS = ("GLASS_GRANTS", "PROTECTED_HIDES", "PROTECTED_HIDES_FROM_ASSIGNED", "RESTRICTED_LEAVES")


def _in_sets() -> Iterator[Piece]:
    for name in SETS:
        held = getattr(grants, name)
        for permission in sorted(held):
            without = partial(_other_set, name, held - {permission})
            yield Piece(f"grant {name}: {permission}", without)


@contextmanager
def _other_set(name: str, left: frozenset[Any]) -> Iterator[ModuleType]:
    """Where cases/access.py looks for it."""
    own = getattr(access, name)
    try:
        setattr(access, name, left)
        yield access
    finally:
        setattr(access, name, own)
