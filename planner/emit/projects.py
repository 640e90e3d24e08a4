"""Foundry projects in an account."""

from __future__ import annotations

from pulumi_azure_native import cognitiveservices as cognitive

from planner.domain.settings import Project
from planner.emit import naming
from planner.emit.line import Line


def write(line: Line) -> None:
    """Projects in the order of their names."""
    for project in sorted(line.settings.projects, key=lambda p: p.name):
        line.wrote(_project(line, project))


def _project(line: Line, project: Project) -> cognitive.Project:
    return cognitive.Project(
        naming.of(line.planned, f"project-{project.name}"),
        project_name=project.name,
        account_name=line.account.name,
        resource_group_name=line.group,
        location=line.planned.region,
        identity=cognitive.IdentityArgs(type=cognitive.ResourceIdentityType.SYSTEM_ASSIGNED),
        properties=cognitive.ProjectPropertiesArgs(
            display_name=project.display_name, description=project.description
        ),
        tags=line.settings.tags,
        opts=line.after(),
    )
