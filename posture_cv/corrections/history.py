"""Undo and redo: the corrections a photo had before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from posture_cv.domain.corrections import Aim, Corrections

MOST_STEPS_KEPT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The corrections of one photo as they are, as they were, and as they were before an undo.

    Attributes
    ----------
    past, future
        What undo and redo lead to, the next one last; at most ``MOST_STEPS_KEPT`` each.
    revision
        Counts every change, undone ones too: of two histories of one photo the higher is the newer.
    """

    now: Corrections = field(default_factory=Corrections)
    past: tuple[Corrections, ...] = ()
    future: tuple[Corrections, ...] = ()
    revision: int = 0

    def changed(self, corrections: Corrections) -> History:
        """One step newer; what there was can be undone."""
        past = (*self.past, self.now)[-MOST_STEPS_KEPT:]
        return History(now=corrections, past=past, revision=self.revision + 1)

    def amended(self, corrections: Corrections) -> History:
        """With these corrections, no step of undo and no newer: for who signed and which stickers hold, whatever is undone."""
        return replace(self, now=corrections)

    def aimed(self, aim: Aim) -> History:
        """Of another aim, without undo: what was set belonged to another view, person or frame. The same for the same aim."""
        return self if aim == self.now.aim else History(now=self.now.aimed(aim), revision=self.revision + 1)

    def undone(self) -> History:
        """One step back; the same where there is none."""
        if not self.past:
            return self
        return History(now=self.past[-1], past=self.past[:-1], future=(*self.future, self.now), revision=self.revision + 1)

    def redone(self) -> History:
        """One step forth; the same where there is none."""
        if not self.future:
            return self
        return History(now=self.future[-1], past=(*self.past, self.now), future=self.future[:-1], revision=self.revision + 1)
