"""`moli rotate-keys`: from the command line, killed for real, and beside another run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from moli.households.models.keys import key_ring, keys_held
from moli.interfaces.cli.dispatch import dispatch
from tests.factories import household

ROOT = Path(__file__).resolve().parent.parent.parent
# What a process of its own does: register people, be killed while it changes keys, read them.
_PRELUDE = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from moli.households.models import FamilyMember
from moli.households.services import rotating
from tests.factories import NOW, TESTER, household
"""
_REGISTER = """
call_command("migrate", verbosity=0)
for _ in range(5):
    household()
print(sorted(FamilyMember.objects.values_list("id_number", flat=True)))
"""
_BE_KILLED = """
rotating._CHUNK = 3
rotating.rotate_keys(by=TESTER, at=NOW, watch=lambda rows: os.kill(os.getpid(), signal.SIGKILL))
"""
_READ = """
print(sorted(FamilyMember.objects.values_list("id_number", flat=True)))
"""


def _run(home: Path, code: str) -> tuple[int, str]:
    ours = ("DATABASE_URL", "LANG", "LC_ALL")
    environ = {name: value for name, value in os.environ.items() if name not in ours}
    environ |= {
        "MOLI_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "moli.config.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
    }
    done = subprocess.run(
        [sys.executable, "-c", _PRELUDE + code],
        env=environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: object) -> None:
    """A key file of this test alone."""
    settings.MOLI_FIELD_KEYS = tmp_path / "field-keys.json"  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_it_says_what_was_sealed_again(capsys: pytest.CaptureFixture[str]) -> None:
    household(phone="13700004410")

    assert dispatch(["rotate-keys", "--index"], language="zh-hans") == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out == (
        "密钥换好：加密 5 行，改索引 5 行，停用旧的 1 把。\n"
        "以前的数据库备份要用以前的密钥文件才能打开，请两样一起留、一起销毁。\n"
    )


@pytest.mark.django_db
def test_a_script_gets_one_object_without_a_key_in_it(capsys: pytest.CaptureFixture[str]) -> None:
    household()

    assert dispatch(["rotate-keys", "--json"], language="zh-hans") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"sealed": 4, "indexed": 0, "dropped": 1, "active": "k2"}


@pytest.mark.django_db
def test_beside_another_run_it_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    household()
    with keys_held():
        assert dispatch(["rotate-keys"], language="zh-hans") == 2

    assert capsys.readouterr().err == "另一个换密钥的命令正在跑，等它跑完再试。\n"
    assert key_ring().active == "k1"


@pytest.mark.slow
def test_killed_half_way_nothing_is_lost_and_the_next_run_completes_it(tmp_path: Path) -> None:
    home, keys = tmp_path, tmp_path / "field-keys.json"
    _, registered = _run(home, _REGISTER)

    code, _ = _run(home, _BE_KILLED)

    assert code == -signal.SIGKILL
    assert set(json.loads(keys.read_text())["data"]) == {"k1", "k2"}
    assert _run(home, _READ)[1] == registered != ""

    code, told = _run(home, 'call_command("rotate_keys", json=True)')

    assert (code, json.loads(told)["sealed"]) == (0, 20 - 3)
    assert set(json.loads(keys.read_text())["data"]) == {"k2"}
    assert _run(home, _READ)[1] == registered
