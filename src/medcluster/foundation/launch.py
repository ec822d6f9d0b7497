"""As whom does a program of PostgreSQL run, and when must it end?

Run as a script, never imported: `launch.py MODE UID GID PARENT SIGNAL PROGRAM ARGUMENTS...`. It makes itself what MODE
says, asks the kernel to send SIGNAL when the parent dies, and becomes the program. It uses the standard library alone,
so that it starts in milliseconds. Source: user_namespaces(7), PR_SET_PDEATHSIG in prctl(2).
"""

from __future__ import annotations

import ctypes
import os
import sys

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1


def _call(name: str, *arguments: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if getattr(libc, name)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:  # noqa: PTH123 - pathlib would double the start's time
        file.write(text)


def become(mode: str, uid: int, gid: int) -> None:
    """`namespace`: uid 0 keeps its rights on files and is called `uid` inside; `other-user`: be that user."""
    if mode == "namespace":
        outer_uid, outer_gid = os.geteuid(), os.getegid()
        _call("unshare", CLONE_NEWUSER)
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{uid} {outer_uid} 1")
        _write("/proc/self/gid_map", f"{gid} {outer_gid} 1")
    elif mode == "other-user":
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)


def main(arguments: list[str]) -> None:
    """Become somebody, tie the life to the parent's, become the program."""
    mode, uid, gid, parent, signal = arguments[0], *map(int, arguments[1:5])
    become(mode, uid, gid)
    os.umask(0o077)
    if signal:
        _call("prctl", PR_SET_PDEATHSIG, signal, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit("the parent has gone")
    os.execv(arguments[5], arguments[5:])  # noqa: S606 - the program is chosen by the supervisor


if __name__ == "__main__":
    main(sys.argv[1:])
