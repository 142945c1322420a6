"""The encrypted file: opens by its passphrase alone, survives what disks and other windows do, and says plainly what it cannot do."""

from __future__ import annotations

import datetime as dt
import shutil
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from posture_cv.domain.errors import RecordDamaged, RecordError
from posture_cv.records import vault as vaults
from posture_cv.records.entries import AuditAction
from posture_cv.records.vault import Vault
from posture_cv.visit import Visit
from tests.unit.records.conftest import CHEAP, PHRASE, clock, noise

DAY = dt.date(2031, 5, 4)
PAGE = 4096


def opened(place: Path, passphrase: str = PHRASE) -> Vault:
    return Vault.opened(place, passphrase, clock=clock)


def add_visit(vault: Vault, pseudonym: str = "Otter") -> int:
    client = vault.records.add_client(pseudonym=pseudonym, name="Avery Example")
    return vault.records.add_visit(client, Visit.of({"ab": "left.jpg"}), [noise()], held_on=DAY).number


def test_it_opens_again_with_all_it_held(vault: Vault, place: Path) -> None:
    number = add_visit(vault)
    kept = vault.records.visit(number)
    vault.close()
    with opened(place) as again:
        assert again.records.visit(number) == kept


def test_a_wrong_passphrase_opens_nothing_and_prints_nothing(vault: Vault, place: Path, capfd: pytest.CaptureFixture[str]) -> None:
    add_visit(vault)
    vault.close()
    before = place.read_bytes()
    for wrong in ("Four words apart", "four words apart ", ""):
        with pytest.raises(RecordError, match="The passphrase does not open the vault"):
            opened(place, wrong)
    assert capfd.readouterr() == ("", "")
    assert place.read_bytes() == before


def test_its_owner_alone_may_read_the_file(vault: Vault, place: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("folders of a user are hers alone there")
    vault.copy_to(place.with_name("copy.vault"))
    assert {stat.S_IMODE(file.stat().st_mode) for file in place.parent.iterdir()} == {0o600}
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700


def test_nothing_lies_beside_it(vault: Vault, place: Path) -> None:
    add_visit(vault)
    assert list(place.parent.iterdir()) == [place]


def test_none_is_made_over_another_or_under_a_short_passphrase(vault: Vault, place: Path, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="already"):
        Vault.made(place, PHRASE, clock=clock, log2_cost=CHEAP)
    with pytest.raises(RecordError, match="fewer than 8 letters"):
        Vault.made(tmp_path / "other.vault", "short", clock=clock, log2_cost=CHEAP)
    assert not (tmp_path / "other.vault").exists()


def test_what_is_not_there_or_not_ours_is_said(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no vault of clients yet"):
        opened(tmp_path / "nothing.vault")
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + bytes(1000))
    with pytest.raises(RecordDamaged, match="no vault"):
        opened(photo)
    with pytest.raises(RecordError, match="cannot be opened or made"):
        opened(tmp_path)
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RecordError, match="cannot be opened or made"):
        Vault.made(tmp_path / "file" / "records.vault", PHRASE, clock=clock, log2_cost=CHEAP)


def test_the_passphrase_changes_and_the_old_one_holds_no_more(vault: Vault, place: Path) -> None:
    number = add_visit(vault)
    kept, code = vault.records.visit(number), vault.recovery_code()
    other = opened(place)
    vault.change_passphrase("five quite other words")
    assert vault.records.visit(number) == kept
    with pytest.raises(RecordError, match="may have been changed in another window"):
        other.records.clients()
    other.close()
    assert vault.records.audit()[-1].action is AuditAction.PASSPHRASE_CHANGED
    vault.close()
    with pytest.raises(RecordError, match="does not open"):
        opened(place)
    with pytest.raises(RecordError, match="does not open"):
        Vault.recovered(place, code, clock=clock)
    with opened(place, "five quite other words") as again:
        assert again.records.visit(number) == kept


def test_a_short_passphrase_changes_nothing(vault: Vault, place: Path) -> None:
    with pytest.raises(RecordError, match="fewer than 8 letters"):
        vault.change_passphrase("short")
    with opened(place) as again:
        assert again.records.audit() == []


def test_the_recovery_code_opens_it(vault: Vault, place: Path) -> None:
    number = add_visit(vault)
    with Vault.recovered(place, vault.recovery_code().lower(), clock=clock) as again:
        assert again.records.visit(number).client.pseudonym == "Otter"
        again.change_passphrase("five quite other words")
    with opened(place, "five quite other words") as again:
        assert again.records.clients()[0].visits == 1


def test_a_copy_equals_it_and_opens_by_the_same_passphrase(vault: Vault, place: Path) -> None:
    number = add_visit(vault)
    copy = place.with_name("copy.vault")
    vault.copy_to(copy)
    with opened(copy) as again:
        assert again.records.visit(number) == vault.records.visit(number)
        assert again.records.audit() == vault.records.audit()
    with pytest.raises(RecordError, match="cannot be opened or made"):
        vault.copy_to(copy)


def test_every_changed_byte_is_noticed_and_nothing_else_is_lost(vault: Vault, place: Path) -> None:
    number = add_visit(vault)
    kept = vault.records.visit(number)
    vault.close()
    whole = place.read_bytes()
    pages = len(whole) // PAGE
    readable, noticed = 0, 0
    for page in range(0, pages, max(1, pages // 12)):
        spoilt = bytearray(whole)
        spoilt[page * PAGE + 2000] ^= 1
        place.write_bytes(spoilt)
        try:
            with opened(place) as again:
                with pytest.raises(RecordDamaged, match="part of the vault is damaged"):
                    again.require_whole()
                readable += [entry.client.pseudonym for entry in again.records.clients()] == ["Otter"]
                # a page that only says which are free is not the visit's
                assert again.records.visit(number) == kept
        except RecordError as error:
            noticed += 1
            assert error.what.id in ("records.damaged", "records.wrong_passphrase")  # noqa: PT017
        assert place.read_bytes() == spoilt
    looked_at = len(range(0, pages, max(1, pages // 12)))
    assert readable >= pages // 2 // max(1, pages // 12)
    assert noticed >= looked_at - 2


def test_a_file_cut_short_is_damaged(vault: Vault, place: Path) -> None:
    add_visit(vault)
    vault.close()
    place.write_bytes(place.read_bytes()[: 20 * PAGE])
    with pytest.raises(RecordDamaged, match="damaged"):
        opened(place)


def test_a_full_disk_leaves_what_was_kept(vault: Vault, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = add_visit(vault)
    kept = vault.records.visit(number)
    full_at = place.stat().st_size // PAGE + 10
    monkeypatch.setattr(vaults, "_SETTINGS", (*vaults._SETTINGS, f"PRAGMA max_page_count = {full_at}"))
    with opened(place) as small:
        with pytest.raises(RecordError, match="disk is full; nothing was changed"):
            add_visit(small, "Heron")
        assert [entry.client.pseudonym for entry in small.records.clients()] == ["Heron", "Otter"]
        assert small.records.visits(small.records.client("Heron")) == []
        assert small.records.visit(number) == kept
        small.require_whole()


def test_what_may_only_be_read_is_read(vault: Vault, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = add_visit(vault)
    monkeypatch.setattr(vaults, "_SETTINGS", (*vaults._SETTINGS, "PRAGMA query_only = ON"))
    with opened(place) as fixed:
        assert fixed.records.visit(number) == vault.records.visit(number)
        with pytest.raises(RecordError, match="may only be read; nothing was changed"):
            fixed.records.add_client(pseudonym="Heron")


def test_two_windows_wait_for_each_other_and_say_when_it_takes_too_long(vault: Vault, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_visit(vault)
    monkeypatch.setattr(vaults, "_WAIT_S", 0.1)
    with opened(place) as other:
        with vault.records._writing(), pytest.raises(RecordError, match="Another window is saving"):
            other.records.add_client(pseudonym="Heron")
        other.records.add_client(pseudonym="Heron")
    assert [entry.client.pseudonym for entry in vault.records.clients()] == ["Heron", "Otter"]


def break_off(vault: Vault) -> None:
    with vault.records._writing() as connection:
        connection.exec_driver_sql("DELETE FROM clients")
        raise RuntimeError("half-way")


def ask_nonsense(vault: Vault) -> None:
    with vault.records._writing() as connection:
        connection.exec_driver_sql("INSERT INTO songs VALUES (?)", ("Avery Example",))


def test_a_change_that_fails_half_way_is_none(vault: Vault) -> None:
    otter = vault.records.add_client(pseudonym="Otter")
    with pytest.raises(RuntimeError, match="half-way"):
        break_off(vault)
    assert vault.records.client("Otter") == otter


def test_no_error_repeats_what_was_kept(vault: Vault) -> None:
    with pytest.raises(DBAPIError, match="no such table") as caught:
        ask_nonsense(vault)
    assert "Avery" not in str(caught.value)


def test_a_window_whose_vault_was_put_aside_says_so_and_writes_nothing(vault: Vault, place: Path) -> None:
    add_visit(vault)
    copy = place.with_name("copy.vault")
    vault.copy_to(copy)
    copy.replace(place)
    with pytest.raises(RecordError, match="Another file was put in the vault's place"):
        vault.records.add_client(pseudonym="Heron")
    with opened(place) as again:
        assert [entry.client.pseudonym for entry in again.records.clients()] == ["Otter"]


def test_a_copy_of_the_file_opens_elsewhere(vault: Vault, place: Path, tmp_path: Path) -> None:
    number = add_visit(vault)
    vault.close()
    shutil.copy(place, tmp_path / "taken home.vault")
    with opened(tmp_path / "taken home.vault") as again:
        assert again.records.visit(number).client.pseudonym == "Otter"
