"""The door for read calls: ARM over HTTP on 127.0.0.1, which closes by itself.

    with Door(world) as door:
        requests.get(f"{door.url}/subscriptions/...", headers={"Authorization": "Bearer any"})

By hand: `python -m tests.fake_azure.arm world.db --seconds 60` prints the address. Answered are
models, usages, model capacities in both forms, deleted accounts with purge, accounts and
deployments. ARM's own demands hold: an Authorization header, an api-version, the subscription.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from tests.fake_azure.accounts import ACCOUNT, slug
from tests.fake_azure.errors import ArmError, refuse
from tests.fake_azure.ids import ArmId
from tests.fake_azure.listings import Listings, Row, grave
from tests.fake_azure.quota import DEPLOYMENT
from tests.fake_azure.store import Deleted
from tests.fake_azure.world import World

_LIFETIME = 600.0
"""Seconds after which a door closes that nobody closed."""

_SUBSCRIPTION = "/subscriptions/(?P<subscription>[^/]+)"
_SERVICE = "/providers/Microsoft.CognitiveServices"
_PLACE = _SUBSCRIPTION + _SERVICE + "/locations/(?P<place>[^/]+)"
_ACCOUNT = _SUBSCRIPTION + "/resourceGroups/[^/]+" + _SERVICE + "/accounts"


@dataclass(frozen=True)
class Request:
    """One call that passed ARM's gate."""

    world: World
    path: str
    query: dict[str, str]
    parts: dict[str, str]

    @property
    def place(self) -> str:
        return slug(self.parts["place"])

    def listed(self, look: Callable[[Listings], list[Row]]) -> list[Row]:
        """What `look` makes of the lists."""
        now, version = self.world.now(), self.query["api-version"]
        return self.world.view(lambda state: look(Listings(self.world, state, now, version)))


def models(asked: Request) -> list[Row]:
    return asked.listed(lambda lists: lists.models(asked.place))


def usages(asked: Request) -> list[Row]:
    rows = asked.listed(lambda lists: lists.usages(asked.place))
    wanted = re.search(r"name\.value\s+eq\s+'([^']*)'", asked.query.get("$filter", ""))
    if wanted is None:
        return rows
    return [row for row in rows if row["name"]["value"].lower() == wanted[1].lower()]


def capacities(asked: Request) -> list[Row]:
    """All regions at once, or one; the model's format, name and version are required."""
    for needed in ("modelFormat", "modelName", "modelVersion"):
        if needed not in asked.query:
            raise ArmError("BadRequest", 400, f"The query parameter '{needed}' is required.")
    if asked.query["modelFormat"] != "OpenAI":
        return []
    only = asked.place if "place" in asked.parts else None
    name, version = asked.query["modelName"], asked.query["modelVersion"]
    return asked.listed(lambda lists: lists.capacities(name, version, only))


def deleted(asked: Request) -> list[Row]:
    return [grave(each) for each in asked.world.graves()]


def _grave(asked: Request) -> Deleted:
    for each in asked.world.graves():
        if grave(each)["id"].lower() == asked.path.lower():
            return each
    raise refuse("not-found", name=asked.parts["name"], group=asked.parts["group"])


def deleted_one(asked: Request) -> Row:
    return grave(_grave(asked))


def purge(asked: Request) -> Row:
    asked.world.purge(_grave(asked).account.id)
    return {}


def accounts(asked: Request) -> list[Row]:
    above = asked.path[: asked.path.lower().index("/providers/")]
    return asked.world.find(ACCOUNT, above)


def deployments(asked: Request) -> list[Row]:
    above = ArmId(asked.path).text.rsplit("/", 1)[0]
    asked.world.get(above)
    return asked.world.find(DEPLOYMENT, above)


def one(asked: Request) -> Row:
    return asked.world.get(asked.path)


Answer = Callable[[Request], Row | list[Row]]

ROUTES: tuple[tuple[str, str, Answer], ...] = (
    ("GET", _PLACE + "/models", models),
    ("GET", _PLACE + "/usages", usages),
    ("GET", _PLACE + "/modelCapacities", capacities),
    ("GET", _SUBSCRIPTION + _SERVICE + "/modelCapacities", capacities),
    ("GET", _SUBSCRIPTION + _SERVICE + "/deletedAccounts", deleted),
    (
        "GET",
        _PLACE + "/resourceGroups/(?P<group>[^/]+)/deletedAccounts/(?P<name>[^/]+)",
        deleted_one,
    ),
    ("DELETE", _PLACE + "/resourceGroups/(?P<group>[^/]+)/deletedAccounts/(?P<name>[^/]+)", purge),
    ("GET", _SUBSCRIPTION + _SERVICE + "/accounts", accounts),
    ("GET", _ACCOUNT, accounts),
    ("GET", _ACCOUNT + "/[^/]+", one),
    ("GET", _ACCOUNT + "/[^/]+/deployments", deployments),
    ("GET", _ACCOUNT + "/[^/]+/deployments/[^/]+", one),
)


def answer(world: World, verb: str, target: str, token: str | None, base: str) -> Row:
    """ARM's answer to one call, `target` being path and query; raises ArmError."""
    url = urlsplit(target)
    query = dict(parse_qsl(url.query))
    asked, route = _routed(world, verb, url.path, query)
    _gate(asked, token)
    found = route(asked)
    return _page(asked, found, base) if isinstance(found, list) else found


def _routed(world: World, verb: str, path: str, query: dict[str, str]) -> tuple[Request, Answer]:
    for of, pattern, route in ROUTES:
        hit = re.fullmatch(pattern, path.rstrip("/"), re.IGNORECASE)
        if hit and of == verb:
            return Request(world, path.rstrip("/"), query, hit.groupdict()), route
    raise refuse("type-unknown", type=path)


def _gate(asked: Request, token: str | None) -> None:
    if not token:
        raise refuse("no-token")
    if "api-version" not in asked.query:
        raise refuse("no-version")
    if asked.parts["subscription"] != asked.world.settings.subscription:
        raise refuse("no-subscription", subscription=asked.parts["subscription"])
    asked.world.reading(asked.path)


def _page(asked: Request, rows: list[Row], base: str) -> Row:
    size = asked.world.settings.page_size
    start = int(asked.query.get("$skiptoken", 0))
    if not size or start + size >= len(rows):
        return {"value": rows[start:]}
    query = {**asked.query, "$skiptoken": str(start + size)}
    said = "&".join(f"{quote(key)}={quote(value)}" for key, value in query.items())
    return {"value": rows[start : start + size], "nextLink": f"{base}{asked.path}?{said}"}


class Door:
    """An HTTP server over a world, in threads of this process; a context manager."""

    def __init__(self, world: World, lifetime: float = _LIFETIME) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(world))
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )
        self._timer = threading.Timer(lifetime, self._server.shutdown)
        self._timer.daemon = True

    @property
    def url(self) -> str:
        """Like `http://127.0.0.1:40001`, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Door:
        self._thread.start()
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def wait(self) -> None:
        """Until the door closes by itself."""
        self._thread.join()

    def close(self) -> None:
        """Stop serving; harmless when it already has."""
        self._timer.cancel()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: World

    def do_GET(self) -> None:
        self._answer("GET")

    def do_DELETE(self) -> None:
        self._answer("DELETE")

    def _answer(self, verb: str) -> None:
        base, token = f"http://{self.headers['Host']}", self.headers["Authorization"]
        try:
            self._send(200, answer(self.world, verb, self.path, token, base))
        except ArmError as error:
            self._send(error.status, error.body(), error.retry_after)

    def _send(self, status: int, body: Any, retry_after: float = 0.0) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        if status == 429:
            self.send_header("Retry-After", str(math.ceil(retry_after)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Nothing is logged: tests read answers, not logs."""


def _handler(world: World) -> type[_Handler]:
    """The handler class for one world: the server makes an object of it for each connection."""
    return type("Handler", (_Handler,), {"world": world})


def main() -> None:
    """Serve a world's file for a while."""
    parser = argparse.ArgumentParser(description="Serve a world over HTTP on 127.0.0.1.")
    parser.add_argument("state", type=Path)
    parser.add_argument("--seconds", type=float, default=_LIFETIME)
    given = parser.parse_args()
    with Door(World.open(given.state), given.seconds) as door:
        sys.stdout.write(f"{door.url}\n")
        sys.stdout.flush()
        door.wait()


if __name__ == "__main__":
    main()
