"""Sizes as people write them, `50K` or `50 PTU`, answered with the form that the file takes.

They are not read silently: 50.000 is fifty thousand to some readers and fifty to others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from planner.domain.terms import DeploymentType, Family, Unit, parse_deployment_type

_SIZE = re.compile(r"(\d[\d,_' .]*?)\s*([km])?\s*(tpm|ptus?|units?)?", re.IGNORECASE)
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
_GROUPED = re.compile(r"\d{1,3}([,_' .]\d{3})+")
"""Digits in groups of three, whichever sign a country puts between them."""


def meant(value: object) -> tuple[int, Unit | None] | None:
    """The whole number that a value probably means, and the unit it names; None for no number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return (value, None) if value > 0 else None
    match = _SIZE.fullmatch(str(value).strip()) if isinstance(value, str) else None
    number = None if match is None else _whole(match[1], _TIMES[(match[2] or "").lower()])
    if match is None or number is None:
        return None
    return number, _unit(match[3])


def _whole(digits: str, times: int) -> int | None:
    """The number of the digits times the letter behind them; None unless it is whole."""
    if _GROUPED.fullmatch(digits) and times == 1:
        return int(re.sub(r"\D", "", digits))
    try:
        size = float(digits) * times
    except ValueError:
        return None
    return int(size) if size > 0 and size == int(size) else None


def _unit(word: str | None) -> Unit | None:
    """The unit that a word such as `PTUs` names."""
    known = (unit for unit in Unit if word and word.lower().rstrip("s") == unit.value.rstrip("s"))
    return next(known, None)


def unit_of(types: object) -> Unit:
    """The unit that fits what a workload says under `deployment_type`; of nothing, tpm."""
    words = types if isinstance(types, list | tuple) else [types]
    return next(_units(words), Unit.TPM)


def _units(words: Iterable[object]) -> Iterator[Unit]:
    known = (parse_deployment_type(word) for word in words if isinstance(word, str))
    return (each.unit for each in known if isinstance(each, DeploymentType))


def advice(key: str, value: object, unit: Unit) -> str:
    """What to write instead of `value` under `key`: capacity, or a unit; `unit` is the type's."""
    form = "a whole number such as 50000, or {min: 10000, target: 50000}"
    size = meant(value)
    if key == "capacity":
        shown = "{tpm: 50000}" if size is None else f"{{{size[1] or unit}: {size[0]}}}"
        return f"write {'it like ' if size is None else ''}capacity: {shown}"
    if size is None:
        return f"it must be {form}"
    number, named = size
    other = named is not None and named.value != key and key in set(Unit)
    return f"write capacity: {{{named}: {number}}}" if other else f"write {key}: {number}"


_GRANTED = 100_000
"""What a quota may well be in thousands; a larger number in groups of three counts tokens."""


def quota_advice(counter: str, value: object) -> str | None:
    """What to write for a counter's quota, in the service's numbers; None for no size.

    The service counts tokens in thousands, PTU and accounts one by one; see docs/quota.md.
    """
    size = meant(value)
    if size is None:
        return None
    number, named = size
    if not (_counts_thousands(counter) and _in_tokens(str(value), number, named)):
        return f"write {number}"
    if number % 1_000:
        return "write thousands of tokens per minute, as the portal does"
    return f"write {number // 1_000}; quota counts thousands of tokens per minute"


def _counts_thousands(counter: str) -> bool:
    """Whether a usage name such as `OpenAI.GlobalStandard.gpt-5.1` is of a type sold by tokens."""
    sku = counter.partition(".")[2].partition(".")[0].partition("@")[0]
    type_ = parse_deployment_type(sku)
    return type_ is not None and type_.family is not Family.PROVISIONED


def _in_tokens(written: str, number: int, named: Unit | None) -> bool:
    """Whether a size was written out in tokens: with a letter, with their unit, or in full."""
    lettered = re.search(r"\d\s*[km]\b", written, re.IGNORECASE) is not None
    return lettered or named is Unit.TPM or number > _GRANTED
