"""Whose key encrypts an account's data, and where that data lies."""

from __future__ import annotations

from pulumi_azure_native import cognitiveservices as cognitive

from planner.domain.settings import AccountSettings


def key(settings: AccountSettings) -> cognitive.EncryptionArgs | None:
    """The customer-managed key; None leaves it to Microsoft's."""
    given = settings.encryption
    if given is None:
        return None
    return cognitive.EncryptionArgs(
        key_source=cognitive.KeySource.MICROSOFT_KEY_VAULT,
        key_vault_properties=cognitive.KeyVaultPropertiesArgs(
            key_vault_uri=given.key_vault,
            key_name=given.key,
            key_version=given.version,
            identity_client_id=given.identity_client_id,
        ),
    )


def storage(settings: AccountSettings) -> list[cognitive.UserOwnedStorageArgs] | None:
    """The storage accounts of the user's that hold the account's data; None for none."""
    return [
        cognitive.UserOwnedStorageArgs(resource_id=s.id, identity_client_id=s.identity_client_id)
        for s in settings.user_owned_storage
    ] or None
