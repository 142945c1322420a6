"""Clients and visits in the vault, at the command line."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typer
from pypdf import PdfReader
from typer.testing import CliRunner, Result

from posture_cv.assets.samples import samples
from posture_cv.cli.commands import app
from posture_cv.cli.kept_visits import by_day
from posture_cv.domain.errors import RecordError
from posture_cv.domain.photo import Photo
from posture_cv.records.vault import Vault
from posture_cv.visit import Album, Visit
from posture_cv.words import PSEUDO
from tests.unmarked import unmarked

PHRASE = "four words apart"
LEFT = next(str(sample.path) for sample in samples() if sample.path.name == "client_before_left.jpg")


def run(*arguments: str, phrase: str | None = PHRASE, **environment: str) -> Result:
    passphrase = {} if phrase is None else {"POSTURE_CV_PASSPHRASE": phrase}
    return CliRunner().invoke(app, [*arguments], env={"COLUMNS": "200", **passphrase, **environment})


def data_of(*arguments: str) -> Any:
    result = run(*arguments, "--json", "-")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def cheap(place: Path) -> Path:
    """An empty vault that opens quickly."""
    Vault.made(place, PHRASE, clock=lambda: "2031-05-04T10:00:00+00:00", log2_cost=10).close()
    return place


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = cheap(tmp_path / "records.vault")
    monkeypatch.setenv("POSTURE_CV_VAULT", str(place))
    return place


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with one client and one visit of one photo, measured once for all tests."""
    place = cheap(tmp_path_factory.mktemp("filled") / "records.vault")
    named = ("--vault", str(place))
    added = run("clients", "add", "Otter", "--name", "Zoë Example", "--born", "1980", "--sex", "female", "--consent", "2031-1", *named)
    assert (added.exit_code, added.stdout) == (0, "Otter\n"), added.output
    kept = run("visits", "add", "otter", LEFT, "--date", "2031-05-04", "--notes", "Left shoulder", "--stature-cm", "172", *named)
    assert (kept.exit_code, kept.stdout) == (0, "1\n"), kept.output
    return place


@pytest.fixture
def copied(filled: Path, vault: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copy(filled, vault))


def test_the_first_client_makes_the_vault_and_the_passphrase_is_weighed(tmp_path: Path) -> None:
    place = tmp_path / "new" / "records.vault"
    nothing = run("clients", "list", "--vault", str(place), phrase=None)
    assert (nothing.exit_code, "no vault of clients yet" in nothing.stderr) == (10, True)
    short = run("clients", "add", "--vault", str(place), phrase="short")
    assert (short.exit_code, place.exists()) == (10, False)
    weak = run("clients", "add", "Otter", "--vault", str(place), phrase="password1")
    assert (weak.exit_code, weak.stdout) == (0, "Otter\n")
    assert "guessed at once" in weak.stderr
    assert str(place) in weak.stderr.replace("\n", "")
    assert run("clients", "list", "--vault", str(place), phrase="password2").exit_code == 10
    assert "Otter" in run("clients", "list", "--vault", str(place), phrase="password1").stdout


def test_no_command_takes_a_passphrase_as_an_argument() -> None:
    group: Any = typer.main.get_command(app)
    commands = [inner for one in group.commands.values() for inner in getattr(one, "commands", {"": one}).values()]
    named = {param.name for command in commands for param in command.params if "phrase" in param.name or "code" in param.name}
    assert named == {"passphrase_file", "new_passphrase_file", "visit_passphrase_file", "code_file"}


def test_nobody_to_ask_and_a_wrong_passphrase_end_the_command(vault: Path) -> None:
    unasked = run("clients", "list", phrase=None)
    assert (unasked.exit_code, unasked.stdout) == (10, "")
    wrong = run("clients", "list", phrase="four words apartt")
    assert (wrong.exit_code, wrong.stdout) == (10, "")
    assert "The passphrase does not open the vault." in wrong.stderr
    assert len(wrong.stderr.strip().splitlines()) == 2


def test_clients_are_added_found_changed_and_shown(vault: Path) -> None:
    made = run("clients", "add", "--name", "Zoë García").stdout.strip()
    assert re.fullmatch(r"[2-9B-Z]{5}", made)
    assert run("clients", "add", "Otter", "--keep-until", "2031-05-04").exit_code == 0
    assert [row["pseudonym"] for row in data_of("clients", "search", "garcia")] == [made]
    assert {row["pseudonym"] for row in data_of("clients", "list")} == {made, "Otter"}
    assert data_of("clients", "list", "--due") == []
    assert run("clients", "change", "otter", "--keep-until", "2020-01-01", "--born", "1980").exit_code == 0
    assert [row["pseudonym"] for row in data_of("clients", "list", "--due")] == ["Otter"]
    assert run("clients", "consent", "otter", "2031-1", "--date", "2031-05-04").exit_code == 0
    shown = run("clients", "consent", "otter", "--withdrawn", "--date", "2031-06-01").stdout
    assert "2031-1, 4 May 2031" in shown
    assert "taken back on 1 June 2031" in shown
    assert data_of("clients", "show", "OTTER") | {"added_at": ""} == {
        "pseudonym": "Otter",
        "name": "",
        "sex": None,
        "born": 1980,
        "retained_until": "2020-01-01",
        "added_at": "",
        "consents": [{"version": "2031-1", "given_on": "2031-05-04", "withdrawn_on": "2031-06-01"}],
        "visits": [],
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("clients", "show", "Heron"), "There is no client of this pseudonym."),
        (("clients", "add", "OTTER"), "Another client has this pseudonym."),
        (("clients", "consent", "Otter", "--withdrawn"), "There is no consent to take back."),
        (("visits", "show", "7"), "There is no visit of this number."),
        (("erase",), "Either a client or a visit is to be erased."),
        (("erase", "Otter"), "Nothing was changed: it was not confirmed."),
        (("erase", "--visit", "7", "--yes"), "There is no visit of this number."),
        (("restore", "nowhere.vault", "--yes"), "There is no file at this place."),
        (("restore", LEFT, "--yes"), "no vault"),
    ],
)
def test_what_cannot_be_is_said_plainly_and_changes_nothing(vault: Path, arguments: tuple[str, ...], said: str) -> None:
    run("clients", "add", "Otter")
    before = vault.read_bytes()
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (10, "")
    assert said in result.stderr
    assert vault.read_bytes() == before


def test_a_visit_is_kept_and_measures_the_same_again(filled: Path) -> None:
    named = ("--vault", str(filled))
    assert data_of("visits", "list", "otter", *named) == [{"number": 1, "date": "2031-05-04", "photos": 1, "notes": "Left shoulder"}]
    then = data_of("visits", "show", "1", "--as-kept", *named)
    today = data_of("visits", "show", "1", *named)
    assert then["person"] == {"sex": "female", "age": 51}
    for data in (then, today):
        del data["provenance"]["created_at"]
    assert today == then
    assert any(row["name"] == "craniovertebral_angle" for row in then["measurements"])


def test_a_visit_leaves_as_a_file_and_comes_back(copied: Path, tmp_path: Path) -> None:
    file = tmp_path / "otter.visit"
    assert run("visits", "show", "1", "--save-visit", str(file), "--json", str(tmp_path / "data.json")).exit_code == 0
    added = run("visits", "add", "otter", str(file), "--date", "2031-06-04")
    assert (added.exit_code, added.stdout) == (0, "2\n"), added.output
    with Vault.opened(copied, PHRASE, clock=str) as vault:
        first, again = vault.records.visit(1), vault.records.visit(2)
    assert (again.visit.photos, again.photos) == (first.visit.photos, first.photos)
    beside = run("visits", "add", "otter", str(file), LEFT)
    assert (beside.exit_code, "beside other files" in beside.stderr) == (10, True)


def test_two_visits_are_compared_and_what_was_kept_stays_beside(copied: Path) -> None:
    with Vault.opened(copied, PHRASE, clock=str) as vault:
        kept = vault.records.visit(1)
        stored = kept.assessment
        assert stored is not None
        older = replace(stored, measurements=tuple(replace(one, value=one.value + 0.3) for one in stored.measurements))
        for whose in (kept.client, vault.records.add_client(pseudonym="Heron")):
            vault.records.add_visit(whose, kept.visit, kept.photos, held_on=dt.date(2031, 6, 4), assessment=older)
    rows = {row["name"]: row for row in data_of("compare", "1", "2")}
    cva = rows["craniovertebral_angle"]
    assert (cva["verdict"], cva["difference"], cva["before"]) == ("no_detectable_change", 0.0, cva["before_as_kept"])
    assert cva["after_as_kept"] == pytest.approx(cva["after"] + 0.3)
    shown = run("compare", "1", "2")
    assert "no detectable change" in shown.stdout
    assert "differ from those kept on the day" in shown.stdout
    other = run("compare", "1", "3")
    assert (other.exit_code, "different clients" in other.stderr) == (10, True)


def test_everything_leaves_in_open_formats(filled: Path, copied: Path, tmp_path: Path) -> None:
    file = tmp_path / "otter.zip"
    assert run("export", "otter", str(file)).exit_code == 0
    with zipfile.ZipFile(file) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    inside = "visits/2031-05-04-1/"
    assert set(held) == {
        "client.json",
        "measures.csv",
        *(f"{inside}{name}" for name in ("about.json", "visit.json", "assessment.json", "photo-1.png")),
    }
    assert json.loads(held["client.json"])["name"] == "Zoë Example"
    assert held[f"{inside}photo-1.png"].startswith(b"\x89PNG")
    rows = [line.split(",") for line in held["measures.csv"].decode().splitlines()]
    assessed = {row["name"]: row["value"] for row in json.loads(held[f"{inside}assessment.json"])["measurements"]}
    assert {row[2]: float(row[5]) for row in rows[1:]} == assessed
    assert data_of("records", "audit")[-1]["action"] == "exported"


def test_a_backup_restores_to_the_same_and_what_was_there_is_set_aside(copied: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.vault"
    assert run("backup", str(backup)).exit_code == 0
    with Vault.opened(backup, PHRASE, clock=str) as kept:
        before = (kept.records.clients(), kept.records.audit(), kept.records.visit(1))
    assert run("clients", "add", "Heron").exit_code == 0
    restored = run("restore", str(backup), "--yes")
    assert restored.exit_code == 0, restored.output
    with Vault.opened(copied, PHRASE, clock=str) as kept:
        assert (kept.records.clients(), kept.records.audit(), kept.records.visit(1)) == before
    aside = [file for file in copied.parent.iterdir() if re.fullmatch(r"records-\d{8}-\d{6}\.vault", file.name)]
    assert "Heron" in run("clients", "list", "--vault", str(aside[0])).stdout
    assert backup.exists()


def test_a_damaged_backup_restores_nothing(copied: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.vault"
    run("backup", str(backup))
    spoilt = bytearray(backup.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    backup.write_bytes(spoilt)
    before = copied.read_bytes()
    refused = run("restore", str(backup), "--yes")
    assert (refused.exit_code, "damaged" in refused.stderr) == (10, True)
    assert copied.read_bytes() == before
    assert {file.name for file in copied.parent.iterdir()} == {copied.name, backup.name}


def test_the_journal_of_a_damaged_vault_goes_aside_with_it(copied: Path, tmp_path: Path) -> None:
    backup, journal = tmp_path / "backup.vault", copied.with_name("records.vault-journal")
    run("backup", str(backup))
    copied.write_bytes(b"spoilt")
    journal.write_bytes(b"of the spoilt one")
    assert run("restore", str(backup), "--yes").exit_code == 0
    assert not journal.exists()
    assert "Otter" in run("clients", "list").stdout
    assert sorted(file.read_bytes() for file in tmp_path.glob("records-*")) == [b"of the spoilt one", b"spoilt"]


def test_a_client_is_erased_from_the_backups_named_and_others_are_told_of(copied: Path, tmp_path: Path) -> None:
    named, other, gone = (tmp_path / f"{name}.vault" for name in ("named", "other", "gone"))
    for backup in (named, other, gone):
        assert run("backup", str(backup)).exit_code == 0
    gone.unlink()
    erased = run("erase", "Otter", "--yes", "--backup", str(named))
    assert erased.exit_code == 0, erased.output
    told = erased.stderr.replace("\n", "")
    assert [str(backup) in told for backup in (named, other, gone)] == [False, True, False]
    for place, left in ((copied, []), (named, []), (other, ["Otter"])):
        assert [row["pseudonym"] for row in data_of("clients", "list", "--vault", str(place))] == left


def test_a_visit_alone_is_erased(copied: Path) -> None:
    assert run("erase", "--visit", "1", "--yes").exit_code == 0
    assert data_of("visits", "list", "Otter") == []


def test_the_passphrase_changes_and_the_sheet_opens_what_was_forgotten(vault: Path, tmp_path: Path) -> None:
    run("clients", "add", "Otter")
    sheet, code = tmp_path / "sheet.pdf", tmp_path / "code.txt"
    assert run("records", "sheet", str(sheet)).exit_code == 0
    printed = "\n".join(page.extract_text() for page in PdfReader(sheet).pages)
    groups = [group for group in re.findall(r"\b[A-Z2-7]{4}\b", printed) if group != "FILE"]
    code.write_text(f"{' '.join(groups[:7])}\n{' '.join(groups[7:])}\n")
    changed = run("records", "passphrase", "--code-file", str(code), phrase=None, POSTURE_CV_NEW_PASSPHRASE="five quite other words")
    assert changed.exit_code == 0, changed.output
    assert run("clients", "list").exit_code == 10
    assert "Otter" in run("clients", "list", phrase="five quite other words").stdout
    again = run("records", "passphrase", "--code-file", str(code), phrase=None, POSTURE_CV_NEW_PASSPHRASE="five quite other words")
    assert again.exit_code == 10


def test_the_vault_says_whether_it_is_whole(copied: Path) -> None:
    assert run("records", "check").stdout == "The vault is whole.\n"
    spoilt = bytearray(copied.read_bytes())
    spoilt[-2000] ^= 1
    copied.write_bytes(spoilt)
    result = run("records", "check")
    assert (result.exit_code, "A part of the vault is damaged." in result.stderr) == (10, True)


def test_photos_of_several_days_become_a_visit_for_each() -> None:
    album, days = Album(), (dt.date(2031, 5, 4), dt.date(2031, 6, 4), dt.date(2031, 5, 4))
    for number, day in enumerate(days):
        album.put(str(number), Photo(pixels=np.zeros((4, 4, 3), np.uint8), focal_length_px=None, taken_on=day))
    visit = Visit.of(dict.fromkeys(album.photos, ""))
    assert [[photo.digest for photo in each.photos] for each in by_day(visit, album, None)] == [["0", "2"], ["1"]]
    assert list(by_day(visit, album, dt.date(2031, 5, 5))) == [visit]
    album.put("3", Photo(pixels=np.zeros((4, 4, 3), np.uint8), focal_length_px=None))
    with pytest.raises(RecordError, match="4 May 2031 and 4 June 2031"):
        list(by_day(visit.with_photo("3"), album, None))


@pytest.mark.parametrize(
    "arguments",
    [("clients", "list"), ("clients", "show", "Otter"), ("visits", "list", "Otter"), ("records", "check"), ("records", "audit")],
)
def test_all_of_it_is_said_in_the_language_asked_for(filled: Path, arguments: tuple[str, ...]) -> None:
    result = run("--language", PSEUDO, *arguments, "--vault", str(filled))
    assert result.exit_code == 0, result.output
    kept = re.compile(r"Otter|Zoë|Example|Left|shoulder|May|[\d-]+T[\d:+-]+")
    assert set(unmarked(kept.sub("", result.stdout + result.stderr), known=re.compile(r"(?!)"))) == set()


def test_the_archive_of_the_same_records_is_the_same(filled: Path, tmp_path: Path) -> None:
    from posture_cv.wiring.export import exported

    with Vault.opened(Path(shutil.copy(filled, tmp_path / "copy.vault")), PHRASE, clock=str) as vault:
        client = vault.records.client("Otter")
        first, again = exported(vault.records, client), exported(vault.records, client)
    assert first == again
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None
