"""What the app remembers for one visitor: the only module that touches Streamlit's session state.

A session holds nothing but its ticket. The visit itself, photos and results, has one owner, the ``ReloadStore``, in the memory of this
process and nowhere else, and goes soon after the page is closed: late enough for a reload to find it.
"""

from __future__ import annotations

import hashlib
import zoneinfo
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import streamlit as st
from streamlit import runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.pose import DEFAULT_PASSES
from posture_cv.domain.views import BodySide, View
from posture_cv.ui import serving
from posture_cv.ui.reload import new_ticket
from posture_cv.ui.serving import PAGES, VISITS
from posture_cv.visit import Album, Visit

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import tzinfo

    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from posture_cv.cards.card import CardKind
    from posture_cv.domain.errors import PostureError
    from posture_cv.domain.observation import Observation
    from posture_cv.ui.offer import Offer
    from posture_cv.ui.phone import PhoneListener
    from posture_cv.visit import SheetEntries, VisitPhoto

Point = tuple[LandmarkName, BodySide]
_TICKET = "posture_cv_ticket"
_ASKED = "posture_cv_ticket_asked"


class Colours(StrEnum):
    """Light or dark, by the framework's own names."""

    SYSTEM = "System"
    LIGHT = "Light"
    DARK = "Dark"


@dataclass(slots=True)
class Preferences:
    """How this visitor wants the app to be; kept until the page is closed.

    Attributes
    ----------
    passes
        Detector passes per photo; None for the software's own choice.
    examiner
        Who corrects points; empty while nobody said.
    colours
        None to leave the browser as it is.
    """

    language: str = field(default_factory=lambda: serving.DEFAULT_LANGUAGE)
    blur_faces: bool = False
    passes: int | None = None
    examiner: str = ""
    colours: Colours | None = None


class Pane(StrEnum):
    """How the chosen photo is shown: to look at, with handles to correct its points, or with the points as numbers."""

    PICTURE = "picture"
    POINTS = "points"
    NUMBERS = "numbers"


@dataclass(slots=True)
class OpenVisit:
    """A visit on the page: what was said, what was seen, and how it is shown, kept so that a rerun costs nothing.

    Attributes
    ----------
    drawn
        By number of the photo, the revision of the last change made in the picture of the editor.
    selected
        Number of the photo that is shown.
    set_aside
        Photos of other days, with all that was said of them; no file takes them in, and they go when the visit closes.
    step
        Place of the step in the protocol that guides.
    part
        Part of the worksheet that is shown.
    muscle
        Muscle shown on the map; None for the first suggested. ``map_view`` is the map's view as last chosen.
    refused
        Why the visit file last chosen could not be opened, to be said once.
    mishaps
        By the name of the file: why it could not be made when its button was pressed last; an error that is not ours by where it arose.
    revision
        Counts what was changed on the sheet elsewhere than in the field itself, so that fields start afresh with the value kept.
    """

    visit: Visit = field(default_factory=Visit)
    album: Album = field(default_factory=Album)
    drawn: dict[int, int] = field(default_factory=dict)
    selected: int | None = None
    set_aside: tuple[VisitPhoto, ...] = ()
    camera_open: bool = False
    phone: PhoneListener | None = None
    blur_face: bool = False
    show_points: bool = True
    pane: Pane = Pane.PICTURE
    guiding: bool = False
    step: int = 0
    part: str = "safety"
    muscle: str | None = None
    map_view: View = View.FRONT
    revision: int = 0
    card: tuple[CardKind, str] | None = None
    notices: list[str] = field(default_factory=list)
    refused: PostureError | None = None
    inbox: int = 0
    pictures: dict[tuple[object, ...], bytes] = field(default_factory=dict)
    files: tuple[Offer, ...] = ()
    sealed: Offer | None = None
    mishaps: dict[str, PostureError | str] = field(default_factory=dict)

    def outcome(self, photo: VisitPhoto) -> Observation | PostureError | None:
        """The automatic answer about a photo, the error that stood in its way, or None while nobody has looked."""
        return self.album.outcome(self.visit, photo, passes())

    def write(self, sheet: SheetEntries, *, elsewhere: bool = False) -> None:
        """Go on with this written on the sheet; ``elsewhere`` where not in the field itself."""
        self.visit = replace(self.visit, sheet=sheet)
        self.revision += elsewhere

    def point_at(self, muscle: str) -> None:
        """Show a muscle that was pointed at on the map."""
        self.muscle = muscle
        self.revision += 1

    def go_on_with(self, visit: Visit, album: Album) -> None:
        """Take up a visit that was kept in a file; fields start afresh with what is in it."""
        self.visit, self.album = visit, album
        self.set_aside = ()
        self.drawn.clear()
        self.selected = None
        self.inbox += 1
        self.revision += 1

    def forget_all(self) -> None:
        """Drop pixels, answers and names; whoever still points to this visit keeps an empty shell."""
        self.visit, self.set_aside = Visit(), ()
        self.forget_unused()
        self.card = None
        self.notices.clear()
        self.files, self.sealed, self.refused = (), None, None
        self.mishaps.clear()
        if self.phone is not None:
            self.phone.close()
            self.phone = None

    def forget_unused(self) -> None:
        """Drop pixels, answers and pictures of photos that are no longer part of the visit, nor set aside."""
        used = {photo.digest for photo in (*self.visit.photos, *self.set_aside)}
        self.album.keep(used)
        self.pictures = {key: picture for key, picture in self.pictures.items() if key[0] in used}


Held = tuple[OpenVisit, Preferences]
"""What is kept for one page."""


def hand_over() -> bool:
    """Start empty where another page, such as a copy of this tab, has gone on with this visit; says whether it has."""
    mine = st.session_state.get(_TICKET)
    if mine is None or VISITS.belongs_to(mine, _page()):
        return False
    st.session_state[_ASKED] = mine
    _begin(replace(preferences()))
    return True


def ticket() -> str:
    """What this page's visit is kept under."""
    _held()
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
    if VISITS.take_over(stored, _page()) is None:
        return True
    VISITS.drop(st.session_state[_TICKET])
    st.session_state[_TICKET] = stored
    visit().camera_open = False
    return True


def is_kept() -> Callable[[], bool]:
    """Asks, from wherever, whether this page's visit is still kept."""
    mine = ticket()
    return lambda: VISITS.holds(mine)


def at_work() -> AbstractContextManager[None]:
    """Alone with the visit, while the page is drawn."""
    return VISITS.at_work(st.session_state[_TICKET])


def _page() -> str:
    context = get_script_run_ctx(suppress_warning=True)
    return "" if context is None else context.session_id


def _begin(preferred: Preferences) -> Held:
    held = OpenVisit(blur_face=preferred.blur_faces), preferred
    st.session_state[_TICKET] = new_ticket()
    VISITS.put(st.session_state[_TICKET], held, _page())
    PAGES.add(_page())
    return held


def _held() -> Held:
    mine = st.session_state.get(_TICKET)
    return (None if mine is None else VISITS.held(mine)) or _begin(Preferences())


def visit() -> OpenVisit:
    """The visit of this session, empty at first."""
    return _held()[0]


def preferences() -> Preferences:
    """What this visitor prefers, the defaults at first."""
    return _held()[1]


def passes() -> int:
    """Detector passes per photo, as this visitor wants them."""
    return preferences().passes or DEFAULT_PASSES


def language() -> str:
    """The language of this session; the default where nobody is looking, as in a file made in the background."""
    return preferences().language if get_script_run_ctx(suppress_warning=True) is not None else serving.DEFAULT_LANGUAGE


def reader_zone() -> tzinfo | None:
    """The visitor's time zone, None where the browser names none."""
    return zoneinfo.ZoneInfo(st.context.timezone) if st.context.timezone else None


def start_over() -> None:
    """Forget photos, marks and results of this session, and let no phone send into the next visit.

    The inbox keeps counting so that its widgets start empty.
    """
    before, preferred = _held()
    VISITS.put(st.session_state[_TICKET], (OpenVisit(inbox=before.inbox + 1, blur_face=preferred.blur_faces), preferred), _page())


def taken(file: UploadedFile) -> bytes:
    """The content of an uploaded file, of which the framework then keeps no copy."""
    content = file.getvalue()
    uploads = runtime.get_instance().uploaded_file_mgr
    if isinstance(uploads, MemoryUploadedFileManager):
        uploads.remove_file(_page(), file.file_id)
    file.close()
    return content


def widget(name: str, *parts: object) -> str:
    """The key of a widget: its name, and what it belongs to."""
    return "-".join((name, *(str(part) for part in parts)))


def value_of(key: str) -> Any:
    """The value of a widget with that key, for use in its callback."""
    return st.session_state[key]


def digest_of(content: bytes) -> str:
    """Identity of a photo: SHA-256 of its bytes."""
    return hashlib.sha256(content).hexdigest()
