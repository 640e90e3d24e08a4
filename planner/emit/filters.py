"""Content filter policies and block lists, which stand before the deployments that use them."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import cognitiveservices as cognitive

from planner.domain.settings import BlockList, ContentFilter
from planner.emit import naming
from planner.emit.line import Line


def write(line: Line) -> dict[str, pulumi.Resource]:
    """Block lists first, since policies name them; both in the order of their names, bases first.

    Returns the policies by their names in small letters, as the service compares them.
    """
    given = line.settings
    lists = {k.lower(): _block_list(line, k, v) for k, v in sorted(given.block_lists.items())}
    made: dict[str, pulumi.Resource] = {}
    for name in sorted(given.content_filters, key=lambda n: (_bases(n, given.content_filters), n)):
        made[name.lower()] = _policy(line, name, given.content_filters[name], lists, made)
    return made


def _bases(name: str, policies: Mapping[str, ContentFilter]) -> int:
    """How many of these policies stand one below the other under a policy."""
    found = 0
    while (base := policies[name].base) in policies and found < len(policies):
        name, found = base, found + 1
    return found


def _block_list(line: Line, name: str, given: BlockList) -> cognitive.RaiBlocklist:
    made = cognitive.RaiBlocklist(
        naming.of(line.planned, f"block-list-{name}"),
        rai_blocklist_name=name,
        account_name=line.account.name,
        resource_group_name=line.group,
        properties=cognitive.RaiBlocklistPropertiesArgs(description=given.description),
        opts=line.after(),
    )
    line.wrote(made)
    for item in sorted(given.items):
        _item(line, name, item, given, made)
    return made


def _item(
    line: Line, name: str, item: str, given: BlockList, block_list: cognitive.RaiBlocklist
) -> None:
    entry = given.items[item]
    made = cognitive.RaiBlocklistItem(
        naming.of(line.planned, f"block-list-{name}-{item}"),
        rai_blocklist_item_name=item,
        rai_blocklist_name=block_list.name,
        account_name=line.account.name,
        resource_group_name=line.group,
        properties=cognitive.RaiBlocklistItemPropertiesArgs(
            pattern=entry.pattern, is_regex=entry.regex
        ),
        opts=line.after(block_list),
    )
    line.wrote(made)


def _policy(
    line: Line,
    name: str,
    given: ContentFilter,
    lists: Mapping[str, pulumi.Resource],
    policies: Mapping[str, pulumi.Resource],
) -> cognitive.RaiPolicy:
    named = {each.name.lower() for each in given.block_lists}
    needs = [lists[each] for each in sorted(named & lists.keys())]
    needs += [policies[each] for each in (given.base.lower(),) if each in policies]
    made = cognitive.RaiPolicy(
        naming.of(line.planned, f"content-filter-{name}"),
        rai_policy_name=name,
        account_name=line.account.name,
        resource_group_name=line.group,
        properties=_properties(given),
        opts=line.after(*needs),
    )
    line.wrote(made)
    return made


def _properties(given: ContentFilter) -> cognitive.RaiPolicyPropertiesArgs:
    filters = [
        cognitive.RaiPolicyContentFilterArgs(
            name=each.name,
            source=each.source,
            severity_threshold=each.threshold,
            blocking=each.blocking,
            enabled=each.enabled,
        )
        for each in given.filters
    ]
    lists = [
        cognitive.CustomBlocklistConfigArgs(
            blocklist_name=each.name, source=each.source, blocking=each.blocking
        )
        for each in given.block_lists
    ]
    return cognitive.RaiPolicyPropertiesArgs(
        base_policy_name=given.base,
        mode=given.mode,
        content_filters=filters or None,
        custom_blocklists=lists or None,
    )
