"""The option by which the view of a photo is declared."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class ViewWord(StrEnum):
    """Views a user can declare."""

    AUTO = "auto"
    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"
    BACK = "back"


Views = Annotated[list[ViewWord] | None, typer.Option()]
