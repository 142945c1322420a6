"""A process killed at any moment of saving loses no visit that was committed, and keeps no half of one.

Two hundred times: ``POSTURE_CV_KILLS=200 python -m pytest tests/unit/records/test_killed.py``.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from posture_cv.domain.errors import RecordError
from posture_cv.records.vault import Vault
from posture_cv.visit import Visit
from tests.unit.records.conftest import PHRASE, clock, noise

KILLS = int(os.environ.get("POSTURE_CV_KILLS", "20"))
OTHER = "five quite other words"

SAVING = """
import datetime as dt, os, sys
from pathlib import Path
from tests.unit.records.conftest import PHRASE, clock, noise
from posture_cv.records.vault import Vault
from posture_cv.visit import Visit
from posture_cv.visit.data import to_dict

to_dict(Visit())
print("ready", flush=True)
for line in sys.stdin:
    if (child := os.fork()) == 0:
        os.write(1, b"%d\\n" % os.getpid())
        with Vault.opened(Path(sys.argv[1]), PHRASE, clock=clock) as vault:
            client = vault.records.client("Otter")
            os.write(1, b"opened\\n")
            while True:
                number = vault.records.add_visit(client, Visit.of({"ab": "x"}), [noise(300_000)], held_on=dt.date(2031, 5, 4)).number
                os.write(1, b"%d\\n" % number)
    os.waitpid(child, 0)
    print("dead", flush=True)
"""

CHANGING = """
import sys
from pathlib import Path
from tests.unit.records.conftest import PHRASE, clock
from posture_cv.records.vault import Vault

with Vault.opened(Path(sys.argv[1]), PHRASE, clock=clock) as vault:
    print("ready", flush=True)
    vault.change_passphrase(sys.argv[2])
    print("done", flush=True)
    sys.stdin.read()
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no process there ends by a signal")


def test_no_committed_visit_is_lost_and_no_half_of_one_is_kept(vault: Vault, place: Path) -> None:
    otter = vault.records.add_client(pseudonym="Otter")
    vault.close()
    rng = np.random.default_rng(20310504)
    told, halves, kills = set[int](), 0, 0
    with subprocess.Popen(
        [sys.executable, "-c", SAVING, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as saving:
        assert saving.stdin is not None
        assert saving.stdout is not None
        assert saving.stdout.readline() == "ready\n"
        while kills < KILLS or (not (told and halves) and kills < 10 * KILLS):
            kills += 1
            saving.stdin.write("\n")
            child = int(saving.stdout.readline())
            assert saving.stdout.readline() == "opened\n"
            # longer and longer, where the machine is too busy to save anything
            time.sleep(rng.uniform(0.0, 0.02 * kills))
            os.kill(child, 9)
            while (line := saving.stdout.readline()) != "dead\n":
                told.add(int(line))
            halves += place.with_name(f"{place.name}-journal").exists()
            with Vault.opened(place, PHRASE, clock=clock) as again:
                kept = again.records.visits(otter)
                assert told <= {entry.number for entry in kept}
                assert len(kept) <= len(told) + kills, "at most one a kill was committed and not yet told"
                assert all(len(again.records.visit(entry.number).photos[0].picture) == 300_000 for entry in kept[-2:])
                again.require_whole()
        saving.stdin.close()
    assert told, "some visits were saved"
    assert halves, "some kills came in the middle of saving"


@pytest.mark.parametrize("fraction", [0.1, 0.4, 0.7, 0.95, 1.0])
def test_a_passphrase_changed_half_way_is_the_old_or_the_new_one(vault: Vault, place: Path, fraction: float) -> None:
    otter = vault.records.add_client(pseudonym="Otter")
    for _ in range(8):
        vault.records.add_visit(otter, Visit.of({"ab": "x"}), [noise(1_000_000)], held_on=dt.date(2031, 5, 4))
    began = time.monotonic()
    vault.change_passphrase(OTHER)
    takes_s = time.monotonic() - began
    vault.change_passphrase(PHRASE)
    vault.close()
    with subprocess.Popen(
        [sys.executable, "-c", CHANGING, str(place), OTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as changing:
        assert changing.stdout is not None
        assert changing.stdout.readline() == "ready\n"
        time.sleep(fraction * takes_s)
        changing.kill()
    opens = [phrase for phrase in (OTHER, PHRASE) if _opens(place, phrase)]
    assert len(opens) == 1
    with Vault.opened(place, opens[0], clock=clock) as again:
        assert len(again.records.visits(otter)) == 8
        again.require_whole()


def _opens(place: Path, phrase: str) -> bool:
    try:
        Vault.opened(place, phrase, clock=clock).close()
    except RecordError:
        return False
    return True
