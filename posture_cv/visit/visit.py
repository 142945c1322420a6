"""One client, one day: the photos, what was said of each, and what was written on the sheet, as plain data."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from posture_cv.corrections import History, points_typed
from posture_cv.domain.corrections import Aim, Corrections
from posture_cv.domain.landmarks import LandmarkName, Mark
from posture_cv.domain.person import UNSTATED, Person
from posture_cv.domain.pose import PersonBox
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.visit.entries import SheetEntries

if TYPE_CHECKING:
    from posture_cv.corrections.typed import TypedPoints
    from posture_cv.domain.protocol import Protocol
    from posture_cv.domain.screen import SafetyQuestion, SafetyRule

MOST_PHOTOS = 12
"""Four views, three photos of each: as many as a page takes in."""

SCHEMA_VERSION = 2
"""Of the plain-data form; raised when a field is renamed, removed or changes meaning, not when one is added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPhoto:
    """One photo of a visit and what was said of it.

    Attributes
    ----------
    number
        Unique in the visit, counted from 1, and kept when the photo is replaced by another.
    digest
        What tells the photo from others: SHA-256 of the file as it was sent, or of the pixels where there was no file.
    name
        As it was sent; shown where nothing can be seen in it.
    meant
        The view it was taken for in a guided capture.
    people
        Boxes to choose from where several people were found in it.
    history
        What a hand said of it, with its undo.
    """

    number: int
    digest: str
    name: str = ""
    meant: View | None = None
    people: tuple[PersonBox, ...] = ()
    history: History = field(default_factory=History)

    @property
    def corrections(self) -> Corrections:
        """What a hand said of it."""
        return self.history.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A client's visit; every change gives another one.

    Attributes
    ----------
    photos
        In the order in which they are assessed. Their pixels are kept apart, in an ``Album``.
    position
        How the person holds themselves in all of them.
    stature_cm
        Height as stated, without shoes.
    person
        Sex and age as stated; they choose the norms.
    protocol
        Key of the capture protocol followed; empty if none was.
    client
        Name to print; empty if nobody typed one.
    sheet
        What was written on the worksheet.
    last_number
        The number that the latest photo was given.
    """

    schema_version: int = SCHEMA_VERSION
    photos: tuple[VisitPhoto, ...] = ()
    position: Position = Position.STANDING
    stature_cm: float | None = None
    person: Person = UNSTATED
    protocol: str = ""
    client: str = ""
    sheet: SheetEntries = field(default_factory=SheetEntries)
    last_number: int = 0

    def __post_init__(self) -> None:
        numbers = [photo.number for photo in self.photos]
        if len(set(numbers)) < len(numbers) or any(not 1 <= number <= self.last_number for number in numbers):
            raise ValueError(f"expected each photo to have a number of its own from 1 to {self.last_number}, but got {numbers}")

    @classmethod
    def of(cls, digests: Mapping[str, str], *, position: Position = Position.STANDING) -> Visit:
        """A visit of these photos, digest to name, numbered from 1 (``Album.names``)."""
        visit = cls(position=position)
        for digest, name in digests.items():
            visit = visit.with_photo(digest, name)
        return visit

    def find(self, number: int) -> VisitPhoto | None:
        """The photo of that number, or None once it was removed."""
        return next((photo for photo in self.photos if photo.number == number), None)

    def photo(self, number: int) -> VisitPhoto:
        """The photo of that number.

        Raises
        ------
        ValueError
            If the visit has no such photo.
        """
        photo = self.find(number)
        if photo is None:
            raise ValueError(f"expected the number of a photo, one of {[photo.number for photo in self.photos]}, but got {number}")
        return photo

    def holds(self, digest: str) -> bool:
        """Whether the photo is part of the visit already."""
        return any(photo.digest == digest for photo in self.photos)

    def with_photo(self, digest: str, name: str = "", *, meant: View | None = None) -> Visit:
        """With one photo more, ``meant`` for a view of the protocol.

        Raises
        ------
        ValueError
            If it is there already.
        """
        if self.holds(digest):
            raise ValueError(f"expected a photo that the visit does not have yet, but got '{name}' again")
        number = self.last_number + 1
        photo = VisitPhoto(number=number, digest=digest, name=name, meant=meant)
        return replace(self, photos=(*self.photos, photo), last_number=number)

    def with_photo_replaced(self, number: int, digest: str, name: str = "") -> Visit:
        """With another photo in that one's place; what was said of the old one is dropped."""
        old = self.photo(number)
        return self._with(replace(old, digest=digest, name=name, people=(), history=History()))

    def without_photo(self, number: int) -> Visit:
        """Without the photo of that number."""
        return replace(self, photos=tuple(photo for photo in self.photos if photo.number != number))

    def with_people(self, number: int, people: tuple[PersonBox, ...]) -> Visit:
        """With the people found in a photo."""
        return self._with(replace(self.photo(number), people=people))

    def with_history(self, number: int, history: History) -> Visit:
        """With that history of what a hand said of a photo."""
        return self._with(replace(self.photo(number), history=history))

    def corrected(self, number: int, corrections: Corrections) -> Visit:
        """With these corrections of a photo, in one step that can be undone; another aim drops what was set and its undo."""
        history = self.photo(number).history.aimed(corrections.aim)
        return self.with_history(number, history if history.now == corrections else history.changed(corrections))

    def with_points(self, number: int, points: TypedPoints) -> Visit:
        """With points set by hand, as ``{"asis": (412, 630), "left_acromion": (300, 410)}``, beside those that were.

        Raises
        ------
        MarkError
            If a name is no landmark's, a point is not two numbers, or is given twice.
        """
        corrections = self.photo(number).corrections
        for point in points_typed(points):
            corrections = corrections.with_point(point)
        return self.corrected(number, corrections)

    def undone(self, number: int) -> Visit:
        """With the last correction of a photo taken back."""
        return self.with_history(number, self.photo(number).history.undone())

    def redone(self, number: int) -> Visit:
        """With the last correction taken back done again."""
        return self.with_history(number, self.photo(number).history.redone())

    def aimed(self, number: int, aim: Aim) -> Visit:
        """Meaning another view, person or frame of a photo; points set in it belong to the old one and go with it."""
        return self.with_history(number, self.photo(number).history.aimed(aim))

    def with_stickers(self, number: int, marks: Collection[Mark], accepted: Collection[tuple[LandmarkName, BodySide | None]]) -> Visit:
        """With those stickers found in a photo that were accepted as points, and no others."""
        history = self.photo(number).history
        stickers = tuple(mark for mark in marks if (mark.name, mark.side) in accepted)
        return self.with_history(number, history.amended(replace(history.now, stickers=stickers)))

    def signed(self, by: str) -> Visit:
        """With ``by`` on everything set by hand that nobody has signed yet."""
        photos = (replace(photo, history=photo.history.amended(photo.corrections.signed(by))) for photo in self.photos)
        return replace(self, photos=tuple(photos))

    def dated(self, at: str) -> Visit:
        """With ``at``, an ISO 8601 time, on everything set by hand that has no time yet."""
        photos = (replace(photo, history=photo.history.amended(photo.corrections.dated(at))) for photo in self.photos)
        return replace(self, photos=tuple(photos))

    def with_sheet(self, sheet: SheetEntries) -> Visit:
        """With this written on the worksheet."""
        return replace(self, sheet=sheet)

    def stating(self, person: Person, safety: Collection[SafetyQuestion], rules: Iterable[SafetyRule]) -> Visit:
        """With sex and age as stated, and the sheet of somebody of that age (``SheetEntries.aged``).

        Parameters
        ----------
        safety, rules
            Of the safety screen.
        """
        return replace(self, person=person, sheet=self.sheet.aged(person.age, safety, rules, before=self.person.age))

    def following(self, protocol: Protocol) -> Visit:
        """Following a capture protocol, in its position."""
        return replace(self, protocol=protocol.key, position=protocol.position)

    def _with(self, photo: VisitPhoto) -> Visit:
        return replace(self, photos=tuple(photo if other.number == photo.number else other for other in self.photos))
