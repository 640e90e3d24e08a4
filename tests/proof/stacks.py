"""Stack files, generated: valid ones, and ones with mistakes that people make.

The same seed and number give the same stack. A workload starts as something that is offered,
and is then, more often than not, changed for the worse.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cached_property
from random import Random
from typing import Any, TypeVar

from planner.domain.offering import CapacityRule, Offering
from planner.domain.rates import unit_of
from planner.domain.subject import Subject
from planner.domain.terms import Cloud, DeploymentType, TrainingMethod, TrainingType, Unit, Use
from planner.facts.catalog import Catalog
from tests.fake_azure.settings import SUBSCRIPTION
from tests.proof.rules import LIMITING

T = TypeVar("T")
Data = dict[str, Any]

FIRST_DAY, DAYS = date(2026, 7, 1), 550
"""Days that are planned for: before the newest table, and until most of today's models are gone."""
NEAR = 150
RARELY = 0.03

TYPES = {each.value: each for each in DeploymentType}
MISSPELT = {"gpt-4.1": "gpt-41", "gpt-5.1": "gpt5.1", "o4-mini": "o4mini"}
HOME = "/resourceGroups/lab/providers/Microsoft.CognitiveServices/accounts/lab"
SOURCE = f"/subscriptions/{SUBSCRIPTION}{HOME}"
"""The account, of another group, that trained some of the models."""


class Generator:
    """Makes stack files over everything that a snapshot names."""

    def __init__(self, catalog: Catalog, seed: int) -> None:
        self.catalog, self.seed = catalog, seed

    @cached_property
    def pins(self) -> list[str]:
        """Every model and version that the snapshot names, whether offered or not."""
        catalog = self.catalog
        return [f"{model}@{v}" for model in catalog.models() for v in catalog.versions(model)]

    @cached_property
    def offered(self) -> dict[tuple[Use, Cloud], list[Offering]]:
        """Everything that can be deployed, by use and cloud."""
        found: dict[tuple[Use, Cloud], list[Offering]] = {}
        for each in self.catalog.offerings():
            cloud = self.catalog.regions[each.region].cloud
            found.setdefault((each.use, cloud), []).append(each)
        return found

    def _limited(self, number: int, cloud: Cloud) -> Data:
        """Now and then one more workload, of what is for those who were granted it: so few offerings
        are that the draw among all of them meets none."""
        random = Random(f"{self.seed}:{number}:limited")
        offered = self.offered.get((Use.BASE, cloud), [])
        known = [each for each in offered if each.conditions & LIMITING]
        if not known or random.random() > RARELY:
            return {}
        return {"limited": _Workloads(self, random, cloud).plain(known)}

    def regions(self, cloud: Cloud) -> list[str]:
        return sorted(slug for slug, each in self.catalog.regions.items() if each.cloud is cloud)

    def _cloud(self, random: Random) -> Cloud:
        """Mostly the public one; the other only where the snapshot has it."""
        rare = random.random() < 0.06
        return Cloud.GOVERNMENT if rare and self.regions(Cloud.GOVERNMENT) else Cloud.PUBLIC

    def stack(self, number: int) -> Data:
        """One stack file, as YAML would give it."""
        random = Random(f"{self.seed}:{number}")
        cloud = self._cloud(random)
        made = _Workloads(self, random, cloud)
        workloads = {f"w{at}": made.workload() for at in range(random.randint(1, 5))}
        workloads |= self._limited(number, cloud)
        return {
            "as_of": _day(random),
            "environment": random.choice(["dev", "test", "prod"]),
            "subscription": _subscription(random, workloads),
            "accounts": {"kind": random.choice(["AIServices", "AIServices", "OpenAI"])},
            "workloads": workloads,
        }


def cloud_of(catalog: Catalog, data: Data) -> Cloud:
    """The cloud that a generated stack is for: all its regions are of one."""
    given = [each.get("region") for each in data["workloads"].values()]
    slugs = [slug for each in given for slug in (each if isinstance(each, list) else [each])]
    known = (catalog.regions[slug] for slug in slugs if slug in catalog.regions)
    return next((region.cloud for region in known), Cloud.PUBLIC)


def _day(random: Random) -> date:
    """Any day, and as often one near the tables' own."""
    return FIRST_DAY + timedelta(days=random.randrange(random.choice([DAYS, NEAR])))


def _subscription(random: Random, workloads: Data) -> Data:
    """What it has: of the versions that are asked for, some were deployed before."""
    pins = sorted({str(each["model"]) for each in workloads.values()})
    exact = [pin for pin in pins if not pin.endswith("@default")]
    return {
        "deployed_before": [pin for pin in exact if random.random() < 0.4],
        "approved": [pin for pin in exact if random.random() < 0.4],
    }


class _Workloads:
    """Makes the workloads of one stack."""

    def __init__(self, generator: Generator, random: Random, cloud: Cloud) -> None:
        self.catalog, self.random, self.cloud = generator.catalog, random, cloud
        self.generator, self.regions = generator, generator.regions(cloud)

    def workload(self) -> Data:
        use = self.random.choices([Use.BASE, Use.FINE_TUNED, Use.TRAINING], [70, 25, 5])[0]
        known = self.generator.offered.get((use, self.cloud), [])
        if use is Use.TRAINING and known:
            return self._training(self.random.choice(known))
        made = self._wild(use) if not known or self._chance(0.15) else self._tame(known)
        for change, odds in self._changes():
            if self._chance(odds):
                change(made)
        return self._finished(made, use)

    def plain(self, known: Sequence[Offering]) -> Data:
        """Something that is offered, without a mistake but perhaps in its size."""
        return self._finished(self._tame(known), Use.BASE)

    def _chance(self, odds: float) -> bool:
        return self.random.random() < odds

    def _some(self, among: Sequence[T], most: int) -> list[T]:
        return self.random.sample(among, self.random.randint(1, min(most, len(among))))

    def _tame(self, known: Sequence[Offering]) -> Data:
        """Something that is offered."""
        found = self.random.choice(known)
        pin = f"{found.model}@{found.version}"
        return {"model": pin, "deployment_type": [found.type.value], "region": [found.region]}

    def _wild(self, use: Use) -> Data:
        """Anything at all: any version that is named, any type, any region."""
        if use is not Use.BASE:
            tuned = [p for p in self.generator.pins if p.rpartition("@")[2].count("-") == 2]
            pin = self.random.choice(tuned)
        else:
            pin = self.random.choice(self.generator.pins)
        types = [each.value for each in self._some(list(DeploymentType), 2)]
        return {"model": pin, "deployment_type": types, "region": self._some(self.regions, 3)}

    def _changes(self) -> tuple[tuple[Callable[[Data], None], float], ...]:
        return (
            (self._other_regions, 0.08),
            (self._more_regions, 0.25),
            (self._unknown_region, 0.03),
            (self._any_region, 0.05),
            (self._other_types, 0.08),
            (self._more_types, 0.15),
            (self._other_version, 0.02),
            (self._other_model, 0.02),
            (self._default_version, 0.05),
            (self._residency, 0.08),
            (self._replicas, 0.08),
            (self._acceptance, 0.10),
        )

    def _other_regions(self, made: Data) -> None:
        made["region"] = self._some(self.regions, 2)

    def _more_regions(self, made: Data) -> None:
        more = [*made.get("region", []), *self._some(self.regions, 3)]
        made["region"] = list(dict.fromkeys(more))

    def _unknown_region(self, made: Data) -> None:
        made["region"] = [*made.get("region", []), self.random.choice(["swedencentra", "mars"])]

    def _any_region(self, made: Data) -> None:
        if self.cloud is Cloud.PUBLIC:
            made.pop("region", None)

    def _other_types(self, made: Data) -> None:
        made["deployment_type"] = [self.random.choice(list(DeploymentType)).value]

    def _more_types(self, made: Data) -> None:
        more = [each.value for each in self._some(list(DeploymentType), 2)]
        made["deployment_type"] = list(dict.fromkeys([*made["deployment_type"], *more]))

    def _other_version(self, made: Data) -> None:
        model = made["model"].partition("@")[0]
        made["model"] = f"{model}@{self.random.choice(['2023-01-01', '2026-12-24'])}"

    def _other_model(self, made: Data) -> None:
        model, _, version = made["model"].partition("@")
        made["model"] = f"{MISSPELT.get(model, f'{model}-pro-max')}@{version}"

    def _default_version(self, made: Data) -> None:
        made["model"] = made["model"].partition("@")[0] + "@default"

    def _residency(self, made: Data) -> None:
        made["residency"] = self.random.choice(["global", "us", "eu", "sweden", "swedencentral"])

    def _replicas(self, made: Data) -> None:
        made["replicas"] = self.random.randint(2, 3)
        self._more_regions(made)
        made["spread"] = self.random.choice(["region", "geography"])

    def _acceptance(self, made: Data) -> None:
        made["accept"] = self._some(["AOAI206", "AOAI209"], 2)

    def _finished(self, made: Data, use: Use) -> Data:
        made["capacity"] = self._capacity(made)
        model, _, version = made["model"].partition("@")
        if use is Use.FINE_TUNED and version != "default":
            made["fine_tuned"] = self._tuned(model, version, made)
        return made

    def _tuned(self, model: str, version: str, made: Data) -> Data:
        tuned: Data = {"id": f"{model}-{version}.ft-{self.random.getrandbits(128):032x}"}
        if self._chance(0.4):
            places = made.get("region") or self.regions
            tuned["source_region"] = self.random.choice([*places, *self.regions])
        if self._chance(0.4):
            tuned["source_account"] = SOURCE
        return tuned

    def _training(self, found: Offering) -> Data:
        types = [each.value for each in TrainingType]
        methods = [each.value for each in TrainingMethod]
        return {
            "model": f"{found.model}@{found.version}",
            "region": [found.region],
            "training": {"type": self.random.choice(types), "method": self.random.choice(methods)},
        }

    def _capacity(self, made: Data) -> Data:
        model, _, version = made["model"].partition("@")
        type_ = TYPES[self.random.choice(made["deployment_type"])]
        rule = self.catalog.capacity_rule(Subject(model, version, Use.BASE), type_)
        size = self._size(rule)
        unit = self.random.choices([unit_of(model, type_), Unit.UNITS, Unit.PTU], [88, 10, 2])[0]
        times = 1_000 if unit is Unit.TPM else 1
        least, most = size * times, (size + self.random.choice([1, 3, 40])) * times
        if unit is Unit.TPM and self._chance(0.02):
            least = most = size * times + 500
        amount = {"min": least, "target": most} if self._chance(0.15) else least
        return {unit.value: amount}

    def _size(self, rule: CapacityRule | None) -> int:
        """A size at, about or far from the limits that the documents give."""
        if rule is None:
            return self.random.choice([1, 5, 15, 25, 50, 100])
        largest = rule.maximum or 100_000
        steps = rule.minimum + rule.step * self.random.randint(1, 40)
        around = [
            rule.minimum - 1,
            rule.minimum // 2,
            steps + 1,
            steps - 1,
            largest + 1,
            largest * 3,
        ]
        valid = [rule.minimum, steps, largest]
        return max(1, self.random.choice(valid if self._chance(0.7) else around))
