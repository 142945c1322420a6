"""What was written shows nowhere: not in the file, its journal or a temporary file; and once erased not under the key either."""

from __future__ import annotations

import datetime as dt
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from PIL import Image

from posture_cv.records.entries import Consent
from posture_cv.records.key import VaultKey
from posture_cv.records.vault import Vault
from posture_cv.visit import Visit
from posture_cv.visit.archive import StoredPhoto
from tests.unit.records.conftest import PHRASE

NAME, FILE, VERSION = "Zephyrine Example", "zephyrine_left.jpg", "consent-zephyr"
DAY = dt.date(2031, 5, 4)
PAGE, RESERVED, IV = 4096, 80, 16
"""Of SQLCipher 4: bytes of a page, those kept at its end, and those of them that begin the cipher."""


def picture() -> bytes:
    """A PNG with a mark of its own in plain sight, twenty pages long."""
    file = io.BytesIO()
    Image.frombytes("RGB", (160, 170), os.urandom(160 * 170 * 3)).save(file, "PNG")
    return file.getvalue() + b"MARK-OF-THE-PICTURE"


SECRETS = (NAME.encode(), FILE.encode(), VERSION.encode(), b"MARK-OF-THE-PICTURE", b"\x89PNG\r\n", b"IHDR")
SIGNATURES = (b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xe1", b"Exif\x00\x00", b"SQLite format 3", b"clients", b"CREATE TABLE")


def fill(vault: Vault, pseudonym: str, *, name: str = NAME, file: str = FILE) -> int:
    client = vault.records.add_client(pseudonym=pseudonym, name=name)
    vault.records.give_consent(client, Consent(version=VERSION if name == NAME else "1", given_on=DAY))
    visit = replace(Visit.of({"ab": file}), client=name)
    content = picture() if name == NAME else bytes(60_000)
    stored = StoredPhoto(digest="ab", name=file, focal_length_px=None, picture=content)
    return vault.records.add_visit(client, visit, [stored], held_on=DAY).number


def decrypted(place: Path) -> Iterator[bytes]:
    """Every page of the file under its key, free ones too, as AES-256-CBC gives it (SQLCipher 4)."""
    content = place.read_bytes()
    key = VaultKey.of(PHRASE, content[:16]).secret
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        body, tail = page[16 if start == 0 else 0 : PAGE - RESERVED], page[PAGE - RESERVED :]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(tail[:IV])).decryptor()
        yield decryptor.update(body) + decryptor.finalize()


def traces(place: Path) -> set[bytes]:
    pages = b"".join(decrypted(place))
    return {secret for secret in SECRETS if secret in pages}


def test_nothing_that_was_written_can_be_read_in_the_file(vault: Vault, place: Path) -> None:
    for number in range(5):
        fill(vault, f"Otter {number}")
    vault.copy_to(place.with_name("copy.vault"))
    vault.close()
    for file in place.parent.iterdir():
        content = file.read_bytes()
        assert [secret for secret in (*SECRETS, *SIGNATURES) if secret in content] == []
    assert traces(place) == set(SECRETS), "the search finds what is there under the key"


def test_what_was_erased_is_not_there_under_the_key_either(vault: Vault, place: Path) -> None:
    for number in range(30):
        fill(vault, f"Heron {number}", name="Robin Example", file="r.jpg")
        if number % 10 == 5:
            fill(vault, f"Otter {number}")
    assert traces(place) == set(SECRETS)
    before = place.stat().st_size
    for entry in vault.records.clients(NAME):
        vault.records.erase_client(entry.client)
    assert traces(place) == set(), "deleting overwrites"
    vault.compact()
    assert traces(place) == set()
    assert place.stat().st_size < before - 3 * 20 * PAGE, "the pages of three pictures"
    with vault.records._reading() as connection:
        assert connection.exec_driver_sql("PRAGMA freelist_count").scalar() == 0
    assert len(vault.records.clients()) == 30
    vault.require_whole()


def test_an_erased_visit_leaves_its_client_and_no_trace(vault: Vault, place: Path) -> None:
    number = fill(vault, "Otter")
    vault.records.erase_visit(number)
    vault.compact()
    assert traces(place) == {NAME.encode(), VERSION.encode()}


SAVING = """
import sys
from pathlib import Path
from tests.unit.records.test_traces import fill
from tests.unit.records.conftest import PHRASE, clock
from posture_cv.records.vault import Vault

with Vault.opened(Path(sys.argv[1]), PHRASE, clock=clock) as vault:
    print("ready", flush=True)
    for number in range(100_000):
        fill(vault, f"Kept {number}")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="processes are stopped otherwise there")
def test_journal_and_temporary_files_hold_nothing_to_read(vault: Vault, place: Path, tmp_path: Path) -> None:
    """Caught in the middle of saving, again and again, until journals were seen."""
    private = tmp_path / "temporary"
    private.mkdir()
    vault.close()
    surroundings = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR", "HOME"), str(private))
    journals = 0
    with subprocess.Popen([sys.executable, "-c", SAVING, str(place)], stdout=subprocess.PIPE, env=surroundings) as saving:
        assert saving.stdout is not None
        saving.stdout.readline()
        try:
            for _ in range(400):
                time.sleep(0.002)
                saving.send_signal(signal.SIGSTOP)
                found = [file for folder in (place.parent, private) for file in folder.rglob("*") if file.is_file()]
                for file in found:
                    content = file.read_bytes()
                    journals += file.name.endswith("-journal") and len(content) > PAGE
                    assert [secret for secret in (*SECRETS, *SIGNATURES) if secret in content] == [], file.name
                assert {file.name for file in found} <= {place.name, f"{place.name}-journal"}
                saving.send_signal(signal.SIGCONT)
                if journals >= 5:
                    break
        finally:
            saving.kill()
    assert journals >= 5
