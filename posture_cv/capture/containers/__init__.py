"""What the decoders get to see of a photo file: the parts its picture needs, their number and sizes checked before a decoder starts.

A file may be built so that reading it takes minutes or gigabytes: thousands of metadata blocks, of scans over the same pixels, of table
entries that all point at the same bytes. Each module here walks one container by its specification and leaves out what is of no use.
"""

from __future__ import annotations

from posture_cv.domain.errors import PhotoTooLarge, PhotoUnreadable

LARGEST_PROFILE_BYTES = 4_000_000
"""Colour profiles kept; a printer's take 2 MB, a phone's 600 bytes."""


def damaged() -> PhotoUnreadable:
    """The error for a file that starts like a photo and does not go on like one."""
    return PhotoUnreadable("The photo is damaged or incomplete.", "Copy or export it again from the camera or phone.")


def moving() -> PhotoUnreadable:
    """The error for pictures that follow each other."""
    return PhotoUnreadable("This is an animation or a film, not a photo.", "Send a still photo: JPEG, PNG, WebP or HEIC.")


def laborious() -> PhotoTooLarge:
    """The error for a file that would take far longer to read than its picture is worth."""
    return PhotoTooLarge(
        "The file is built so that reading it would take too long.", "Open it in a photo program and save it again as a JPEG."
    )


def unknown() -> PhotoUnreadable:
    """The error for a file of no format, or no variety of a format, that is read."""
    return PhotoUnreadable(
        "This is not a photo of a kind that can be read.", "Send a JPEG, PNG, WebP, HEIC, AVIF or TIFF photo, a bitmap or a still GIF."
    )
