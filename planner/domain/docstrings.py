"""What the docstrings under a class's attributes say, for the schemas that are made of classes.

Python keeps them in the source only; reading it takes time, so this is for schemas alone.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import pairwise
from types import ModuleType


def attribute_docs(module: ModuleType) -> Iterator[tuple[str, str, str]]:
    """Class, attribute and text of each docstring that stands under an attribute."""
    classes = (
        node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)
    )
    for each in classes:
        for attribute, after in pairwise(each.body):
            match attribute, after:
                case ast.AnnAssign(target=ast.Name(id=key)), ast.Expr(
                    value=ast.Constant(value=str(text))
                ):
                    yield each.name, key, one_line(text)


def one_line(text: str | None) -> str:
    """A docstring's words without its line breaks, paragraph by paragraph."""
    paragraphs = inspect.cleandoc(text or "").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
