"""What the app remembers for one visitor: the only module that touches Streamlit's session state.

Photos and results live here, in the memory of this process, and nowhere else. They go soon after the page is closed: late enough for a
reload to find them.
"""

from __future__ import annotations

import hashlib
import zoneinfo
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from posture_cv.domain.errors import PostureError
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.ui.shelf import Shelf, new_ticket
from posture_cv.ui.worksheet_entries import Entries

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import tzinfo

    from posture_cv.cards.card import CardKind
    from posture_cv.detection.stickers import StickerOffer
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.pose import PersonBox
    from posture_cv.ui.editor import Edit
    from posture_cv.ui.phone import PhoneListener

MAX_PHOTOS = 12
"""Four views, three photos of each."""

DEFAULT_LANGUAGE = "en"

Point = tuple[LandmarkName, BodySide]
Look = tuple[str, View | None, int | None, Position, int]
"""What decides the automatic answer: the photo's digest, the declared view, the person chosen, the position, the detector's passes."""

_SESSION = "posture_cv"
_PREFERENCES = "posture_cv_preferences"
_TICKET = "posture_cv_ticket"
_ASKED = "posture_cv_ticket_asked"


@dataclass(slots=True)
class Preferences:
    """How this visitor wants the app to be; kept until the page is closed.

    Attributes
    ----------
    passes
        Detector passes per photo; None for the software's own choice.
    examiner
        Who corrects points; empty while nobody said.
    """

    language: str = DEFAULT_LANGUAGE
    blur_faces: bool = False
    passes: int | None = None
    examiner: str = ""


class Pane(StrEnum):
    """How the chosen photo is shown: to look at, with handles to correct its points, or with the points as numbers."""

    PICTURE = "picture"
    POINTS = "points"
    NUMBERS = "numbers"


@dataclass(slots=True)
class Entry:
    """One photo of the visit and what she said about it.

    Attributes
    ----------
    number
        Unique in the session and kept when the photo is replaced, so that every control keeps its place.
    declared, person
        View and person as chosen by hand; None to leave it to recognition.
    people
        Boxes to choose from where several people were found.
    edit
        What was done to its points by hand; None while nothing was.
    stickers
        Points that were set on a sticker found in the photo.
    meant
        The view this photo was taken for in a guided capture.
    """

    number: int
    digest: str
    name: str
    declared: View | None = None
    person: int | None = None
    people: tuple[PersonBox, ...] = ()
    edit: Edit | None = None
    stickers: frozenset[Point] = frozenset()
    meant: View | None = None

    def forget_corrections(self) -> None:
        """Drop what was said about the points, which belong to one photo, view and person."""
        self.edit = None
        self.stickers = frozenset()


@dataclass(slots=True)
class Visit:
    """One client's photos and the answers about them, kept so that a rerun costs nothing."""

    entries: list[Entry] = field(default_factory=list)
    position: Position = Position.STANDING
    stature_cm: float | None = None
    selected: int | None = None
    camera_open: bool = False
    phone: PhoneListener | None = None
    blur_face: bool = False
    show_points: bool = True
    pane: Pane = Pane.PICTURE
    protocol: str = ""
    guiding: bool = False
    step: int = 0
    client: str = ""
    sheet: Entries = field(default_factory=Entries)
    card: tuple[CardKind, str] | None = None
    notices: list[str] = field(default_factory=list)
    inbox: int = 0
    photos: dict[str, Photo | PostureError] = field(default_factory=dict)
    looks: dict[Look, Observation | PostureError] = field(default_factory=dict)
    offers: dict[Look, tuple[StickerOffer, ...]] = field(default_factory=dict)
    pictures: dict[tuple[object, ...], bytes] = field(default_factory=dict)
    concluded: tuple[object, Assessment, PostureError | None] | None = None
    untouched: tuple[object, Assessment] | None = None
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def entry(self, number: int) -> Entry | None:
        """The photo of that number, or None once it was removed."""
        return next((entry for entry in self.entries if entry.number == number), None)

    def look_key(self, entry: Entry) -> Look:
        """What the automatic answer about this photo depends on."""
        return entry.digest, entry.declared, entry.person, self.position, preferences().passes or 0

    def outcome(self, entry: Entry) -> Observation | PostureError | None:
        """The automatic answer about this photo, the error that stood in its way, or None while nobody has looked."""
        photo = self.photos.get(entry.digest)
        return photo if isinstance(photo, PostureError) else self.looks.get(self.look_key(entry))

    def forget_unused(self) -> None:
        """Drop pixels and answers of photos that are no longer part of the visit."""
        used = {entry.digest for entry in self.entries}
        self.photos = {digest: photo for digest, photo in self.photos.items() if digest in used}
        self.looks = {look: seen for look, seen in self.looks.items() if look[0] in used}
        self.offers = {look: found for look, found in self.offers.items() if look[0] in used}
        self.pictures = {key: picture for key, picture in self.pictures.items() if key[0] in used}


def _is_open(page: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(page)


_SHELF: Shelf[tuple[Visit, Preferences]] = Shelf(_is_open)


def hand_over() -> bool:
    """Start empty where another page, such as a copy of this tab, has gone on with this visit; says whether it has."""
    mine = st.session_state.get(_TICKET)
    if mine is None or _SHELF.belongs_to(mine, _page()):
        return False
    st.session_state[_ASKED] = mine
    del st.session_state[_TICKET], st.session_state[_SESSION]
    return True


def ticket() -> str:
    """What this page's visit is kept under."""
    if _TICKET not in st.session_state:
        st.session_state[_TICKET] = new_ticket()
    _keep()
    current: str = st.session_state[_TICKET]
    return current


def asked() -> str | None:
    """The ticket this page's tab last asked for, found or not."""
    return st.session_state.get(_ASKED)


def come_back(stored: str | None) -> bool:
    """Go on with the visit the tab had before it was reloaded, if it is still kept.

    Returns
    -------
    bool
        True where the tab has to be told what became of its question, which is answered once.
    """
    if stored is None or stored in {asked(), st.session_state[_TICKET]}:
        return False
    st.session_state[_ASKED] = stored
    found = _SHELF.take_over(stored, _page())
    if found is None:
        return True
    _close_phone()
    _SHELF.drop(st.session_state[_TICKET])
    st.session_state[_TICKET] = stored
    st.session_state[_SESSION], st.session_state[_PREFERENCES] = found
    visit().camera_open = False
    return True


def is_kept() -> Callable[[], bool]:
    """Asks, from wherever, whether this page's visit is still kept."""
    mine: str = st.session_state[_TICKET]
    return lambda: _SHELF.holds(mine)


def at_work() -> AbstractContextManager[None]:
    """Alone with the visit, while the page is drawn."""
    return _SHELF.at_work(st.session_state[_TICKET])


def _close_phone() -> None:
    if (phone := visit().phone) is not None:
        phone.close()


def _page() -> str:
    context = get_script_run_ctx(suppress_warning=True)
    return "" if context is None else context.session_id


def _keep() -> None:
    _SHELF.put(st.session_state[_TICKET], (visit(), preferences()), _page())


def visit() -> Visit:
    """The visit of this session, empty at first."""
    if _SESSION not in st.session_state:
        st.session_state[_SESSION] = Visit(blur_face=preferences().blur_faces)
    current: Visit = st.session_state[_SESSION]
    return current


def preferences() -> Preferences:
    """What this visitor prefers, the defaults at first."""
    if _PREFERENCES not in st.session_state:
        st.session_state[_PREFERENCES] = Preferences()
    preferred: Preferences = st.session_state[_PREFERENCES]
    return preferred


def language() -> str:
    """The language of this session; the default where nobody is looking, as in a file made in the background."""
    return preferences().language if get_script_run_ctx(suppress_warning=True) is not None else DEFAULT_LANGUAGE


def reader_zone() -> tzinfo | None:
    """The visitor's time zone, None where the browser names none."""
    return zoneinfo.ZoneInfo(st.context.timezone) if st.context.timezone else None


def start_over() -> None:
    """Forget photos, marks and results of this session, and let no phone send into the next visit.

    The inbox keeps counting so that its widgets start empty.
    """
    _close_phone()
    fresh = Visit(inbox=visit().inbox + 1, blur_face=preferences().blur_faces)
    st.session_state[_SESSION] = fresh
    _keep()


def widget(name: str, *parts: object) -> str:
    """The key of a widget: its name, and what it belongs to."""
    return "-".join((name, *(str(part) for part in parts)))


def value_of(key: str) -> Any:
    """The value of a widget with that key, for use in its callback."""
    return st.session_state[key]


def digest_of(content: bytes) -> str:
    """Identity of a photo: SHA-256 of its bytes."""
    return hashlib.sha256(content).hexdigest()
