"""What the decoders get to see of a photo file: the parts its picture needs, their number and sizes checked before a decoder starts.

A file may be built so that reading it takes minutes or gigabytes: thousands of metadata blocks, of scans over the same pixels, of table
entries that all point at the same bytes. Each module here walks one container by its specification and leaves out what is of no use.
"""

from __future__ import annotations

from posture_cv.domain.errors import PhotoTooLarge, PhotoUnreadable
from posture_cv.domain.messages import message

LARGEST_PROFILE_BYTES = 4_000_000
"""Colour profiles kept; a printer's take 2 MB, a phone's 600 bytes."""


def damaged() -> PhotoUnreadable:
    """The error for a file that starts like a photo and does not go on like one."""
    return PhotoUnreadable(message("file.damaged"), message("file.copy_from_camera"))


def moving() -> PhotoUnreadable:
    """The error for pictures that follow each other."""
    return PhotoUnreadable(message("file.moving"), message("file.send_still"))


def laborious() -> PhotoTooLarge:
    """The error for a file that would take far longer to read than its picture is worth."""
    return PhotoTooLarge(message("file.laborious"), message("file.save_as_jpeg"))


def unknown() -> PhotoUnreadable:
    """The error for a file of no format, or no variety of a format, that is read."""
    return PhotoUnreadable(message("file.unknown_kind"), message("file.send_known_kind"))
