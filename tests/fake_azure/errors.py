"""Every refusal of the stand-in: its code, its HTTP status, its text, and who says so.

`told` is False where no public text was found: code or text are then the stand-in's own wording,
and no test of the planner may lean on them. A status that no report prints is 400, ARM's word for
a request that could have been known to be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """One way to be refused."""

    code: str
    status: int
    text: str
    """With `{parts}` to fill in."""
    source: str
    """Where code and text were read, and when."""
    told: bool = True


class ArmError(Exception):
    """What ARM answers instead of doing it."""

    retry_after: float = 0.0
    """Seconds after which to ask again, as the header of that name says; 0 without one."""

    def __init__(self, code: str, status: int, message: str) -> None:
        self.code, self.status, self.message = code, status, message
        super().__init__(f"{status} {code}: {message}")

    def body(self) -> dict[str, object]:
        """The error as ARM's JSON."""
        return {"error": {"code": self.code, "message": self.message}}


def refuse(name: str, /, **parts: object) -> ArmError:
    """The error of that name in `REFUSALS`, its text filled in; KeyError for an unknown name."""
    found = REFUSALS[name]
    return ArmError(found.code, found.status, found.text.format(**parts))


_DEMO = "Azure-Samples/azure-search-openai-demo"
_GENERIC = "generic Azure Resource Manager text, Learn troubleshooting pages, 2026"
_OWN = "no public text found by 2026-11-20; our wording"

SWITCHABLE = frozenset(
    {
        "limited-access",
        "kind-format",
        "reference-type",
        "private-address",
        "no-vault",
        "filter-unknown",
        "base-unknown",
        "spillover-model",
        "linked-twice",
        "nested",
    }
)
"""Refusals that a world can do without: `Settings(off=(...))`. What else can be switched has a
setting of its own."""
_ENDPOINT = "hashicorp/terraform-provider-azurerm#31712 and foundry-samples#553, 2026-02"

REFUSALS: Mapping[str, Refusal] = {
    # models, types, places
    "model-unknown": Refusal(
        "DeploymentModelNotSupported",
        400,
        "The model 'Format:{format},Name:{model},Version:{version}' of account deployment is not"
        " supported.",
        "microsoft/microsoft-foundry-for-vscode#497, 2026-04-09",
    ),
    "sku-not-for-model": Refusal(
        "InvalidResourceProperties",
        400,
        "The specified SKU '{sku}' of account deployment is not supported by the model '{model}'"
        " version: '{version}'.",
        "thunderbug1/LibreChatAzureDeployment#5, 2023-09-26; same text in 2026",
    ),
    "sku-not-here": Refusal(
        "InvalidResourceProperties",
        400,
        "The specified SKU '{sku}' for model '{model} {version}' is not supported in this region"
        " '{region}'.",
        "Azure-Samples/contoso-creative-writer#10, 2024-04-26; same text 2026-05-26",
    ),
    "model-retired": Refusal(
        "ServiceModelDeprecated",
        400,
        "The model 'Format:{format},Name:{model},Version:{version}' has been deprecated since"
        " {since} 00:00:00.",
        "shohei1029/book-azureopenai-sample#23, 2025-05-09",
    ),
    "model-closing": Refusal(
        "ServiceModelDeprecating",
        400,
        "The model 'Format:{format},Name:{model},Version:{version}' is in deprecating state and"
        " cannot be used for new deployments.",
        "public repository note, 2026; status not printed",
    ),
    "limited-access": Refusal(
        "DeploymentModelNotSupported",
        400,
        "The model 'Format:{format},Name:{model},Version:{version}' is not offered to this"
        " subscription.",
        "rule: models page, limited access; without it the model list does not show the model"
        " (2026-08-22); " + _OWN,
        told=False,
    ),
    "kind-format": Refusal(
        "DeploymentModelNotSupported",
        400,
        "The model 'Format:{format},Name:{model},Version:{version}' is not supported by accounts of"
        " kind '{kind}'.",
        "rule: upgrade-azure-openai.md, 2026, and a model list of 2026-08-22 (kind OpenAI deploys"
        " format OpenAI only); " + _OWN,
        told=False,
    ),
    "no-provider-data": Refusal(
        "InvalidModelProviderData",
        400,
        "The model provider data of account deployment is invalid: organizationName, countryCode and"
        " industry are required.",
        "microsoft/aspire#16127 and microsoft/microsoft-foundry-for-vscode#509, 2026; the code is"
        " exact, the words are shortened",
    ),
    # sizes and quota
    "capacity-range": Refusal(
        "InvalidCapacity",
        400,
        "The specified capacity '{capacity}' of account deployment should be at least {minimum}"
        " and no more than {maximum}.",
        "public note of az output, gpt-5.1 GlobalProvisionedManaged, 2026; status not printed",
    ),
    "capacity-step": Refusal(
        "InvalidCapacity",
        400,
        "The specified capacity '{capacity}' of account deployment should be {minimum} plus a"
        " multiple of {step}.",
        "the code is the range's; " + _OWN,
        told=False,
    ),
    "quota": Refusal(
        "InsufficientQuota",
        400,
        "This operation require {asked} new capacity in quota {label}, which is bigger than the"
        " current available capacity {left}. The current quota usage is {used} and the quota limit"
        " is {limit} for quota {label}.",
        "microsoft/PubSec-Info-Assistant#880, 2024-10-07; label of 2026-07-25 from a lab guide",
    ),
    "service-full": Refusal(
        "InsufficientCapacity",
        400,
        "There is not enough capacity for SKU '{sku}' in '{region}' at the moment.",
        "the docs say only that the deployment fails; " + _OWN,
        told=False,
    ),
    "too-many-deployments": Refusal(
        "InvalidResourceProperties",
        400,
        "The account has reached its limit of {limit} {what}.",
        "limits: quotas-limits page, 2026-08-20 (32, and 10 fine-tuned); " + _OWN,
        told=False,
    ),
    "too-many-projects": Refusal(
        "InvalidResourceProperties",
        400,
        "The account has reached its limit of {limit} projects.",
        "limit: quotas-limits page, 2026-08-20; " + _OWN,
        told=False,
    ),
    # changes
    "model-change": Refusal(
        "CannotChangeDeploymentModel",
        400,
        "The model of deployment cannot be changed.",
        f"{_DEMO}#1330, 2024-02-28",
    ),
    "two-changes": Refusal(
        "InvalidResourceProperties",
        400,
        "Cannot change capacity and model at the same time for deployment.",
        f"text: {_DEMO}#1154, 2024-01-18; its code is not printed",
    ),
    "type-change": Refusal(
        "InvalidResourceProperties",
        400,
        "The SKU of deployment cannot be changed from '{old}' to '{new}'.",
        "rule: working-with-models.md (other type: a deployment beside the old one); " + _OWN,
        told=False,
    ),
    "location-change": Refusal(
        "InvalidResourceLocation",
        409,
        "The resource '{name}' already exists in location '{old}' in resource group '{group}'. A"
        " resource with the same name cannot be created in location '{new}'. Please select a new"
        " resource name.",
        _GENERIC,
    ),
    "kind-change": Refusal(
        "InvalidResourceProperties",
        400,
        "The kind of the account cannot be changed from '{old}' to '{new}': {why}.",
        "rule: upgrade-azure-openai.md, 2026; " + _OWN,
        told=False,
    ),
    "subdomain-change": Refusal(
        "InvalidResourceProperties",
        400,
        "The subdomain of the account cannot be changed from '{old}' to '{new}'.",
        "rule: Learn, custom subdomains; azurerm#28585; " + _OWN,
        told=False,
    ),
    # one at a time
    "busy": Refusal(
        "RequestConflict",
        409,
        "Another operation is being performed on the parent resource '{account}'. Please try again"
        " later.",
        "Azure/Vector-Search-AI-Assistant#11, 2023-10-09; 409 in Azure-Samples/tutor#117, 2026",
    ),
    "unsettled": Refusal(
        "AccountProvisioningStateInvalid",
        400,
        "Call to Microsoft.CognitiveServices/accounts failed. Error message: Account {account} in"
        " state Accepted",
        _ENDPOINT,
    ),
    # accounts
    "restore-first": Refusal(
        "FlagMustBeSetForRestore",
        409,
        "An existing resource with ID '{id}' has been soft-deleted. To restore the resource, you"
        " must specify 'restore' to be 'true' in the property. If you don't want to restore"
        " existing resource, please purge it first.",
        "learn-pr PostgreSQL-AI module; azd sample, 2026",
    ),
    "nothing-to-restore": Refusal(
        "CanNotRestoreANonExistingResource",
        409,
        "There is no soft-deleted resource with ID '{id}' to restore.",
        "code from a report, 2026; " + _OWN,
        told=False,
    ),
    "subdomain-taken": Refusal(
        "CustomDomainInUse",
        409,
        "Please pick a different name. The subdomain name '{subdomain}' is not available as it's"
        " already used by a resource. If the resource using the name was deleted in the last 48"
        " hours, you may need to purge the deleted resource. Learn more at ",
        "Azure/bicep#17663, 2025-07-24; 409 in microsoft-foundry-for-vscode#52, 2025-06-05",
    ),
    "subdomain-invalid": Refusal(
        "CustomDomainInvalid",
        400,
        "Sub domain name '{subdomain}' is not valid.",
        "microsoft/microsoft-foundry-for-vscode#121, 2025-08-08",
    ),
    "offer": Refusal(
        "SpecialFeatureOrQuotaIdRequired",
        400,
        "The subscription does not have QuotaId/Feature required by SKU '{sku}' from kind '{kind}'"
        " or contains blocked QuotaId/Feature.",
        "microsoft/AzureTRE#4531, 2025-05-08",
    ),
    "name-invalid": Refusal(
        "ResourceNameInvalid",
        400,
        "Resource name '{name}' is invalid.",
        "code: Azure/azure-dev error_suggestions.yaml, 2026; pattern: Account.tsp; " + _OWN,
        told=False,
    ),
    "location": Refusal(
        "LocationNotAvailableForResourceType",
        400,
        "The provided location '{location}' is not available for resource type '{type}'. List of"
        " available regions for the resource type is '{regions}'.",
        _GENERIC,
    ),
    "no-projects": Refusal(
        "InvalidResourceProperties",
        400,
        "Projects need an account of kind AIServices with allowProjectManagement and a managed"
        " identity.",
        "rule: upgrade-azure-openai.md, 2026; " + _OWN,
        told=False,
    ),
    # references
    "no-reference": Refusal(
        "InvalidResourceReference",
        400,
        "Resource {target} referenced by resource {id} was not found.",
        _GENERIC,
    ),
    "spillover": Refusal(
        "InvalidResourceProperties",
        400,
        "The spillover deployment '{name}' {why}.",
        "rule: spillover page, 2026 (a standard deployment of the same account); " + _OWN,
        told=False,
    ),
    "spillover-model": Refusal(
        "InvalidResourceProperties",
        400,
        "The spillover deployment '{name}' serves '{there}', not '{here}'.",
        "rule: spillover page, 2026-07-09 (it matches the model and version); " + _OWN,
        told=False,
    ),
    "no-policy": Refusal(
        "InvalidResourceProperties",
        400,
        "The content filter policy '{name}' does not exist in the account.",
        "rule: Deployment.tsp, 2026 (raiPolicyName names a policy of the account); " + _OWN,
        told=False,
    ),
    "no-blocklist": Refusal(
        "InvalidResourceProperties",
        400,
        "The blocklist '{name}' does not exist in the account.",
        "rule: RaiPolicy.tsp, 2026; " + _OWN,
        told=False,
    ),
    "filter-unknown": Refusal(
        "InvalidResourceProperties",
        400,
        "There is no content filter '{name}' for {source}.",
        "rule: RaiPolicy.tsp and the content filter page, 2026 (names and sources); " + _OWN,
        told=False,
    ),
    "base-unknown": Refusal(
        "InvalidResourceProperties",
        400,
        "The base policy '{name}' does not exist.",
        "rule: RaiPolicy.tsp, 2026 (basePolicyName); " + _OWN,
        told=False,
    ),
    "reference-type": Refusal(
        "LinkedInvalidPropertyId",
        400,
        "Property id '{target}' at path '{path}' is invalid. Expect an id of type '{type}'.",
        "code: generic Resource Manager; " + _OWN,
        told=False,
    ),
    "private-address": Refusal(
        "InvalidResourceProperties",
        400,
        "The IP rule '{value}' is not valid: {why}.",
        "rule: Learn, virtual networks for AI services, 2026 (public addresses only; single"
        " addresses for /31 and /32: Azure/azure-powershell#25455); " + _OWN,
        told=False,
    ),
    "no-vault": Refusal(
        "InvalidResourceProperties",
        400,
        "The key vault '{uri}' cannot be reached.",
        "rule: Learn, customer-managed keys for AI services, 2026; " + _OWN,
        told=False,
    ),
    "in-use": Refusal(
        "InvalidResourceProperties",
        400,
        "'{name}' is in use by '{user}'.",
        "inferred: what is referred to is not deleted from under its user; " + _OWN,
        told=False,
    ),
    "no-source": Refusal(
        "InvalidResourceProperties",
        400,
        "The fine-tuned model '{model}' was not found in '{account}'.",
        "rule: fine-tuning-deploy.md, 2026-10-06 (model.source names the training account); "
        + _OWN,
        told=False,
    ),
    "endpoint-target": Refusal(
        "InvalidPrivateLinkServiceConnection",
        400,
        "The private link service connection to '{account}' is not valid: {why}.",
        "rules: Learn, private link for AI services, 2026 (group account; subdomain); " + _OWN,
        told=False,
    ),
    "linked-twice": Refusal(
        "BadRequest",
        400,
        "A virtual network cannot be linked to multiple zones with overlapping namespaces. You"
        " tried to link virtual network with '{zone}' and '{other}' zones.",
        "MicrosoftDocs/azure-aks-docs#212, 2025-04-23; microsoft-foundry/foundry-samples#214, 2025",
    ),
    "nested": Refusal(
        "CannotDeleteResource",
        409,
        "Cannot delete resource while nested resources exist. Some existing nested resource IDs"
        " include: '{nested}'. Please delete all nested resources before deleting this resource.",
        "learntocloud/networking-lab#8, 2026-02-22",
    ),
    # Resource Manager's own
    "policy": Refusal(
        "RequestDisallowedByPolicy",
        403,
        "Resource '{name}' was disallowed by policy. Policy identifiers:"
        ' \'[{{"policyAssignment":{{"name":"{policy}"}}}}]\'.',
        "microsoft/foundry-dev-tools#671, 2026-08-11; identifiers shortened",
    ),
    "unregistered": Refusal(
        "MissingSubscriptionRegistration",
        409,
        "The subscription is not registered to use namespace '{namespace}'. See"
        " https://aka.ms/rps-not-found for how to register subscriptions.",
        "microsoft/foundry-dev-tools#762, 2026-09-10",
    ),
    "forbidden": Refusal(
        "AuthorizationFailed",
        403,
        "The client '{client}' with object id '{client}' does not have authorization to perform"
        " action '{action}' over scope '{scope}' or the scope is invalid. If access was recently"
        " granted, please refresh your credentials.",
        _GENERIC,
    ),
    "no-parent": Refusal(
        "ParentResourceNotFound",
        404,
        "Failed to perform '{verb}' on resource(s) of type '{type}', because the parent resource"
        " '{parent}' could not be found.",
        _GENERIC,
    ),
    "no-group": Refusal(
        "ResourceGroupNotFound",
        404,
        "Resource group '{group}' could not be found.",
        _GENERIC,
    ),
    "not-found": Refusal(
        "ResourceNotFound",
        404,
        "The Resource '{name}' under resource group '{group}' was not found. For more details"
        " please go to https://aka.ms/ARMResourceNotFoundFix",
        _GENERIC,
    ),
    "locked": Refusal(
        "ScopeLocked",
        409,
        "The scope '{scope}' cannot perform {verb} operation because following scope(s) are"
        " locked: '{locks}'. Please remove the lock and try again.",
        _GENERIC,
    ),
    "no-sink": Refusal(
        "BadRequest",
        400,
        "At least one data sink needs to be specified.",
        "hashicorp/terraform-provider-azurerm issues on diagnostic settings, 2023",
    ),
    "no-category": Refusal(
        "BadRequest",
        400,
        "Category '{category}' is not supported.",
        "supported-logs page for accounts, 2026; text from azurerm issues, 2023",
    ),
    "sink-reused": Refusal(
        "Conflict",
        409,
        "Data sink '{sink}' is already used in diagnostic setting '{name}' for category"
        " '{category}'. Data sinks can't be reused in different settings on the same category for"
        " the same resource.",
        "hashicorp/terraform-provider-azurerm issues on diagnostic settings, 2023",
    ),
    "assignment-name": Refusal(
        "InvalidRoleAssignmentId",
        400,
        "The role assignment ID '{name}' is not valid. The role assignment ID must be a GUID.",
        _GENERIC,
    ),
    "assignment-exists": Refusal(
        "RoleAssignmentExists", 409, "The role assignment already exists.", _GENERIC
    ),
    "assignment-fixed": Refusal(
        "RoleAssignmentUpdateNotPermitted",
        400,
        "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.",
        _GENERIC,
    ),
    "no-role": Refusal(
        "RoleDefinitionDoesNotExist",
        404,
        "The specified role definition with ID '{role}' does not exist.",
        _GENERIC,
    ),
    "no-principal": Refusal(
        "PrincipalNotFound",
        400,
        "Principal {principal} does not exist in the directory {tenant}.",
        _GENERIC,
    ),
    "type-unknown": Refusal(
        "NoRegisteredProviderFound",
        400,
        "No registered resource provider found for type '{type}'.",
        "code: Azure/azure-dev error_suggestions.yaml, 2026; text shortened",
    ),
    "no-version": Refusal(
        "MissingApiVersionParameter",
        400,
        "The api-version query parameter (?api-version=) is required for all requests.",
        _GENERIC,
    ),
    "no-token": Refusal(
        "AuthenticationFailed",
        401,
        "Authentication failed. The 'Authorization' header is missing.",
        _GENERIC,
    ),
    "no-subscription": Refusal(
        "SubscriptionNotFound",
        404,
        "The subscription '{subscription}' could not be found.",
        _GENERIC,
    ),
    # faults that are switched on
    "throttled": Refusal(
        "TooManyRequests",
        429,
        "The request is being throttled as the limit has been reached for operation type - Write."
        " For more information, see - https://aka.ms/srpthrottlinglimits",
        _GENERIC,
    ),
    "server-error": Refusal(
        "InternalServerError",
        500,
        "The server encountered an internal error. Please retry the request.",
        _GENERIC,
    ),
    "timeout": Refusal(
        "GatewayTimeout",
        504,
        "The gateway did not receive a response from 'Microsoft.CognitiveServices' within the"
        " specified time period.",
        _GENERIC,
    ),
    "failed-later": Refusal(
        "InternalServerError",
        500,
        "The operation was accepted and did not succeed.",
        _OWN,
        told=False,
    ),
}
