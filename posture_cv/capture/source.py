"""The bytes of a photo, with every way a path or a file object can disappoint."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol, TypeAlias, runtime_checkable

from posture_cv.domain.errors import PhotoTooLarge, PhotoUnreadable
from posture_cv.domain.messages import message

MAX_BYTES = 50_000_000
"""Largest file read. Phones' 50-megapixel JPEGs stay under 30 MB; what is larger is a raw scan or no photo."""

FILE_ENDINGS = ("jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "tif", "tiff", "bmp", "gif")
"""How names of files that may be photos end; what a file is, its content says."""

_CHOOSE_ANOTHER = message("file.choose_photo")
_AGAIN = message("file.choose_again")


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
        raise PhotoUnreadable(message("file.empty"), _AGAIN)
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
                raise PhotoUnreadable(message("file.gives_text"), message("file.open_binary"))
            parts.append(part)
            size += len(part)
    except (OSError, ValueError, TypeError):  # a broken medium, a closed file, a read() of another form
        raise PhotoUnreadable(message("file.object_unreadable"), _AGAIN) from None
    return b"".join(parts)


def _file_content(source: PathSource) -> bytes:
    try:
        path = Path(source)
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PhotoUnreadable(message("file.folder"), message("file.choose_inside"))
        if not stat.S_ISREG(status.st_mode):  # a pipe or a device could block, or never end
            raise PhotoUnreadable(message("file.not_ordinary"), _CHOOSE_ANOTHER)
        _check_size(status.st_size)
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PhotoUnreadable(message("file.missing"), message("file.check_path")) from None
    except PermissionError:
        raise PhotoUnreadable(message("file.forbidden"), message("file.give_right")) from None
    except (OSError, ValueError, TypeError):  # a broken medium, a path too long, a zero byte in a path, a path of bytes
        raise PhotoUnreadable(message("file.unreadable"), message("file.copy_to_disk")) from None


def _check_size(size_bytes: int) -> None:
    if size_bytes > MAX_BYTES:
        raise PhotoTooLarge(message("file.too_large", megabytes=MAX_BYTES // 1_000_000), message("file.export_smaller"))
