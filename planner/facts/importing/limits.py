"""Reads the service's limits: of what can be deployed, and of requests, files and jobs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from planner.facts.importing.gather import Gathered
from planner.facts.importing.markdown import Row, Table, plain

PTU: Final = "ptu-per-deployment"
"""The largest provisioned deployment, which bounds the sizes of every model."""

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "Azure OpenAI resources per region, per Azure subscription": ("accounts-per-region",),
    "Foundry resources per region per Azure subscription": ("foundry-accounts-per-region",),
    "Maximum projects per resource": ("projects-per-account",),
    "Maximum standard deployments per resource": ("deployments-per-account",),
    "Maximum deployments per resource (model deployments within a Foundry resource)": (
        "deployments-per-account",
    ),
    "Maximum fine-tuned model deployments": ("fine-tuned-deployments-per-account",),
    "Maximum number of provisioned throughput units per deployment": (PTU,),
    "Total number of training jobs per resource": ("training-jobs-per-account",),
    "Maximum training jobs queued": ("training-jobs-queued",),
    "Maximum simultaneously running training jobs per resource": (
        "training-jobs-running",
        "developer-training-jobs-running",
    ),
    "Maximum training job time (job fails if exceeded)": ("training-job-hours",),
    "Maximum training job size (tokens in training file) x (# of epochs)": ("training-job-tokens",),
    "Maximum files per resource (fine-tuning)": ("training-files-per-account",),
    "Total size of all files per resource (fine-tuning)": ("training-files-gigabytes",),
    "Maximum file size for assistants and fine-tuning": (
        "file-megabytes",
        "file-megabytes-in-portal",
    ),
    "Maximum file upload requests per resource": ("file-uploads-per-second",),
    "Maximum files per assistant or thread": ("files-per-assistant",),
    "Maximum size for all uploaded files for assistants": ("assistant-files-gigabytes",),
    "Assistants token limit": ("assistant-tokens",),
    "Maximum size of all files per upload (Azure OpenAI on your data)": ("own-data-megabytes",),
    "Maximum number of inputs in array with /embeddings": ("embedding-inputs-per-request",),
    "Maximum tokens per /embeddings request (sum across all inputs)": (
        "embedding-tokens-per-request",
    ),
    "Maximum number of /chat/completions messages": ("chat-messages-per-request",),
    "Maximum number of /chat/completions functions": ("chat-functions-per-request",),
    "Maximum number of /chat/completions tools": ("chat-tools-per-request",),
    "Maximum number of custom headers in API requests": ("custom-headers-per-request",),
    "Message character limit": ("message-characters",),
    "Message size for audio files": ("message-audio-megabytes",),
    "Maximum Batch input files - (no expiration)": ("batch-files",),
    "Maximum Batch input files - (expiration set)": ("batch-files-that-expire",),
    "Maximum input file size": ("batch-file-megabytes",),
    "Maximum input file size - Bring your own storage (BYOS)": (
        "batch-file-gigabytes-own-storage",
    ),
    "Maximum requests per file": ("batch-requests-per-file",),
}
"""What each row limits; where it may give several numbers, the limits in their order."""

_UNNAMED: Final = re.compile(
    r"^(.* \(fine-tuning\)|Maximum (training job|size of all|size for all|number of|file) .*"
    r"|Maximum (files|tokens) .*|Message .*)$"
)
"""Rows about requests, files and jobs that have no name here."""

_ELSEWHERE: Final = re.compile(
    r"^(Default .* (quota )?limits|Maximum prompt tokens per request|GPT-4.*)$"
)
"""Rows that speak of single models, which the tables of models and of quota do."""

_HEADS: Final = ("Limit name", "Limit value")
_NUMBER: Final = re.compile(r"(?<![\w.])(\d{1,3}(?:,\d{3})+|\d+)(?: (billion|million))?\b")
_POWERS: Final = {"": 1, "million": 10**6, "billion": 10**9}


def is_limits_table(table: Table) -> bool:
    """Whether a table lists limits of the service."""
    return tuple(plain(cell) for cell in table.header) == _HEADS


def read_limits_table(table: Table, gathered: Gathered) -> None:
    """Read a limit for each number of each row; the name says what the number counts."""
    for row in table.rows:
        if not gathered.fits(table, row):
            continue
        name = _spelt(plain(row.cells[0]))
        if name in _NAMES:
            _read_row(table, row, _NAMES[name], gathered)
        elif _UNNAMED.match(name):
            gathered.note(table.place, row.line, f"a limit that has no name here: {name!r}")
        elif not _ELSEWHERE.match(name):
            gathered.wrong(table.place, row.line, f"unknown limit {name!r}; map it or leave it out")


def _spelt(name: str) -> str:
    """A row's name as most pages write it."""
    name = name.replace("number or ", "number of ").replace(
        "/chat completions", "/chat/completions"
    )
    return re.sub(r"^Max ", "Maximum ", name)


def _read_row(table: Table, row: Row, names: tuple[str, ...], gathered: Gathered) -> None:
    numbers = [
        int(number.replace(",", "")) * _POWERS[power]
        for number, power in _NUMBER.findall(plain(row.cells[1]))
    ]
    if not 1 <= len(numbers) <= len(names):
        text = f"not {' and '.join(names)}: {plain(row.cells[1])!r}; correct the cell"
        gathered.wrong(table.place, row.line, text)
        return
    for name, number in zip(names, numbers, strict=False):
        gathered.fact("limits.jsonl", table.place, row.line, {"name": name, "value": number})
