"""By whom and when something was done by hand, in words; what was done is said in ``posture_cv.anatomy.by_hand``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

    from posture_cv.domain.corrections import PointCorrection
    from posture_cv.domain.photo import VerticalLine
    from posture_cv.words import Words


def signature_words(done: PointCorrection | VerticalLine, words: Words, *, zone: tzinfo | None) -> str:
    """Who did it and when, ``"By AR, 11:32"``; the day where it was not today.

    Parameters
    ----------
    zone
        Time zone of the reader; None for this computer's.
    """
    at = datetime.fromisoformat(done.at).astimezone(zone)
    today = at.date() == datetime.now(zone).date()
    when = words.time(at) if today else words.moment(at)
    return words.text("editor.signed", by=done.by, when=when) if done.by else words.text("editor.unsigned", when=when)
