"""The small changes that a module could suffer: each is one node of its syntax tree, broken."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
Variant = tuple[str, ast.AST]
"""What the change is, in words, and the node that takes the other one's place."""


@dataclass(frozen=True)
class Mutant:
    """One change of a module's tree."""

    function: str
    """The outermost function or method that it is in, `Class.method`; or the name of a constant."""
    line: int
    change: str
    apply: Callable[[], None]
    """Puts the change into the tree; there is no way back."""
    constant: bool = False
    """It is in the value of a module's constant, not in a function."""


def mutants(tree: ast.Module) -> Iterator[Mutant]:
    """Every change of functions, methods and constants of a module, in the order of lines."""
    yield from _of_body(tree.body, "")


def _of_body(body: Sequence[ast.stmt], prefix: str) -> Iterator[Mutant]:
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _of_body(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from _of_function(node, prefix + node.name)
        elif not prefix and isinstance(node, ast.Assign | ast.AnnAssign):
            yield from _of_constant(node)


def _of_function(node: ast.FunctionDef | ast.AsyncFunctionDef, name: str) -> Iterator[Mutant]:
    for index in range(_first(node), len(node.body)):
        yield from _at(node, "body", index, name)


def _first(node: ast.AST) -> int:
    """Where the statements of a function begin, after what it says of itself."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return 0
    return 0 if ast.get_docstring(node) is None else 1


def _of_constant(node: ast.Assign | ast.AnnAssign) -> Iterator[Mutant]:
    """Names in capitals; what is written otherwise is a type."""
    target = target_of(node)
    if isinstance(target, ast.Name) and target.id.isupper() and node.value is not None:
        for each in _at(node, "value", None, target.id):
            yield Mutant(each.function, each.line, each.change, each.apply, constant=True)


def target_of(node: ast.Assign | ast.AnnAssign) -> ast.expr:
    """What a value is given to; the first of several."""
    return node.targets[0] if isinstance(node, ast.Assign) else node.target


_SKIPPED = {"annotation", "returns", "decorator_list", "args", "type_comment", "type_params"}
"""Fields of statements that no test can be expected to notice, or that run at import."""


def _at(parent: ast.AST, field: str, index: int | None, function: str) -> Iterator[Mutant]:
    """The changes of one child of a node, and of all below it."""
    held = getattr(parent, field)
    child: ast.AST = held if index is None else held[index]
    if _says(child):
        return
    for words, other in _variants(child):
        yield Mutant(function, _line(child, parent), words, _putting(parent, field, index, other))
    skipped = _SKIPPED if isinstance(child, ast.stmt) else {"annotation"}
    for name, value in ast.iter_fields(child):
        if name in skipped:
            continue
        if isinstance(value, ast.AST):
            yield from _at(child, name, None, function)
        elif isinstance(value, list):
            start = _first(child) if name == "body" else 0
            nodes = (n for n, each in enumerate(value) if n >= start and isinstance(each, ast.AST))
            yield from (m for n in nodes for m in _at(child, name, n, function))


def _says(node: ast.AST) -> bool:
    """A text by itself, which documents what stands before it."""
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _line(node: ast.AST, parent: ast.AST) -> int:
    found: int = getattr(node, "lineno", 0) or getattr(parent, "lineno", 0)
    return found


def _putting(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> Callable[[], None]:
    def put() -> None:
        if index is None:
            setattr(parent, field, node)
        else:
            getattr(parent, field)[index] = node

    return put


def _variants(node: ast.AST) -> Iterator[Variant]:
    for kind, find in _FINDERS.items():
        if isinstance(node, kind):
            yield from find(node)


def _instead(old: ast.AST, new: Node) -> tuple[str, Node]:
    return f"{ast.unparse(old)} -> {ast.unparse(new)}", ast.copy_location(new, old)


def _with(node: Node, **fields: object) -> Node:
    made = copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _less(node: ast.AST, field: str) -> Iterator[Variant]:
    """The node without one of the things in a list of its own."""
    held = getattr(node, field)
    for n, each in enumerate(held):
        yield f"without {ast.unparse(each)}", _with(node, **{field: [*held[:n], *held[n + 1 :]]})


_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
}
_COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_CALLED = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list"}
_SPELLING = {"casefold", "lower", "upper", "strip", "removeprefix", "removesuffix", "replace"}
"""Methods without which a text is still a text."""


def _compared(node: ast.Compare) -> Iterator[Variant]:
    for n, op in enumerate(node.ops):
        for other in _COMPARED.get(type(op), ()):
            yield _instead(node, _with(node, ops=[*node.ops[:n], other(), *node.ops[n + 1 :]]))


def _either(node: ast.BoolOp) -> Iterator[Variant]:
    """One of the conditions is forgotten."""
    for n, each in enumerate(node.values):
        left = [*node.values[:n], *node.values[n + 1 :]]
        other = left[0] if len(left) == 1 else _with(node, values=left)
        yield f"without {ast.unparse(each)}", other


def _denied(node: ast.UnaryOp) -> Iterator[Variant]:
    if isinstance(node.op, ast.Not):
        yield _instead(node, node.operand)


def _computed(node: ast.BinOp | ast.AugAssign) -> Iterator[Variant]:
    other = _COMPUTED.get(type(node.op))
    if other is not None:
        yield _instead(node, _with(node, op=other()))


def _literal(node: ast.Constant) -> Iterator[Variant]:
    value = node.value
    if isinstance(value, bool):
        yield _instead(node, ast.Constant(not value))
    elif isinstance(value, int):
        yield _instead(node, ast.Constant(value + 1))
    elif isinstance(value, str):
        yield f"{value!r} -> {value + '!'!r}", ast.copy_location(ast.Constant(value + "!"), node)


def _chosen(node: ast.IfExp) -> Iterator[Variant]:
    yield _instead(node, node.body)
    yield _instead(node, node.orelse)


def _branch(node: ast.If | ast.While) -> Iterator[Variant]:
    """A condition that always holds, or never; a loop that never ends says nothing."""
    for answer in (True, False) if isinstance(node, ast.If) else (False,):
        words = f"if {ast.unparse(node.test)} -> if {answer}"
        yield words, _with(node, test=ast.copy_location(ast.Constant(answer), node.test))


def _called(node: ast.Call) -> Iterator[Variant]:
    for n, each in enumerate(node.keywords):
        if each.arg is not None:
            left = [*node.keywords[:n], *node.keywords[n + 1 :]]
            yield f"without {ast.unparse(each)}", _with(node, keywords=left)
    if isinstance(node.func, ast.Name) and node.func.id in _CALLED:
        name = _CALLED[node.func.id]
        keywords = [] if name == "list" else node.keywords
        func = ast.copy_location(ast.Name(name, ast.Load()), node.func)
        yield f"{node.func.id} -> {name}", _with(node, func=func, keywords=keywords)
    if isinstance(node.func, ast.Attribute) and node.func.attr in _SPELLING:
        yield _instead(node, node.func.value)


def _display(node: ast.Tuple | ast.List | ast.Set) -> Iterator[Variant]:
    if isinstance(node, ast.Set) or isinstance(node.ctx, ast.Load):
        yield from (each for each in _less(node, "elts") if len(node.elts) > 1)


def _mapping(node: ast.Dict) -> Iterator[Variant]:
    """One entry less; and who wins is another, where one mapping is laid over another."""
    items = list(zip(node.keys, node.values, strict=True))
    for n, (key, value) in enumerate(items):
        words = f"**{ast.unparse(value)}" if key is None else ast.unparse(key)
        yield f"without {words}", _dict(node, [*items[:n], *items[n + 1 :]])
        if n and None in (key, items[n - 1][0]):
            swapped = [*items[: n - 1], items[n], items[n - 1], *items[n + 1 :]]
            yield f"{words} before what is before it", _dict(node, swapped)


def _dict(node: ast.Dict, items: Sequence[tuple[ast.expr | None, ast.expr]]) -> ast.Dict:
    return _with(node, keys=[key for key, _ in items], values=[value for _, value in items])


def _gone(node: ast.stmt) -> Iterator[Variant]:
    yield f"without {ast.unparse(node)}", ast.copy_location(ast.Pass(), node)


_FINDERS: dict[type[ast.AST] | tuple[type[ast.AST], ...], Callable[..., Iterator[Variant]]] = {
    ast.Compare: _compared,
    ast.BoolOp: _either,
    ast.UnaryOp: _denied,
    (ast.BinOp, ast.AugAssign): _computed,
    ast.Constant: _literal,
    ast.IfExp: _chosen,
    (ast.If, ast.While): _branch,
    ast.comprehension: lambda node: _less(node, "ifs"),
    ast.Call: _called,
    (ast.Tuple, ast.List, ast.Set): _display,
    ast.Dict: _mapping,
    (ast.Expr, ast.AugAssign, ast.Raise, ast.Continue, ast.Break): _gone,
}
