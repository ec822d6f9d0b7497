"""What did the person who runs this installation decide?

Promise: settings enter once, here: from the environment (`MEDCLUSTER_*`) and from one file (the one that
MEDCLUSTER_CONFIG names, else `medcluster.toml` in the data folder); the environment wins. A name that is not known is
refused by name, a value that cannot be meant is refused with what could. Must not know: what a room does with them.
"""

from __future__ import annotations

import difflib
import ipaddress
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from medcluster.foundation.errors import Issue, Kind, Refusal
from medcluster.foundation.outgoing import Outgoing

PREFIX = "MEDCLUSTER_"
_READ_ELSEWHERE = frozenset({"MEDCLUSTER_CONFIG", "MEDCLUSTER_CHROMIUM"})  # the file's own name; the tests' browser
_CHOICES = {
    "demo": ("on", "off", "public"),
    "references": ("lenient", "strict"),
    "validate": ("structure", "full"),
    "log_level": ("debug", "info", "warning", "error"),
    "log_format": ("text", "json"),
}
_BEGINNINGS = {"smtp": ("smtp://", "smtps://"), "public_url": ("https://", "http://")}
_DATA = Path(".data")
MOST_WORKERS, MOST_BY_ITSELF = 16, 4  # the embedded database has connections for sixteen
_TRUTHS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def _setting(default: Any, says: str, *, secret: bool = False) -> Any:
    return field(default=default, repr=not secret, metadata={"says": says, "secret": secret})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every decision, with what it means."""

    host: str = _setting("127.0.0.1", "the address to listen on; other machines reach us only off loopback")
    port: int = _setting(8080, "the port to listen on")
    data: Path = field(default=_DATA, metadata={"says": "the folder of the embedded database", "secret": False})
    demo: str = _setting("on", "demonstration cluster: on (signs in by a click, on loopback only), off, or public")
    demo_patients: int = _setting(300, "how many invented patients the demonstration has at its first start")
    database_url: str = _setting("", "the application's role on your own PostgreSQL 18; empty: embedded", secret=True)
    database_owner_url: str = _setting("", "the owner of the tables there, for `migrate` only", secret=True)
    references: str = _setting("lenient", "references to absent resources: lenient (kept) or strict (refused)")
    validate: str = _setting(
        "structure", "what a write is held against: structure, or full (constraints, codes, profiles too)"
    )
    import_from: str = _setting(
        "", "where $import may fetch from: https://host/path/, ...; a private network as 10.1.0.0/16"
    )
    tls_cert: str = _setting("", "the file of the certificate chain for HTTPS")
    tls_key: str = _setting("", "the file of the certificate's private key")
    behind_proxy: bool = _setting(False, "true when a proxy in front of us speaks HTTPS")
    time_zone: str = _setting("Europe/Moscow", "the cluster's time zone: every page shows its wall clock")
    public_url: str = _setting("", "the address by which other systems reach us; empty: the one we listen on")
    subscriptions_to: str = _setting("", "where notifications may go, with commas; empty: nowhere")
    smtp: str = _setting("", "the mail server: smtps://user:password@host:465 or smtp://host:25", secret=True)
    mail_from: str = _setting("", "the sender of our mail: cluster@hospital.example")
    workers: int = _setting(0, "processes that answer requests, or load an import; 0: one for each core, at most four")
    log_level: str = _setting("info", "debug, info, warning or error")
    log_format: str = _setting("text", "one line per event, as text or json")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Read, check and freeze; every finding is reported at once."""
        findings: list[Issue] = []
        data = Path(environ.get(PREFIX + "DATA") or _DATA).expanduser().absolute()
        given: dict[str, tuple[Any, str]] = _from_file(environ.get(PREFIX + "CONFIG", ""), data, findings)
        given.update(_from_variables(environ, findings))
        values: dict[str, Any] = {"data": data}
        for name, (value, where) in given.items():
            try:
                values[name] = _meant(name, value)
            except ValueError as error:
                findings.append(Issue(f"{name} is {value!r}: {error}", where=where, code="value"))
        if findings:
            raise Refusal(Kind.INVALID, "The settings cannot be used.", hint=_HINT, issues=tuple(findings))
        settings = cls(**values)
        settings._check_pairs()
        return settings

    @property
    def on_loopback(self) -> bool:
        """Whether only this machine can reach us."""
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return self.host == "localhost"

    @property
    def demonstration_sign_in(self) -> bool:
        """Whether a click may sign a visitor in: on this machine alone, or when made public on purpose."""
        return self.demo == "public" or (self.demo == "on" and self.on_loopback and not self.behind_proxy)

    @property
    def processes(self) -> int:
        """How many processes answer requests; each holds some 200 MiB and up to fourteen database connections."""
        return self.workers or min(len(os.sched_getaffinity(0)), MOST_BY_ITSELF)

    @property
    def https(self) -> bool:
        """Whether browsers reach us over HTTPS."""
        return bool(self.tls_cert) or self.behind_proxy

    @property
    def may_fetch(self) -> Outgoing:
        """From where files may be fetched."""
        return Outgoing.read(self.import_from, setting="MEDCLUSTER_IMPORT_FROM")

    @property
    def may_notify(self) -> Outgoing:
        """Where notifications may go."""
        return Outgoing.read(self.subscriptions_to, setting="MEDCLUSTER_SUBSCRIPTIONS_TO")

    @property
    def address(self) -> str:
        """Where a browser on this machine finds us."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "") else self.host  # noqa: S104 - compared, not bound
        bracketed = f"[{host}]" if ":" in host and not host.startswith("[") else host
        return f"{'https' if self.tls_cert else 'http'}://{bracketed}:{self.port}"

    def check_may_listen(self) -> None:
        """Refuse to send records over a network in the clear; refuse certificates that cannot be read."""
        for path in filter(None, (self.tls_cert, self.tls_key)):
            try:
                Path(path).open("rb").close()
            except OSError as error:
                raise Refusal(
                    Kind.INVALID, f"{path} cannot be read: {error.strerror}.", hint="See TLS_CERT, TLS_KEY."
                ) from error
        if not self.on_loopback and not self.https:
            raise Refusal(
                Kind.FORBIDDEN,
                f"{self.host} can be reached from other machines, and nothing would encrypt what is sent.",
                hint=(
                    "Set MEDCLUSTER_TLS_CERT and MEDCLUSTER_TLS_KEY to a certificate, or put a proxy that speaks HTTPS "
                    "in front and set MEDCLUSTER_BEHIND_PROXY=true, or listen on 127.0.0.1."
                ),
            )

    def _check_pairs(self) -> None:
        if bool(self.tls_cert) != bool(self.tls_key):
            raise Refusal(Kind.INVALID, "TLS_CERT and TLS_KEY go together: one of them is missing.", hint=_HINT)
        if self.database_owner_url and not self.database_url:
            raise Refusal(Kind.INVALID, "DATABASE_OWNER_URL is set, and DATABASE_URL is not.", hint=_HINT)
        if self.database_url and self.database_url == self.database_owner_url:
            raise Refusal(Kind.INVALID, "The owner and the application must be two roles.", hint=_HINT)


NAMES = tuple(one.name for one in fields(Settings))
_HINT = "`medcluster doctor` lists every setting and what it means."


def explained(settings: Settings) -> list[tuple[str, str, str]]:
    """Each setting's variable, its value (a secret's only as set or empty) and what it means."""
    told: list[tuple[str, str, str]] = []
    for one in fields(settings):
        value = getattr(settings, one.name)
        shown = ("(set)" if value else "") if one.metadata["secret"] else str(value)
        told.append((PREFIX + one.name.upper(), shown, one.metadata["says"]))
    return told


def _from_variables(environ: Mapping[str, str], findings: list[Issue]) -> dict[str, tuple[Any, str]]:
    given: dict[str, tuple[Any, str]] = {}
    for variable, value in environ.items():
        if not variable.startswith(PREFIX) or variable in _READ_ELSEWHERE or variable == PREFIX + "DATA":
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name in NAMES and variable.isupper():
            given[name] = (value, variable)
        else:
            findings.append(_unknown(variable, [PREFIX + known.upper() for known in NAMES], variable))
    return given


def _from_file(named: str, data: Path, findings: list[Issue]) -> dict[str, tuple[Any, str]]:
    path = Path(named).expanduser() if named else data / "medcluster.toml"
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if named:
            findings.append(Issue(f"MEDCLUSTER_CONFIG names {path}, which does not exist", where=str(path)))
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        findings.append(Issue(f"{path} cannot be read: {error}", where=str(path)))
        return {}
    given: dict[str, tuple[Any, str]] = {}
    for name, value in written.items():
        if name == "data":
            findings.append(Issue("the data folder is named by MEDCLUSTER_DATA, not in a file", where=str(path)))
        elif name in NAMES:
            given[name] = (value, str(path))
        else:
            findings.append(_unknown(name, NAMES, str(path)))
    return given


def _unknown(name: str, known: list[str] | tuple[str, ...], where: str) -> Issue:
    near = difflib.get_close_matches(name, known, n=1)
    return Issue(
        f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else ""), where=where, code="unknown"
    )


def _meant(name: str, value: Any) -> Any:
    """The value as its type; ValueError says what could be meant."""
    if name == "behind_proxy":
        return value if isinstance(value, bool) else _truth(str(value))
    if name == "demo_patients":
        return _number(value, 0, 1_000_000)
    if name in ("port", "workers"):
        return _number(value, 0, 65535 if name == "port" else MOST_WORKERS)
    if not isinstance(value, str):
        raise ValueError("it must be a text")
    if name in _CHOICES and value not in _CHOICES[name]:
        raise ValueError("it must be one of " + ", ".join(_CHOICES[name]))
    if name == "time_zone":
        return _zone(value)
    if name in ("import_from", "subscriptions_to"):
        Outgoing.read(value, setting=PREFIX + name.upper())
    if name in _BEGINNINGS and value and not value.startswith(_BEGINNINGS[name]):
        raise ValueError("it must begin with " + " or ".join(_BEGINNINGS[name]))
    if name.startswith("database") and value and not value.startswith(("postgresql://", "postgres://")):
        raise ValueError("it must begin with postgresql://")
    return value


def _truth(value: str) -> bool:
    if value.lower() not in _TRUTHS:
        raise ValueError("it must be true or false")
    return _TRUTHS[value.lower()]


def _number(value: Any, least: int, most: int) -> int:
    text = str(value)
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise ValueError(f"it must be a number from {least} to {most}")
    return int(text)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("it must be a name such as Europe/Moscow that this machine's tzdata knows") from error
    return value
