"""What the service listed, judged by a catalog: `python -m tests.proof.observed [CATALOG...]`.

Every offering of the newest shipped list, on the day of the list, in a size that the list allows,
as one workload. The subscription says that it was granted whatever it was shown.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from planner.checks.base import Case
from planner.checks.run import sketch
from planner.domain.publishers import OPENAI
from planner.domain.terms import Stage, Use, Verdict
from planner.facts.catalog import Catalog
from planner.facts.kinds import observed
from planner.facts.kinds.observed import Observed
from planner.facts.scene import scene_of
from planner.facts.snapshot import shipped
from tests.given import catalog as snapshot
from tests.given import stack_of

DAY = date(2026, 8, 22)
AGREED = {Stage.DEPRECATED: "AOAI503", Stage.RETIRED: "AOAI501"}
"""What the planner says of what the service itself calls closing or retired."""
NAME = "w"


@dataclass
class Count:
    """The verdicts on all offerings of a list, by a catalog."""

    catalog: str
    others: bool = False
    ok: int = 0
    agreed: Counter[str] = field(default_factory=Counter)
    """Closed or retired, as the list says itself."""
    unknown: Counter[str] = field(default_factory=Counter)
    refused: dict[str, list[str]] = field(default_factory=dict)
    """What is refused and the list says nothing against, by rule, each named."""
    contradicted: list[str] = field(default_factory=list)
    """Offerings whose stage the catalog and the list see differently."""

    @property
    def total(self) -> int:
        return self.ok + sum(self.agreed.values()) + sum(self.unknown.values()) + self.refusals

    @property
    def refusals(self) -> int:
        return sum(map(len, self.refused.values()))

    @property
    def share(self) -> float:
        """Refused, of all."""
        return self.refusals / self.total if self.total else 0.0

    def lines(self) -> Iterator[str]:
        """The count as text."""
        whose = "other makers' models" if self.others else "OpenAI's models"
        yield f"catalog {self.catalog}: {self.total:,} offerings of {whose} listed on {DAY}"
        yield f"  ok        {self.ok:5,}"
        for title, rules in (("agreed", self.agreed), ("unknown", self.unknown)):
            said = ", ".join(f"{rule} {number:,}" for rule, number in sorted(rules.items()))
            yield f"  {title:9} {sum(rules.values()):5,}  {said}".rstrip()
        yield f"  refused   {self.refusals:5,}  {self.share:.2%}"
        for rule, names in sorted(self.refused.items()):
            yield f"    {rule} {len(names):,}: {'; '.join(names[:10])}{' ...' * (len(names) > 10)}"
        for text in self.contradicted:
            yield f"  stage: {text}"


@cache
def listed(*, others: bool = False) -> tuple[tuple[Observed, str], ...]:
    """Every base offering of the newest snapshot's list, one by one; each counts once.

    Of OpenAI's models, or of all others.
    """
    newest = snapshot(shipped()[-1])
    found = {
        (line.subject, line.type, region): (line, region)
        for line in newest.all_of(observed.KIND)
        if line.use is Use.BASE and (line.publisher != OPENAI) is others
        for region in line.regions
    }
    return tuple(found.values())


def count(name: str, *, others: bool = False) -> Count:
    """Judge every listed offering of OpenAI's models, or of all others, by one catalog."""
    found, catalog = Count(name, others), snapshot(name)
    for line, region in listed(others=others):
        _add(found, line, region, judged(catalog, line, region))
    return found


def judged(catalog: Catalog, line: Observed, region: str) -> dict[str, Verdict]:
    """The rules against one offering, with their verdicts; empty when it is let through."""
    data = {
        "subscription": {"approved": [line.subject.full_model]},
        "workloads": {
            NAME: {
                "model": line.subject.pinned.pin,
                "deployment_type": line.type.value,
                "region": region,
                "capacity": {"units": line.minimum or line.default or 1},
            }
        },
    }
    stack = stack_of(data)
    case = Case(NAME, stack.workloads[NAME], scene_of(stack, catalog, DAY), line.subject)
    return {each.rule.id: each.verdict for each in sketch(case).findings}


def _add(found: Count, line: Observed, region: str, against: dict[str, Verdict]) -> None:
    name = f"{line.subject} {line.type} {region}"
    failed = sorted(rule for rule, verdict in against.items() if verdict is Verdict.FAIL)
    expected = AGREED.get(line.stage)
    lifecycle = set(AGREED.values()).intersection(failed)
    if lifecycle and expected is None:
        found.contradicted.append(f"{name}: {line.stage}, but {' '.join(sorted(lifecycle))}")
    if expected and lifecycle:
        found.agreed[" ".join(sorted(lifecycle))] += 1
    elif failed:
        found.refused.setdefault(failed[0], []).append(name)
    elif against:
        found.unknown[" ".join(sorted(against))] += 1
    else:
        found.ok += 1


def main(*names: str) -> int:
    """Print the counts of some catalogs, or of all that are shipped."""
    for name in names or shipped():
        for others in (False, True):
            sys.stdout.writelines(f"{line}\n" for line in count(name, others=others).lines())
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
