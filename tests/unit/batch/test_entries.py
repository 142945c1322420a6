"""Photos of a batch: those of a folder, and those a manifest names."""

from pathlib import Path

import pytest

from posture_cv.batch.entries import in_folder, in_manifest
from posture_cv.domain.errors import BatchError
from posture_cv.domain.person import Person, Sex
from posture_cv.domain.views import Position, View


def manifest(folder: Path, text: str) -> Path:
    path = folder / "manifest.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_gives_its_photos_and_those_of_folders_in_it_by_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.JPG", "b/2.png", "b/1.heic", "notes.txt", ".hidden.jpg"):
        (tmp_path / name).write_bytes(b"")
    entries = list(in_folder(tmp_path))
    assert [entry.name for entry in entries] == ["b/1.heic", "b/2.png", "z.JPG"]
    assert [Path(entry.path) for entry in entries] == [tmp_path / "b/1.heic", tmp_path / "b/2.png", tmp_path / "z.JPG"]


def test_a_folder_without_photos_is_said(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="no photo in this folder"):
        in_folder(tmp_path)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="cannot be read"):
        in_folder(tmp_path / "missing")


def test_a_row_says_what_options_say_of_one_photo(tmp_path: Path) -> None:
    text = "photo,view,position,person,mirrored,force,sex,age,stature_cm\nsub/a.jpg,left,sitting,2,yes,yes,female,67,158.5\nb.jpg,,,,,,,,\n"
    full, empty = in_manifest(manifest(tmp_path, text))
    assert (full.name, Path(full.path)) == ("sub/a.jpg", tmp_path / "sub/a.jpg")
    assert (full.aim.view, full.aim.person, full.aim.mirrored, full.aim.position_confirmed) == (View.LEFT, 2, True, True)
    assert (full.position, full.person, full.stature_cm) == (Position.SITTING, Person(sex=Sex.FEMALE, age=67), 158.5)
    assert (empty.aim.view, empty.aim.person, empty.aim.mirrored, empty.position) == (None, None, False, Position.STANDING)
    assert (empty.person, empty.stature_cm, empty.refused) == (Person(), None, None)


@pytest.mark.parametrize(
    "cells",
    [
        "view\na.jpg,behind",
        "age\na.jpg,4",
        "age\na.jpg,40.5",
        "stature_cm\na.jpg,1.8",
        "sex\na.jpg,f",
        "mirrored\na.jpg,1",
        "person\na.jpg,0",
    ],
)
def test_a_row_that_cannot_be_followed_is_refused_alone(tmp_path: Path, cells: str) -> None:
    (entry,) = in_manifest(manifest(tmp_path, f"photo,{cells}\n"))
    assert entry.refused is not None
    assert entry.refused.fields["line"] == 2


def test_a_heading_nobody_knows_is_refused_before_the_first_photo(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="heading"):
        in_manifest(manifest(tmp_path, "photo,sexx\na.jpg,female\n"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b'photo\n"open', b"photo\n"])
def test_what_is_no_table_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "m.csv").write_bytes(content)
    with pytest.raises(BatchError, match="manifest"):
        list(in_manifest(tmp_path / "m.csv"))


def test_rows_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    """A manifest of millions is never held as a whole: what stands far below is not read yet when the first photo is looked at."""
    text = "photo\n" + "".join(f"{number:06}.jpg\n" for number in range(50_000))
    path = manifest(tmp_path, text)
    with path.open("ab") as file:
        file.write(b"\xff\xff.jpg\n")
    entries = in_manifest(path)
    assert next(entries).name == "000000.jpg"
    with pytest.raises(BatchError, match="cannot be read"):
        list(entries)
