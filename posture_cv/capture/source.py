"""The bytes of a photo, with every way a path or a file object can disappoint."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

from posture_cv.domain.errors import PhotoTooLarge, PhotoUnreadable

MAX_BYTES = 50_000_000
"""Largest file read. Phones' 50-megapixel JPEGs stay under 30 MB; what is larger is a raw scan or no photo."""

_CHOOSE_ANOTHER = "Choose a JPEG, PNG, WebP or HEIC photo."
_AGAIN = "Save or copy the photo again, then choose it once more."


@runtime_checkable
class FileObject(Protocol):
    """An open file, an upload, a stream: whatever gives bytes when read."""

    def read(self, size: int = -1, /) -> bytes:
        """Give at most so many bytes, none at the end."""
        ...


PathSource: TypeAlias = str | os.PathLike[str]
ContentSource: TypeAlias = bytes | bytearray | memoryview | FileObject


def photo_bytes(source: PathSource | ContentSource) -> bytes:
    """The content of a photo file, read only if it can be one.

    Parameters
    ----------
    source
        A path, the content itself, or a file object, which is read from its beginning where it can be rewound.

    Raises
    ------
    PhotoUnreadable
        Nothing is there, it is a folder or a device, it may not be read, or it is empty.
    PhotoTooLarge
        More than ``MAX_BYTES``; of a file, found before reading.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        _check_size(len(source) if not isinstance(source, memoryview) else source.nbytes)
        content = bytes(source)
    elif isinstance(source, FileObject):
        content = _stream_content(source)
    else:
        content = _file_content(source)
    if not content:
        raise PhotoUnreadable("The file is empty.", _AGAIN)
    _check_size(len(content))
    return content


def _stream_content(stream: FileObject) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        if getattr(stream, "seekable", bool)():
            stream.seek(0)  # type: ignore[attr-defined]  # a stream that says so can
        while size <= MAX_BYTES and (part := stream.read(MAX_BYTES + 1 - size)):
            if not isinstance(part, bytes | bytearray):
                raise PhotoUnreadable("This file object gives text, not bytes.", 'Open the file with mode "rb".')
            parts.append(part)
            size += len(part)
    except (OSError, ValueError, TypeError):  # a broken medium, a closed file, a read() of another form
        raise PhotoUnreadable("The file object could not be read.", _AGAIN) from None
    return b"".join(parts)


def _file_content(source: PathSource) -> bytes:
    try:
        path = Path(source)
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
    except (OSError, ValueError, TypeError):  # a broken medium, a path too long, a zero byte in a path, a path of bytes
        raise PhotoUnreadable("The file could not be read.", "Copy the photo to this computer's own disk and try again.") from None


def _check_size(size_bytes: int) -> None:
    if size_bytes > MAX_BYTES:
        raise PhotoTooLarge(
            f"The file holds more than {MAX_BYTES // 1_000_000} MB.", "Export the photo as a JPEG, at most 4000 pixels on its long side."
        )
