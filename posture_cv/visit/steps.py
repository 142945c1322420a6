"""Where a visit stands in its capture protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.protocol import Protocol, Step
    from posture_cv.domain.views import View


def next_step(protocol: Protocol, done: Sequence[View]) -> Step | None:
    """The first step whose view has no photo yet; None when every view has one.

    Parameters
    ----------
    done
        Views photographed so far, in any order; repeats and views the protocol does not ask for are passed over.
    """
    return next((step for step in protocol.steps if step.view not in done), None)
