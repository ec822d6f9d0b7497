"""How does a notification reach its receiver, by HTTP or by mail?

Promise: one attempt each; it is delivered, or `NotDelivered` says why in words that hold nothing of a patient and
nothing of what the receiver answered. By HTTP: to the one address that the list of outgoing addresses permits, with the
certificate checked, no redirect followed, signed. By mail: nothing about a patient in the subject.
Must not know: what is told, when it is tried again. Sources: Subscriptions R5 Backport 1.1, channels; the signature is
that of Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks, HMAC-SHA256).
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

import aiosmtplib
import httpx

from medcluster.foundation import Kind, Outgoing, Refusal
from medcluster.record import subscriptions

SIGNED = "{id}.{timestamp}."


class NotDelivered(Exception):
    """An attempt failed; `final`: another one would fail too."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: the same name at each attempt, so that a receiver can tell a repetition."""

    name: str
    moment: int  # seconds since 1970
    body: bytes
    kind: str
    about: str  # Subscription/ID


def signature(secret: bytes, message: Message) -> str:
    """The header webhook-signature."""
    signed = SIGNED.format(id=message.name, timestamp=message.moment).encode() + message.body
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


class Channels:
    """The ways out of this installation."""

    def __init__(self, outgoing: Outgoing, smtp: str, mail_from: str, tls: ssl.SSLContext | None = None) -> None:
        self._outgoing = outgoing
        self._smtp = smtp
        self._from = mail_from
        self._tls = tls or ssl.create_default_context()

    async def send(self, definition: subscriptions.Definition, secret: bytes, message: Message) -> None:
        """Deliver once; NotDelivered otherwise."""
        try:
            async with asyncio.timeout(definition.timeout):
                if definition.channel == subscriptions.EMAIL:
                    await self._mail(definition, message)
                else:
                    await self._post(definition, secret, message)
        except TimeoutError as error:
            raise NotDelivered(f"The receiver did not answer within {definition.timeout} seconds.") from error
        except Refusal as refusal:
            raise NotDelivered(refusal.text, final=refusal.kind is not Kind.UNAVAILABLE) from refusal

    async def _post(self, definition: subscriptions.Definition, secret: bytes, message: Message) -> None:
        place = await self._outgoing.pinned(definition.endpoint)
        headers = [
            *definition.headers,
            ("Host", place.host),
            ("Content-Type", definition.payload),
            ("User-Agent", "medcluster"),
            ("webhook-id", message.name),
            ("webhook-timestamp", str(message.moment)),
            ("webhook-signature", signature(secret, message)),
        ]
        whole = httpx.Timeout(definition.timeout)
        # A client of its own: a kept connection to this address may have been proved to be another name's.
        async with httpx.AsyncClient(
            verify=self._tls, trust_env=False, follow_redirects=False, timeout=whole
        ) as client:
            tls_name = {"sni_hostname": place.name}
            request = client.build_request(
                "POST", place.url, headers=headers, content=message.body, extensions=tls_name
            )
            try:
                answer = await client.send(request, stream=True)
            except httpx.TimeoutException as error:
                raise TimeoutError from error
            except httpx.ConnectError as error:
                raise NotDelivered(_unconnected(error)) from error
            except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
                raise NotDelivered("The connection to the receiver broke.") from error
            status = answer.status_code
            await answer.aclose()
        if status == 410:
            raise NotDelivered("The receiver answered 410: it does not want to be told any more.", final=True)
        if not 200 <= status < 300:
            raise NotDelivered(f"The receiver answered {status}.")

    async def _mail(self, definition: subscriptions.Definition, message: Message) -> None:
        receiver = unquote(definition.endpoint.removeprefix("mailto:"))
        if not self._smtp or not self._from:
            raise NotDelivered("This installation sends no mail: MEDCLUSTER_SMTP and MEDCLUSTER_MAIL_FROM are not set.")
        if not self._outgoing.permits_mail(receiver):
            raise NotDelivered("The mailbox is not among those to which this installation sends.", final=True)
        server = urlsplit(self._smtp)
        implicit = server.scheme == "smtps"
        try:
            await aiosmtplib.send(
                _letter(self._from, receiver, definition.payload, message),
                hostname=server.hostname or "localhost",
                port=server.port or (465 if implicit else 25),
                username=unquote(server.username) if server.username else None,
                password=unquote(server.password) if server.password else None,
                use_tls=implicit,
                start_tls=True if server.username and not implicit else None,  # no password in the clear
                tls_context=self._tls,
                timeout=definition.timeout,
            )
        except aiosmtplib.SMTPResponseException as error:
            raise NotDelivered(f"The mail server answered {error.code}.") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise NotDelivered("The mail server cannot be reached, or it refused the letter.") from error


def _unconnected(error: httpx.ConnectError) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return "The receiver's certificate is not good for its name."
        cause = cause.__cause__ or cause.__context__
    return "The receiver cannot be connected to."


def _letter(sender: str, receiver: str, payload: str, message: Message) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"] = sender, receiver
    letter["Subject"] = f"medcluster: {message.kind} of {message.about}"
    letter["Date"] = formatdate(message.moment)
    letter["Message-ID"] = f"<{message.name}@{sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's answering machine answers
    letter.set_content(
        f"{message.about} has something to tell ({message.kind}).\n"
        f"The server's $status and $events operations of it say what.\n"
    )
    attached = payload.partition("attach=")[2]
    if attached:
        main, _, sub = attached.partition("/")
        ending = "xml" if attached in ("application/fhir+xml", "application/xml") else "json"
        letter.add_attachment(message.body, maintype=main, subtype=sub, filename=f"notification.{ending}")
    return letter
