"""How is a new database made?

Promise: by initdb beside its place, then one rename, so that one that was interrupted leaves nothing that looks like a
database: UTF-8, sorted by code point, checksums on, everybody asked for a password, nobody let in by the network. Must
not know: how the server runs. Source: PostgreSQL 18 documentation, "initdb".
"""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from medcluster.foundation import leftovers, passwords
from medcluster.foundation.confinement import Confinement, Mode, environment
from medcluster.foundation.errors import Kind, Refusal
from medcluster.foundation.passwords import SUPERUSER


def make(folder: Path, way: Confinement, password: str) -> None:
    """Make the folder of a database, whose superuser has this password."""
    draft = folder.with_name(folder.name + ".new")
    leftovers.remove_folder(draft)
    draft.mkdir(mode=0o700, parents=True)
    if way.mode is Mode.OTHER_USER:
        draft.parent.chmod(draft.parent.stat().st_mode | 0o011)
        os.chown(draft, way.uid, way.gid)
    told = passwords.told(folder.with_name("superuser.new"), password, uid=draft.stat().st_uid)
    done = subprocess.run(  # noqa: S603 - our own program
        way.command("initdb", *_arguments(draft, told), ends_by=signal.SIGKILL),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment(),
        cwd="/",
        timeout=300,
        check=False,
    )
    told.unlink()
    if done.returncode != 0:
        leftovers.remove_folder(draft)
        raise Refusal(Kind.UNAVAILABLE, "PostgreSQL could not make its folder.", hint=done.stderr.strip()[-2000:])
    draft.rename(folder)


def _arguments(folder: Path, told: Path) -> list[str]:
    return [
        f"--pgdata={folder}",
        f"--username={SUPERUSER}",
        f"--pwfile={told}",
        "--auth-local=scram-sha-256",
        "--auth-host=reject",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
    ]
