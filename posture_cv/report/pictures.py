"""Pictures as the typesetter takes them from memory: as text."""

from __future__ import annotations

import base64
import io
from typing import TYPE_CHECKING

from posture_cv.domain.errors import ReportError
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from PIL.Image import Image

_SIGNATURES = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpeg"}
_TELLTALES = ("exif", "comment", "xmp", "photoshop", "mp")


def as_svg(picture: bytes) -> bytes:
    """Wrap a PNG or JPEG in an SVG of its size; its pixels reach the page as they are, place, time and comments do not.

    Raises
    ------
    ReportError
        If the picture is neither, or damaged.
    """
    from PIL import Image

    kind = next((kind for signature, kind in _SIGNATURES.items() if picture.startswith(signature)), None)
    if kind is None:
        raise ReportError(message("report.picture_kind"), message("report.make_pictures"))
    try:
        with Image.open(io.BytesIO(picture), formats=(kind,)) as opened:
            # a damaged picture would be left out of the page without a word
            opened.load()
            size = opened.size
            if kind == "jpeg" and any(told in opened.info for told in _TELLTALES):
                picture, size = _bare(opened)
    except (OSError, SyntaxError, ValueError) as error:
        raise ReportError(message("report.no_layout"), message("report.reinstall")) from error
    data = base64.b64encode(picture).decode("ascii")
    box = f'width="{size[0]}" height="{size[1]}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><image {box} href="data:image/{kind};base64,{data}"/></svg>'.encode()


def _bare(opened: Image) -> tuple[bytes, tuple[int, int]]:
    """The same picture upright and without what its file tells beside it, and its size."""
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(opened)
    buffer = io.BytesIO()
    upright.save(buffer, format="JPEG", quality=95, subsampling=0, exif=b"", comment=b"", icc_profile=opened.info.get("icc_profile"))
    return buffer.getvalue(), upright.size
