"""An account that stands, and the options of what is made below and beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive

from planner.domain.plan import Account
from planner.domain.settings import AccountSettings


@dataclass(slots=True)
class Line:
    """An account that stands, and what was made for it so far.

    The service refuses two writes below one account at a time (409 RequestConflict), be they
    creates, updates or deletes. They take turns in the order in which they are made here
    (`following.py`); `depends_on` says only what truly needs what.
    """

    component: pulumi.Resource
    planned: Account
    settings: AccountSettings
    account: cognitive.Account
    group: pulumi.Output[str]
    made: list[pulumi.Resource] = field(default_factory=list)
    """All of it, in the order of making."""

    def wrote(self, resource: pulumi.Resource) -> None:
        """This was made for the account."""
        self.made.append(resource)

    def after(self, *needs: pulumi.Resource) -> pulumi.ResourceOptions:
        """Options of what needs the account, and these besides."""
        return pulumi.ResourceOptions(parent=self.component, depends_on=[self.account, *needs])
