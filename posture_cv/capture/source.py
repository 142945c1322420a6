"""The bytes of a photo, with every way a path can disappoint."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.domain.errors import PhotoTooLarge, PhotoUnreadable

if TYPE_CHECKING:
    import os

MAX_BYTES = 50_000_000
"""Largest file read. Phones' 50-megapixel JPEGs stay under 30 MB; what is larger is a raw scan or no photo."""

_CHOOSE_ANOTHER = "Choose a JPEG, PNG, WebP or HEIC photo."


def photo_bytes(source: str | os.PathLike[str] | bytes) -> bytes:
    """The content of a photo file, read only if it can be one.

    Parameters
    ----------
    source
        A path, or the content itself.

    Raises
    ------
    PhotoUnreadable
        Nothing is there, it is a folder or a device, it may not be read, or it is empty.
    PhotoTooLarge
        More than ``MAX_BYTES``; found before reading.
    """
    content = source if isinstance(source, bytes) else _file_content(source)
    if not content:
        raise PhotoUnreadable("The file is empty.", "Save or copy the photo again, then choose it once more.")
    _check_size(len(content))
    return content


def _file_content(source: str | os.PathLike[str]) -> bytes:
    path = Path(source)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PhotoUnreadable("This is a folder, not a photo.", "Choose a photo inside it.")
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device could block, or never end
            raise PhotoUnreadable("This is not an ordinary file.", _CHOOSE_ANOTHER)
        _check_size(status.st_size)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PhotoUnreadable("There is no file at this place.", "Check the spelling of the path, or choose the photo again.") from None
    except PermissionError:
        raise PhotoUnreadable(
            "The photo may not be read.", "Give yourself the right to read it, or copy it to a folder of yours."
        ) from None
    except (OSError, ValueError):  # a broken medium, a path too long, a zero byte in a path
        raise PhotoUnreadable("The file could not be read.", "Copy the photo to this computer's own disk and try again.") from None


def _check_size(size_bytes: int) -> None:
    if size_bytes > MAX_BYTES:
        raise PhotoTooLarge(
            f"The file holds more than {MAX_BYTES // 1_000_000} MB.", "Export the photo as a JPEG, at most 4000 pixels on its long side."
        )
