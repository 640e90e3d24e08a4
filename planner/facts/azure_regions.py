"""The regions that Azure has, whether or not a snapshot's tables name them.

A region that is not here is a typing error; one that is here and in no table is merely unknown.
Source: list of Azure regions (MicrosoftDocs/azure-docs, articles/reliability/regions-list.md,
2025-03-21), and those that the tables of the shipped snapshots name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

SOURCE = date(2025, 3, 21)

_BY_GEOGRAPHY = {
    "asia-pacific": "eastasia southeastasia",
    "australia": "australiacentral australiacentral2 australiaeast australiasoutheast",
    "austria": "austriaeast",
    "brazil": "brazilsouth brazilsoutheast",
    "canada": "canadacentral canadaeast",
    "europe": "northeurope westeurope",
    "france": "francecentral francesouth",
    "germany": "germanynorth germanywestcentral",
    "india": "centralindia southindia westindia",
    "indonesia": "indonesiacentral",
    "israel": "israelcentral",
    "italy": "italynorth",
    "japan": "japaneast japanwest",
    "korea": "koreacentral koreasouth",
    "mexico": "mexicocentral",
    "new-zealand": "newzealandnorth",
    "norway": "norwayeast norwaywest",
    "poland": "polandcentral",
    "qatar": "qatarcentral",
    "south-africa": "southafricanorth southafricawest",
    "spain": "spaincentral",
    "sweden": "swedencentral swedensouth",
    "switzerland": "switzerlandnorth switzerlandwest",
    "united-arab-emirates": "uaecentral uaenorth",
    "united-kingdom": "uksouth ukwest",
    "united-states": (
        "centralus eastus eastus2 northcentralus southcentralus westcentralus westus westus2 westus3"
    ),
}

GEOGRAPHY_OF: Mapping[str, str] = {
    slug: geography for geography, slugs in _BY_GEOGRAPHY.items() for slug in slugs.split()
}
"""The geography of every public region, by slug."""
