"""The one line in which everything below an account is written, one after another."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive

from planner.domain.plan import Account
from planner.domain.settings import AccountSettings
from planner.emit import options


@dataclass(slots=True)
class Line:
    """An account that stands, and the last thing that was written below it.

    The service refuses two writes below one account at a time (409 RequestConflict), be they
    creates, updates or deletes. So whatever is a child of the account depends on the child
    before it: Pulumi walks the line forwards to write and backwards to delete.
    """

    component: pulumi.Resource
    planned: Account
    settings: AccountSettings
    account: cognitive.Account
    group: pulumi.Output[str]
    retry: pulumi.ErrorHook
    """Asked about writes that fail because somebody else writes to the account."""
    last: pulumi.Resource | None = None

    def child(self) -> pulumi.ResourceOptions:
        """Options of the next child; hand what was made to `wrote`."""
        return options.child(self.component, after=self.last, retry=self.retry)

    def wrote(self, resource: pulumi.Resource) -> None:
        """The end of the line is now this resource."""
        self.last = resource

    def beside(self) -> pulumi.ResourceOptions:
        """Options of what belongs to the account and is no child of it: it waits for nobody."""
        return pulumi.ResourceOptions(parent=self.component)
