"""A double of AWS: moto's server with the routes that the project's stacks need beyond it.

``.tools/aws/bin/python -m tests.aws.double`` listens on a free local port, prints its address on one line, and exits when
its standard input closes, so it never outlives its parent. Besides the AWS API it serves:

- ``GET /_double/state``: what exists, as JSON (see :mod:`tests.aws.double.state`);
- ``POST /_double/calls``: the requests to the AWS API since this was last asked (see :mod:`tests.aws.double.calls`);
- ``POST /_double/seed``: clear everything and create what the body lists (see :mod:`tests.aws.double.seed`);
- ``POST /_double/backup-outcome``: how backup jobs end from now on: ``success``, ``failure`` or ``timeout``.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any

# Read by moto when it is imported: AWS's managed IAM policies can be attached, and certificates are issued at once.
os.environ |= {"MOTO_IAM_LOAD_MANAGED_POLICIES": "true", "MOTO_ACM_VALIDATION_WAIT": "0"}

from moto.moto_api._internal.models import moto_api_backend
from moto.server import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from tests.aws.double import backup, calls, efs, eks, restore
from tests.aws.double.seed import create_all
from tests.aws.double.state import state

_OWN = "/_double/"

#: A WSGI application: takes the environment and the start_response callable, returns the body.
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def application() -> Application:
    """Return moto's application with the double's own routes in front of it."""
    for part in (eks, efs, backup, restore):
        part.install()
    moto = DomainDispatcherApplication(create_backend_app)

    def answer(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not environment["PATH_INFO"].startswith(_OWN):
            calls.record(environment)
            return list(moto(environment, start))
        request = Request(environment)
        response: Response = _own(request)
        return list(response(environment, start))

    return answer


def _own(request: Any) -> Any:
    match request.method, request.path.removeprefix(_OWN):
        case "GET", "state":
            pass
        case "POST", "seed":
            _forget()
            create_all(request.host_url.rstrip("/"), json.loads(request.get_data()))
            calls.take()
        case "POST", "calls":
            return Response(json.dumps(calls.take()), mimetype="application/json")
        case "POST", "backup-outcome":
            backup.end_as(request.get_data(as_text=True).strip())
        case _:
            return Response("The double has no such route.\n", 404)
    return Response(json.dumps(state()), mimetype="application/json")


def _forget() -> None:
    moto_api_backend.reset()
    eks.forget()
    backup.forget()


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)


def main() -> None:
    """Serve until standard input closes."""
    server = make_server("127.0.0.1", 0, application(), threaded=True, request_handler=MotoRequestHandler)
    threading.Thread(target=_end_with_input, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
