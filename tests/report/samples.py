"""A plan made by hand, with one of everything that reports have to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planner.checks.registry import BY_ID
from planner.domain.capability import Ability, Capabilities, Day, Number
from planner.domain.changes import changes
from planner.domain.deployment import DeploymentSettings
from planner.domain.finding import Finding, Location, Remedy
from planner.domain.lock import Lock, Locked
from planner.domain.offering import (
    Claim,
    Correction,
    Dispute,
    Feature,
    Lifecycle,
    Limit,
    Offering,
    Processing,
    Source,
    Throughput,
)
from planner.domain.plan import (
    Account,
    CatalogRef,
    Choice,
    Deployment,
    Kept,
    Move,
    Plan,
    Pool,
    PoolUse,
    Rejection,
    Relaxation,
    TrainingPlace,
    WorkloadPlan,
)
from planner.domain.subject import Subject
from planner.domain.terms import (
    Availability,
    Cloud,
    Condition,
    DeploymentType,
    Severity,
    Stage,
    TrainingMethod,
    TrainingType,
    Use,
    Verdict,
)

AS_OF = date(2026, 11, 20)
DOCS = Source("models", "articles/models.md", date(2026, 6, 11))
SCHEDULE = Source("retirements", "articles/retirements.md", date(2026, 9, 2))

NOT_OFFERED = Finding(
    rule=BY_ID["AOAI205"],
    severity=Severity.ERROR,
    verdict=Verdict.FAIL,
    workload="claims-chat",
    path=("workloads", "claims-chat", "region"),
    message="gpt-5.1 2025-11-13 has no standard deployments in francecentral (docs 2026-06-11)",
    remedies=(
        Remedy("region swedencentral", {"region": "swedencentral"}),
        Remedy(
            "deployment_type data-zone-standard (stays in eu)",
            {"deployment_type": DeploymentType.DATA_ZONE_STANDARD},
        ),
    ),
    location=Location("stacks/prod.yaml", 14, 18),
)
UNKNOWN = Finding(
    rule=BY_ID["AOAI206"],
    severity=Severity.WARNING,
    verdict=Verdict.UNVERIFIED,
    workload="pilot",
    path=("workloads", "pilot", "model"),
    message="no table names gpt-6 2026-11-01; whether it is offered in eastus2 is not known",
    remedies=(Remedy("accept: [AOAI206]", {"accept": ["AOAI206"]}),),
    location=Location("stacks/prod.yaml", 31, 12),
)
PREVIEW = Finding(
    rule=BY_ID["AOAI504"],
    severity=Severity.WARNING,
    verdict=Verdict.OK,
    workload="support-chat",
    path=("workloads", "support-chat", "model"),
    message="gpt-5.1 2025-11-13 is in preview (docs 2026-09-02), and this stack is for prod",
    location=Location("stacks/prod.yaml", 8, 12),
)
ACCEPTED = replace(PREVIEW, rule=BY_ID["AOAI506"]).accept()
WHOLE = Finding(
    rule=BY_ID["AOAI804"],
    severity=Severity.NOTE,
    verdict=Verdict.OK,
    workload=None,
    path=("accounts", "local_auth"),
    message="keys are allowed on every account of this stack",
)
CORRECTION = Correction(
    id="gpt-5-1-westus",
    date=date(2026, 9, 14),
    subject="gpt-5.1 2025-11-13 standard in westus",
    was="available",
    now="unavailable",
    reason="the copy of the table has a cell too many in this row",
    source=DOCS,
    models=("gpt-5.1",),
)


def deployment(
    workload: str, type_: DeploymentType, capacity: int, use: Use = Use.BASE
) -> Deployment:
    return Deployment(
        workload=workload,
        name=workload,
        account="aoai-prod-swedencentral",
        region="swedencentral",
        model="gpt-5.1",
        version="2025-11-13",
        use=use,
        type=type_,
        capacity=capacity,
    )


def workload(name: str, verdict: Verdict, *chosen: Choice) -> WorkloadPlan:
    return WorkloadPlan(name, verdict, "gpt-5.1", "2025-11-13", Use.BASE, chosen)


SWEDEN = Choice(DeploymentType.DATA_ZONE_STANDARD, "swedencentral", "sweden", (0, 0))
FRANCE = Choice(DeploymentType.DATA_ZONE_STANDARD, "francecentral", "france", (0, 1))

PLAN = Plan(
    stack="prod",
    environment="prod",
    as_of=AS_OF,
    as_of_pinned=True,
    catalog=CatalogRef("2026-09", "0" * 64, date(2026, 5, 11), 193),
    resource_group="rg-aoai-prod",
    location="swedencentral",
    accounts=(
        Account("aoai-prod-northcentralus", "northcentralus", "AIServices", "aoai-prod-n"),
        Account("aoai-prod-swedencentral", "swedencentral", "AIServices", "aoai-prod-s"),
    ),
    deployments=(
        deployment("support-chat", DeploymentType.DATA_ZONE_STANDARD, 50),
        deployment("ticket-model", DeploymentType.DEVELOPER, 1250, Use.FINE_TUNED),
        deployment("triage", DeploymentType.DATA_ZONE_PROVISIONED, 15),
    ),
    training=(
        TrainingPlace(
            "ticket-training",
            "aoai-prod-northcentralus",
            "northcentralus",
            "gpt-4.1-mini",
            "2025-04-14",
            TrainingType.STANDARD,
        ),
    ),
    workloads={
        "support-chat": replace(
            workload("support-chat", Verdict.OK, SWEDEN),
            runners_up=(FRANCE,),
            rejections=(
                Rejection(
                    DeploymentType.STANDARD,
                    "francecentral",
                    {BY_ID["AOAI205"]: "no standard deployments in francecentral"},
                ),
                Rejection(
                    DeploymentType.STANDARD,
                    "westeurope",
                    {
                        BY_ID["AOAI205"]: "no standard deployments in westeurope",
                        BY_ID["AOAI301"]: "below 15",
                    },
                ),
                Rejection(
                    DeploymentType.GLOBAL_STANDARD,
                    "swedencentral",
                    {BY_ID["AOAI401"]: "may process prompts anywhere"},
                ),
            ),
        ),
        "ticket-model": workload("ticket-model", Verdict.OK, SWEDEN),
        "triage": workload("triage", Verdict.OK, SWEDEN),
        "ticket-training": workload("ticket-training", Verdict.OK, SWEDEN),
        "pilot": workload("pilot", Verdict.UNVERIFIED),
        "claims-chat": workload("claims-chat", Verdict.FAIL),
    },
    findings=(WHOLE, NOT_OFFERED, UNKNOWN, PREVIEW, ACCEPTED),
    corrections=(CORRECTION,),
)
PLAN = replace(PLAN, changes=changes(PLAN, None))
RELAXATIONS = (
    Relaxation("claims-chat", {"residency": "eu"}, "residency eu instead of france", (SWEDEN,), 1),
    Relaxation(
        "claims-chat",
        {"region": ["francecentral", "swedencentral"], "replicas": 1},
        "region swedencentral as well, 1 replica fewer",
        (SWEDEN, FRANCE),
        2,
    ),
)
CLEAN = replace(
    PLAN,
    stack="dev",
    as_of_pinned=False,
    workloads={"support-chat": PLAN.workloads["support-chat"]},
    findings=(),
    corrections=(),
)

STOOD = replace(PLAN.deployments[0], region="francecentral", account="aoai-prod-francecentral")
TRAINED = replace(PLAN.training[0], region="swedencentral", account="aoai-prod-swedencentral")
STANDARD = Pool("OpenAI.DataZoneStandard.gpt-5.1", "eu")
CLAIMS = replace(PLAN.deployments[0], workload="claims-chat", name="claims-chat")
GONE = Account("aoai-prod-francecentral", "francecentral", "AIServices", "aoai-prod-francecentral")
_MOVED = replace(
    PLAN,
    deployments=(*PLAN.deployments, CLAIMS),
    workloads={
        **{name: PLAN.workloads[name] for name in ("support-chat", "ticket-model", "triage")},
        "ticket-training": PLAN.workloads["ticket-training"],
        "claims-chat": replace(PLAN.workloads["claims-chat"], kept=True),
    },
    kept=(Kept("claims-chat", (NOT_OFFERED,)),),
    moves=(
        Move("support-chat", STOOD, PLAN.deployments[0], down=False, twice=50, pool=STANDARD),
        Move(
            "ticket-model",
            replace(STOOD, workload="ticket-model", name="ticket-model"),
            None,
            down=True,
            twice=0,
        ),
        Move(
            "ticket-training",
            TRAINED,
            PLAN.training[0],
            down=False,
            twice=0,
        ),
        Move(
            "triage",
            replace(PLAN.deployments[2], type=DeploymentType.PROVISIONED, version="2025-08-07"),
            PLAN.deployments[2],
            down=True,
            twice=0,
        ),
    ),
    pools=(
        PoolUse(STANDARD, 50, 300, "tier 1, docs 2026-08-20", ("support-chat",)),
        PoolUse(
            Pool("OpenAI.DataZoneProvisionedManaged", "eu"),
            15,
            10,
            "subscription.quota",
            ("triage",),
        ),
        PoolUse(
            Pool("OpenAI.Developer.gpt-5.1", "subscription"), 1250, None, "", ("ticket-model",)
        ),
    ),
    proven=False,
    gap="moves: 4, at least 2",
)
"""A stack under a lock: one workload in each way of moving, one that is kept."""
LOCKED = Lock(
    "prod",
    {account.name: account for account in (*PLAN.accounts, GONE)},
    {
        "claims-chat": Locked("claims-chat", date(2026, 3, 1), "2025-11", (CLAIMS,)),
        "support-chat": Locked("support-chat", date(2026, 3, 1), "2025-11", (STOOD,)),
        "summaries": Locked(
            "summaries",
            date(2026, 3, 1),
            "2025-11",
            (replace(STOOD, workload="summaries", name="summaries"),),
        ),
        "ticket-model": Locked(
            "ticket-model",
            date(2026, 5, 1),
            "2026-09",
            (
                replace(STOOD, workload="ticket-model", name="ticket-model"),
                replace(
                    PLAN.deployments[1],
                    capacity=50,
                    settings=DeploymentSettings(spillover="triage"),
                ),
            ),
        ),
        "ticket-training": Locked("ticket-training", AS_OF, "2026-09", training=(TRAINED,)),
    },
)
"""What ran before: of the stack above, and a workload that it no longer has."""
MOVED = replace(_MOVED, under_lock=True, changes=changes(_MOVED, LOCKED))
UNTOUCHED = replace(CLEAN, under_lock=True, changes=())


def offering(
    type_: DeploymentType | TrainingType,
    region: str,
    *conditions: Condition,
    use: Use = Use.BASE,
    disputed_by: Source | None = None,
) -> Offering:
    return Offering(
        subject=Subject("gpt-5.1", "2025-11-13", use),
        type=type_,
        region=region,
        availability=Availability.UNKNOWN if disputed_by else Availability.AVAILABLE,
        conditions=frozenset(conditions),
        source=DOCS,
        disputed_by=disputed_by,
        methods=frozenset(TrainingMethod) if use is Use.TRAINING else frozenset(),
        restriction="no vision support" if use is Use.TRAINING else None,
    )


OFFERINGS = (
    *(offering(DeploymentType.STANDARD, region) for region in ("eastus", "swedencentral")),
    offering(DeploymentType.STANDARD, "westus", Condition.REGISTRATION, Condition.PREVIEW),
    offering(DeploymentType.DATA_ZONE_STANDARD, "francecentral", disputed_by=SCHEDULE),
    offering(TrainingType.STANDARD, "northcentralus", use=Use.TRAINING),
)
FEATURES = (
    Feature("assistants", "gpt-5.1", "2025-11-13", Use.BASE, ("eastus", "swedencentral"), SCHEDULE),
)
CAPABLE = (
    Capabilities(
        "gpt-5.1",
        "2025-11-13",
        Use.BASE,
        {
            Number.CONTEXT: 400_000,
            Day.TRAINING_DATA: "2024-09-30",
            Ability.IMAGE_INPUT: True,
            Ability.RESPONSES: True,
        },
        DOCS,
    ),
    Capabilities(
        "gpt-5.1",
        "2025-11-13",
        Use.BASE,
        {Number.CONTEXT: 128_000, Ability.IMAGE_INPUT: True, Ability.RESPONSES: False},
        SCHEDULE,
    ),
    Capabilities(
        "gpt-5.1",
        "2025-11-13",
        Use.BASE,
        {Number.OUTPUT: 4_096},
        SCHEDULE,
        frozenset({DeploymentType.PROVISIONED, DeploymentType.GLOBAL_BATCH}),
        Cloud.GOVERNMENT,
    ),
)
THROUGHPUT = (
    Throughput("gpt-5.1", Processing.PROVISIONED, 4_750, 8, 50, None, DOCS),
    Throughput("gpt-4.1", Processing.PRIORITY, None, None, 80, 128_000, DOCS),
)
LIMITS = (Limit("deployments-per-account", 32, DOCS), Limit("message-characters", 1_048_576, DOCS))
LIFECYCLE = Lifecycle(
    model="gpt-5.1",
    version="2025-11-13",
    use=Use.BASE,
    stage=Stage.GENERALLY_AVAILABLE,
    stage_since=date(2025, 12, 1),
    retires=date(2027, 5, 15),
    replacement="gpt-5.2",
    source=SCHEDULE,
    not_before=True,
)
DISPUTE = Dispute(
    id="gpt-5-1-retires",
    subject="gpt-5.1 2025-11-13 retirement date",
    claims=(Claim("2027-05-15", SCHEDULE), Claim("2027-04-01", DOCS)),
    resolution=None,
)
