"""What every keeper of records does, whatever it keeps them in."""

from __future__ import annotations

import datetime as dt
import itertools
import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event

from posture_cv.domain.errors import RecordDamaged, RecordError
from posture_cv.domain.person import Person, Sex
from posture_cv.records.entries import AuditAction, Consent
from posture_cv.records.port import Records
from posture_cv.records.schema import bring_forward
from posture_cv.records.store import StoredRecords
from posture_cv.records.vault import Vault
from posture_cv.visit import Visit
from posture_cv.visit.archive import StoredPhoto

DAY = dt.date(2031, 5, 4)


@pytest.fixture(params=["vault", "plain database"])
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Records]:
    """Each keeper there is, empty: the encrypted file, and a database as a server's would be reached."""
    if request.param == "vault":
        with Vault.made(tmp_path / "records.vault", "four words apart", clock=ticking(), log2_cost=10) as vault:
            yield vault.records
        return
    engine = create_engine(f"sqlite:///{tmp_path / 'plain.db'}")
    event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys = ON"))
    with engine.begin() as connection:
        bring_forward(connection)
    yield StoredRecords(engine, clock=ticking(), random=secrets.token_bytes)
    engine.dispose()


def ticking() -> Callable[[], str]:
    """A clock that goes on by a second whenever it is looked at."""
    seconds = itertools.count()
    began = dt.datetime(2031, 5, 4, 10, tzinfo=dt.UTC)

    def told() -> str:
        return (began + dt.timedelta(seconds=next(seconds))).isoformat()

    return told


def photo(digest: str = "ab", picture: bytes = b"pixels") -> StoredPhoto:
    return StoredPhoto(digest=digest, name="left.jpg", focal_length_px=812.5, focal_log_error=0.25, taken_on=DAY, picture=picture)


def visit_of(*digests: str) -> Visit:
    return Visit.of(dict.fromkeys(digests, "left.jpg"))


def test_a_client_comes_back_as_taken_in(records: Records) -> None:
    added = records.add_client(pseudonym="Otter", name="Avery Example", sex=Sex.FEMALE, born=1980, retained_until=DAY)
    assert records.client("oTTER") == added
    assert (added.name, added.sex, added.born, added.retained_until) == ("Avery Example", Sex.FEMALE, 1980, DAY)


def test_a_pseudonym_is_made_up_and_given_once(records: Records) -> None:
    made = [records.add_client(name="Avery Example").pseudonym for _ in range(20)]
    assert len(set(made)) == 20
    assert not any("avery" in one.lower() for one in made)
    with pytest.raises(RecordError, match="Another client has this pseudonym"):
        records.add_client(pseudonym=made[0].lower())
    assert len(records.clients()) == 20


def test_what_was_changed_of_a_client_is_kept(records: Records) -> None:
    otter, heron = records.add_client(pseudonym="Otter"), records.add_client(pseudonym="Heron")
    records.change_client(replace(otter, pseudonym="Badger", name="Avery Example"))
    assert records.client("badger").uid == otter.uid
    assert [entry.client.pseudonym for entry in records.clients("example")] == ["Badger"]
    with pytest.raises(RecordError, match="Another client has this pseudonym"):
        records.change_client(replace(heron, pseudonym="BADGER"))
    with pytest.raises(RecordError, match="no client"):
        records.client("Otter")


@pytest.mark.parametrize("text", ["garcia", "GARCÍA zoë", "otter", "z o", ""])
def test_a_search_finds_by_every_word_without_capitals_and_accents(records: Records, text: str) -> None:
    records.add_client(pseudonym="Otter", name="Zoë García Example")
    assert [entry.client.pseudonym for entry in records.clients(text)] == ["Otter"]


@pytest.mark.parametrize("text", ["garcia heron", "%", "_", "zoe%example"])
def test_a_search_takes_no_sign_for_any_letter(records: Records, text: str) -> None:
    records.add_client(pseudonym="Otter", name="Zoë García Example")
    assert records.clients(text) == []


def test_clients_stand_in_order_with_their_visits(records: Records) -> None:
    otter, _ = records.add_client(pseudonym="otter"), records.add_client(pseudonym="Heron")
    for day in (DAY, DAY + dt.timedelta(days=30), DAY - dt.timedelta(days=30)):
        records.add_visit(otter, visit_of(), [], held_on=day)
    listed = [(entry.client.pseudonym, entry.visits, entry.last_visit_on) for entry in records.clients()]
    assert listed == [("Heron", 0, None), ("otter", 3, DAY + dt.timedelta(days=30))]
    assert [entry.client.pseudonym for entry in records.clients(most=1)] == ["Heron"]
    assert [entry.held_on.isoformat() for entry in records.visits(otter)] == ["2031-04-04", "2031-05-04", "2031-06-03"]


def test_records_that_need_not_be_kept_any_more_are_found(records: Records) -> None:
    for name, until in (("Otter", DAY), ("Heron", DAY - dt.timedelta(days=1)), ("Badger", None)):
        records.add_client(pseudonym=name, retained_until=until)
    assert [entry.client.pseudonym for entry in records.clients(overdue_on=DAY)] == ["Heron"]


def test_consent_is_given_once_and_taken_back(records: Records) -> None:
    otter = records.add_client(pseudonym="Otter")
    for _ in range(2):
        records.give_consent(otter, Consent(version="2031-1", given_on=DAY))
    assert records.consents(otter) == [Consent(version="2031-1", given_on=DAY)]
    records.withdraw_consent(otter, DAY + dt.timedelta(days=1))
    assert records.consents(otter) == [Consent(version="2031-1", given_on=DAY, withdrawn_on=DAY + dt.timedelta(days=1))]
    with pytest.raises(RecordError, match="no consent"):
        records.withdraw_consent(otter, DAY)


def test_a_visit_comes_back_as_it_was_kept(records: Records) -> None:
    otter = records.add_client(pseudonym="Otter")
    visit = replace(visit_of("ab", "cd"), stature_cm=172.0, person=Person(sex=Sex.FEMALE, age=41), client="Avery Example")
    photos = (photo("ab", bytes(range(256)) * 5000), photo("cd"))
    entry = records.add_visit(otter, visit, photos, held_on=DAY, notes="Left shoulder.\nAgain.")
    kept = records.visit(entry.number)
    assert (kept.visit, kept.photos, kept.client, kept.entry, kept.assessment) == (visit, photos, otter, entry, None)
    assert (entry.held_on, entry.photos, entry.notes) == (DAY, 2, "Left shoulder.\nAgain.")
    assert records.visits(otter) == [entry]


def test_a_visit_that_misses_a_photo_is_damaged(records: Records) -> None:
    entry = records.add_visit(records.add_client(), visit_of("ab", "cd"), [photo("ab")], held_on=DAY)
    with pytest.raises(RecordDamaged, match="part of this visit file is missing"):
        records.visit(entry.number)


def test_what_is_erased_is_gone_with_all_that_hangs_on_it_and_no_number_returns(records: Records) -> None:
    otter, heron = records.add_client(pseudonym="Otter"), records.add_client(pseudonym="Heron")
    records.give_consent(otter, Consent(version="2031-1", given_on=DAY))
    numbers = [records.add_visit(whose, visit_of("ab"), [photo()], held_on=DAY).number for whose in (otter, heron, heron)]
    records.erase_client(otter)
    records.erase_visit(numbers[2])
    assert [entry.client.pseudonym for entry in records.clients()] == ["Heron"]
    for number in (numbers[0], numbers[2]):
        with pytest.raises(RecordError, match="no visit"):
            records.visit(number)
    with pytest.raises(RecordError, match="no client"):
        records.erase_client(otter)
    assert records.visit(numbers[1]).client == heron
    assert records.add_visit(heron, visit_of(), [], held_on=DAY).number > max(numbers)


def test_the_trail_says_what_was_done_and_nothing_of_whom(records: Records) -> None:
    otter = records.add_client(pseudonym="Otter", name="Avery Example")
    number = records.add_visit(otter, visit_of(), [], held_on=DAY).number
    records.note(AuditAction.EXPORTED, otter)
    records.note(AuditAction.BACKED_UP)
    records.erase_client(otter)
    again = records.add_client(pseudonym="Otter")
    records.give_consent(again, Consent(version="2031-1", given_on=DAY))
    trail = records.audit()
    assert [(entry.action.value, entry.client, entry.visit) for entry in trail] == [
        ("client_added", 1, None),
        ("visit_added", 1, number),
        ("exported", 1, None),
        ("backed_up", None, None),
        ("client_erased", 1, None),
        ("client_added", 2, None),
        ("consent_given", 2, None),
    ]
    assert [entry.at for entry in trail] == sorted(entry.at for entry in trail)
    assert "Otter" not in repr(trail)


@pytest.mark.parametrize("refused", [{"pseudonym": "o" * 81}, {"name": "n" * 201}])
def test_nothing_stays_of_what_is_refused(records: Records, refused: dict[str, str]) -> None:
    with pytest.raises(RecordError, match="longer than"):
        records.add_client(**refused)  # type: ignore[arg-type]
    assert (records.clients(), records.audit()) == ([], [])


def test_names_lose_what_commands_a_terminal(records: Records) -> None:
    otter = records.add_client(pseudonym="Ot\x1b[31mter", name="Avery\nExample\u202e")
    assert (otter.pseudonym, otter.name) == ("Ot[31mter", "Avery Example")


def test_copies_are_named_once_each_and_since_a_time(records: Records) -> None:
    for place in ("/media/a", "/media/b", "/media/a"):
        records.note_backup(place)
    otter = records.add_client(pseudonym="Otter")
    records.note_backup("/media/c")
    assert [entry.place for entry in records.backups()] == ["/media/b", "/media/a", "/media/c"]
    assert [entry.place for entry in records.backups(since=otter.added_at)] == ["/media/c"]
