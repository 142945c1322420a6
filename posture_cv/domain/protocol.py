"""How photos of a visit are taken: the views in order, and what to ask of the person and the camera for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from posture_cv.domain.messages import Message, row_text
from posture_cv.domain.views import Position, View

STEP_TEXTS = ("stance", "gaze", "arms", "clothing", "breath", "cue")
"""What each step says, in columns of these names, one plain sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One view of a protocol. What it says stands in ``Protocol.texts``.

    Attributes
    ----------
    protocol
        Key of the protocol it belongs to.
    distance_m, least_distance_m
        Lens to person, wanted and just tolerable.
    lens_height_m
        Lens above the floor.
    repeats
        Photos offered of this view, re-posed in between; the first alone suffices.
    """

    protocol: str
    view: View
    position: Position
    distance_m: float
    least_distance_m: float
    lens_height_m: float
    repeats: int

    def __post_init__(self) -> None:
        if self.view is View.OBLIQUE:
            raise ValueError("expected left, right, front or back, but got oblique")
        if not 0.0 < self.least_distance_m <= self.distance_m or self.lens_height_m <= 0.0:
            raise ValueError(
                f"expected 0 < least distance <= distance and a lens height above 0, but got {self.least_distance_m}, "
                f"{self.distance_m} and {self.lens_height_m} m"
            )
        if self.repeats < 1:
            raise ValueError(f"expected at least one photo, but got {self.repeats}")

    @property
    def stance(self) -> Message:
        """How the person stands or sits."""
        return self._text("stance")

    @property
    def gaze(self) -> Message:
        """Where the person looks."""
        return self._text("gaze")

    @property
    def arms(self) -> Message:
        """How the person holds the arms."""
        return self._text("arms")

    @property
    def clothing(self) -> Message:
        """What the person wears."""
        return self._text("clothing")

    @property
    def breath(self) -> Message:
        """How the person breathes."""
        return self._text("breath")

    @property
    def cue(self) -> Message:
        """The sentence to say, in this order and these words, at every visit."""
        return self._text("cue")

    def _text(self, column: str) -> Message:
        return row_text("protocols", f"{self.protocol}/{self.view}", column)


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """A named way to take a visit's photos; results of different protocols or versions are not compared.

    Attributes
    ----------
    version
        Raised with every change to the steps.
    texts
        English of its title and of what the steps say, by ``protocols/key/title`` and ``protocols/key/view/column``.
    sha256
        Of the file it was read from.
    """

    key: str
    version: int
    steps: tuple[Step, ...]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)
    sha256: str = ""

    def __post_init__(self) -> None:
        views = [step.view for step in self.steps]
        if not views or len(set(views)) != len(views):
            raise ValueError(f"expected one step or more, each of another view, but got {views}")
        if len({step.position for step in self.steps}) != 1:
            raise ValueError("expected all steps in one position, as standing and sitting are never compared")

    @property
    def title(self) -> Message:
        """What it is called."""
        return row_text("protocols", self.key, "title")

    @property
    def position(self) -> Position:
        """How the person holds themselves in every step."""
        return self.steps[0].position

    @property
    def identity(self) -> str:
        """Key, version and checksum, as kept in a result's provenance."""
        return f"{self.key} {self.version} sha256:{self.sha256}"

    def step(self, view: View) -> Step | None:
        """The step that photographs a view, None if there is none."""
        return next((step for step in self.steps if step.view is view), None)
