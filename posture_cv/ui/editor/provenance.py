"""By whom and when something was done by hand, in words; what was done is said in ``posture_cv.codecs.by_hand``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from posture_cv.domain.photo import VerticalLine
    from posture_cv.ui.editor.edit import PointEdit


def signature_words(done: PointEdit | VerticalLine, words: Mapping[str, str], *, zone: tzinfo | None) -> str:
    """Who did it and when, ``"By AR, 11:32"``; the day where it was not today.

    Parameters
    ----------
    words
        Texts of the editor (``texts.complete``).
    zone
        Time zone of the reader; None for this computer's.
    """
    at = datetime.fromisoformat(done.at).astimezone(zone)
    today = at.date() == datetime.now(zone).date()
    when = f"{at:%H:%M}" if today else f"{at:%Y-%m-%d %H:%M}"
    return words["signed" if done.by else "unsigned"].format(by=done.by, when=when)
