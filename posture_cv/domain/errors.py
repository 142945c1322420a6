"""The error tree: what went wrong, and what to do next.

PostureError
├── PhotoError            the file is not a photo we can use
│   ├── PhotoUnreadable       not an image, damaged, animated, or a format we do not read
│   ├── PhotoTooSmall         too few pixels to measure in
│   └── PhotoTooLarge         more bytes or pixels than we decode
├── DetectionError        the photo is fine, the person is the problem
│   ├── NoPersonFound
│   └── SeveralPeopleFound    nobody is clearly the main person
├── CaptureError          the person is found, but photographed so that nothing can be measured
│   ├── PersonTurned          the body's view contradicts the one declared, or is oblique
│   ├── PositionContradicted  the person does not hold themselves as declared
│   ├── PersonMoving          nobody's posture: walking, crouching, half-way up
│   ├── PersonCropped         a part of the body that every measure needs is outside the frame
│   ├── PhotoTilted           the camera was rolled further than can be corrected
│   ├── PhotoBlurred
│   └── PhotoDark             under- or over-exposed
├── MarkError             a hand-placed point names no landmark, or lies outside the photo
├── ArgumentError         an argument of the Python interface is not what it should be; a ValueError too
├── MachineError          this computer lacks what the work needs: memory, a place for temporary files
├── ModelFileError        a pose model is missing or damaged
├── KnowledgeError        a clinical table is missing, damaged or inconsistent
├── ReportError           a report, overlay or export could not be written
├── AppError              the web app could not start
├── TruthTableError       a table of true values for a validation cannot be used
├── BatchError            a batch of photos cannot be begun, or its workers do not live
└── RecordError           a stored assessment cannot be read back
    ├── RecordDamaged
    └── RecordNewer           written by a newer version of this software

Every error says *what* happened and *what to do next*; neither ever names a photo, a path or a person, so both may be logged. Both are
messages: a door words them in its reader's language, and ``str`` of an error is in English once the package's front door is imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

    from posture_cv.domain.messages import Message
    from posture_cv.domain.pose import PersonBox


class PostureError(Exception):
    """Base of every error a user can meet.

    Parameters
    ----------
    what
        What happened, one plain sentence.
    remedy
        What to do next, one plain sentence in the imperative.

    Attributes
    ----------
    wording
        What ``str`` says a message with; its identifier alone where nobody set it.
    """

    exit_code: ClassVar[int] = 1
    wording: ClassVar[Callable[[Message], str]] = staticmethod(lambda told: told.id)

    def __init__(self, what: Message, remedy: Message) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        """Both sentences in English."""
        return f"{PostureError.wording(self.what)} {PostureError.wording(self.remedy)}"


class PhotoError(PostureError):
    """The file is not a photo that can be used."""

    exit_code = 3


class PhotoUnreadable(PhotoError):
    """Not an image, damaged, animated, or of a format that is not read."""


class PhotoTooSmall(PhotoError):
    """Too few pixels to measure in."""


class PhotoTooLarge(PhotoError):
    """More bytes or pixels than are decoded."""


class DetectionError(PostureError):
    """Nobody, or nobody in particular, was found."""

    exit_code = 4


class NoPersonFound(DetectionError):
    """No person was found in the photo."""


class SeveralPeopleFound(DetectionError):
    """Several people were found and nobody is clearly the main one.

    Parameters
    ----------
    people
        Their boxes, largest first; a person's number is the position in this sequence, counted from 1.
    """

    def __init__(self, what: Message, remedy: Message, people: Sequence[PersonBox] = ()) -> None:
        super().__init__(what, remedy)
        self.people = tuple(people)

    def __reduce__(self) -> tuple[type[Self], tuple[Message, Message, tuple[PersonBox, ...]]]:
        """Travels between processes with its boxes."""
        return type(self), (self.what, self.remedy, self.people)


class CaptureError(PostureError):
    """The person was photographed so that the measures asked for cannot be taken."""

    exit_code = 5


class PersonTurned(CaptureError):
    """The body is oblique to the camera, or its view contradicts the declared one."""


class PositionContradicted(CaptureError):
    """The person sits and was said to stand, or the reverse."""


class PersonMoving(CaptureError):
    """The person is in the middle of a movement, for which there are no norms."""


class PersonCropped(CaptureError):
    """A part of the body that every measure needs lies outside the frame."""


class PhotoTilted(CaptureError):
    """The camera was rolled further than can be corrected."""


class PhotoBlurred(CaptureError):
    """The photo is too blurred to measure in."""


class PhotoDark(CaptureError):
    """The photo is too dark or too bright to measure in."""


class MarkError(PostureError):
    """A hand-placed point names no landmark or lies outside the photo."""

    exit_code = 6


class ArgumentError(PostureError, ValueError):
    """An argument of the Python interface is not what it should be."""

    exit_code = 11


class MachineError(PostureError):
    """The computer lacks what the work needs."""

    exit_code = 12


class ModelFileError(PostureError):
    """A pose model file is missing or damaged."""

    exit_code = 7


class KnowledgeError(PostureError):
    """A clinical table is missing, damaged or inconsistent."""

    exit_code = 8


class ReportError(PostureError):
    """A report, overlay or export could not be written."""

    exit_code = 9


class AppError(PostureError):
    """The web app could not start."""

    exit_code = 13


class TruthTableError(PostureError):
    """A table of true values, or results of another laboratory, cannot be used for a validation."""

    exit_code = 14


class BatchError(PostureError):
    """A batch of photos cannot be begun, or its workers do not live."""

    exit_code = 15


class RecordError(PostureError):
    """A stored assessment cannot be read back."""

    exit_code = 10


class RecordDamaged(RecordError):
    """The data are not an assessment, or a part of it is missing."""


class RecordNewer(RecordError):
    """The data were written by a newer version of this software."""
