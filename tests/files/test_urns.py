"""What a URN says, whole or not."""

from __future__ import annotations

import pytest

from planner.domain.urns import name_of, outputs_of, type_of, types_of

HEAD = "urn:pulumi:dev::p::"
URNS = {
    "below a component": (f"{HEAD}a:b:C$d:e:F::chat", "a:b:C$d:e:F", "d:e:F", "chat"),
    "at the top": (f"{HEAD}d:e:F::chat", "d:e:F", "d:e:F", "chat"),
    "a name with colons": (f"{HEAD}d:e:F::a::b", "d:e:F", "d:e:F", "a::b"),
    "no urn": ("x", "", "", "x"),
}


@pytest.mark.parametrize(("urn", "types", "own", "name"), URNS.values(), ids=URNS)
def test_the_parts_of_a_urn(urn: str, types: str, own: str, name: str) -> None:
    assert (types_of(urn), type_of(urn), name_of(urn)) == (types, own, name)


def test_outputs_that_cannot_be_read_are_none() -> None:
    assert outputs_of({"outputs": {"a": 1}}) == {"a": 1}
    assert [outputs_of(each) for each in (None, 7, {}, {"outputs": [1]})] == [{}] * 4
