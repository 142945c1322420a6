"""Errors carry messages, read in English, travel between processes and keep their cause."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator

import pytest

from posture_cv.domain.errors import ModelFileError, PostureError, SeveralPeopleFound
from posture_cv.domain.messages import message
from posture_cv.domain.pose import PersonBox

WHAT, REMEDY = message("people.not_there", person=2, count=1), message("people.choose_number", most=1)
ENGLISH = "Person 2 was asked for, but 1 person can be seen. Choose a number from 1 to 1."


def branches(root: type[PostureError] = PostureError) -> Iterator[type[PostureError]]:
    yield root
    for branch in root.__subclasses__():
        yield from branches(branch)


def sent(error: PostureError) -> PostureError:
    """The error as another process gets it."""
    arrived = pickle.loads(pickle.dumps(error))  # noqa: S301 - written in this line
    assert isinstance(arrived, PostureError)
    return arrived


@pytest.mark.parametrize("kind", list(branches()), ids=lambda kind: kind.__name__)
def test_an_error_reads_in_english_before_and_after_it_was_pickled(kind: type[PostureError]) -> None:
    raised = kind(WHAT, REMEDY)
    again = sent(raised)
    assert type(again) is kind
    assert (again.what, again.remedy, str(again)) == (WHAT, REMEDY, ENGLISH)
    assert str(raised) == ENGLISH


def test_people_to_choose_from_travel_along() -> None:
    boxes = (PersonBox(left_px=0.0, top_px=0.0, right_px=50.0, bottom_px=100.0),)
    arrived = sent(SeveralPeopleFound(WHAT, REMEDY, boxes))
    assert isinstance(arrived, SeveralPeopleFound)
    assert arrived.people == boxes


def test_a_cause_stays_with_the_error() -> None:
    with pytest.raises(ModelFileError, match="The pose model's file is missing") as caught:
        raise ModelFileError(message("model.no_file"), message("model.install_again")) from OSError("no such file")
    assert isinstance(caught.value.__cause__, OSError)


def test_whoever_imports_a_room_alone_reads_english_too() -> None:
    code = (
        "from posture_cv.knowledge import load\n"
        "from posture_cv.domain.errors import KnowledgeError\n"
        "try:\n"
        "    load().muscle('wings')\n"
        "except KnowledgeError as error:\n"
        "    print(error)\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "The muscle wings is not in the tables. Reinstall posture_cv."
