"""Worlds of Microsoft's published tables, read by a reader of the stand-in's own.

`data/` holds what was read of the documentation's pages of four moments (CC BY 4.0,
MicrosoftDocs/azure-ai-docs), each row with the page that says it; `sources.jsonl` has their dates.
`python -m tests.fake_azure.published PAGES NAME` reads a folder of pages again. It shares no code
with the planner's importer: where the two read one table apart, a proof between them shows it.
"""
