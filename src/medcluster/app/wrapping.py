"""Whom does the application hear, and what does it tell of the way here?

Promise: each wrapper is an ASGI application around another and stands alone; its first line says what it changes.
Must not know: what is answered, and by whom.
"""

from __future__ import annotations

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from medcluster.foundation import Settings, log_failure

STRICTLY_HTTPS = (b"strict-transport-security", b"max-age=31536000")  # a year
_SECURED = {"http": "https", "websocket": "wss"}


def at_home(settings: Settings, served: ASGIApp) -> ASGIApp:
    """On loopback alone, no name but this machine's is answered: a page elsewhere can give its own name our address.

    Its scripts would then be of one origin with us, and could press the demonstration's buttons.
    """
    if not settings.on_loopback or settings.behind_proxy:
        return served
    known = {name.encode() for name in ("localhost", "127.0.0.1", "[::1]", settings.host, f"[{settings.host}]")}

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        named = next((value for name, value in scope.get("headers", ()) if name == b"host"), b"")
        if scope["type"] not in ("http", "websocket") or _without_port(named) in known:
            await served(scope, receive, send)
        elif scope["type"] == "http":
            await PlainTextResponse("This machine answers to localhost alone.\n", 421)(scope, receive, send)
        else:
            await WebSocketClose()(scope, receive, send)  # before it is accepted: the client is told 403

    return serve


def _without_port(named: bytes) -> bytes:
    name, colon, port = named.lower().rpartition(b":")
    return name if colon and port.isdigit() else named.lower()


def behind(settings: Settings, served: ASGIApp) -> ASGIApp:
    """Behind a proxy: the client is whom the proxy names last in X-Forwarded-For, and the browser came over HTTPS.

    What stands before that in the header, the client may have written itself. Without a proxy nothing is believed.
    """
    if not settings.behind_proxy:
        return served

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in _SECURED:
            named = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
            client = b",".join(named).rpartition(b",")[2].strip().decode("latin-1")
            came = (client, 0) if client else scope.get("client")
            scope = {**scope, "scheme": _SECURED[scope["type"]], "client": came}
        await served(scope, receive, send)

    return serve


def https_from_now_on(settings: Settings, served: ASGIApp) -> ASGIApp:
    """Who came over HTTPS once is not to come without it: RFC 6797, for every answer, and only where it did come so.

    Over our own certificate everything comes so; behind a proxy, what the proxy says came so (the last it named).
    """
    if not settings.https:
        return served

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not (settings.tls_cert or _forwarded_proto(scope) == b"https"):
            await served(scope, receive, send)
            return

        async def strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), STRICTLY_HTTPS]}
            await send(message)

        await served(scope, receive, strictly)

    return serve


def _forwarded_proto(scope: Scope) -> bytes:
    named = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
    return b",".join(named).rpartition(b",")[2].strip().lower()


def quiet(served: ASGIApp) -> ASGIApp:
    """No exception leaves: the HTTP server would print its words."""

    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await served(scope, receive, send)
        except Exception as fault:
            if scope["type"] == "lifespan":
                raise
            log_failure("request.failed", fault)

    return serve
