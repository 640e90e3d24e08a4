"""Where an account's logs and metrics go."""

from __future__ import annotations

from pulumi_azure_native import monitor

from planner.domain import arm_names
from planner.emit import naming
from planner.emit.line import Line
from planner.emit.spelling import spelt


def write(line: Line) -> None:
    """The diagnostic setting, if the settings ask for one. It is no child of the account."""
    given = line.settings.diagnostics
    if given is None:
        return
    hub = given.event_hub
    made = monitor.DiagnosticSetting(
        naming.of(line.planned, "diagnostics"),
        name=arm_names.diagnostics(line.planned.name),
        resource_uri=line.account.id,
        workspace_id=spelt(given.log_analytics),
        storage_account_id=spelt(given.storage),
        event_hub_authorization_rule_id=spelt(hub.authorization_rule) if hub else None,
        event_hub_name=hub.name if hub else None,
        logs=[_logs(category) for category in given.categories],
        metrics=[_metrics(category) for category in given.metrics],
        opts=line.after(),
    )
    line.wrote(made)


def _logs(category: str) -> monitor.DiagnosticsLogSettingsArgs:
    return monitor.DiagnosticsLogSettingsArgs(category=category, enabled=True)


def _metrics(category: str) -> monitor.DiagnosticsMetricSettingsArgs:
    return monitor.DiagnosticsMetricSettingsArgs(category=category, enabled=True)
