"""Any decoded picture as plain 8-bit sRGB."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageCms

_BACKDROP = (128, 128, 128)
"""Shown through transparent pixels. Mid grey: a white shirt, dark hair and skin of any tone all stay visible before it."""


def to_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in mode RGB: depth scaled to 8 bits, transparency laid over mid grey, an embedded colour profile applied.

    A damaged or unfitting profile is ignored: the picture is then taken for sRGB.
    """
    if picture.mode.startswith("I"):
        picture = _from_16_bits(picture)
    if picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        picture = _over_backdrop(picture)
    elif picture.mode not in ("RGB", "CMYK"):
        picture = picture.convert("RGB")
    if profile is not None:
        picture = _apply_profile(picture, profile)
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _from_16_bits(picture: Image.Image) -> Image.Image:
    # Pillow's own conversion clips at 255 instead of scaling
    values = np.asarray(picture).astype(np.uint32)
    return Image.fromarray(((np.minimum(values, 65535) + 128) // 257).astype(np.uint8))


def _over_backdrop(picture: Image.Image) -> Image.Image:
    layer = picture.convert("RGBA")
    backdrop = Image.new("RGBA", layer.size, (*_BACKDROP, 255))
    return Image.alpha_composite(backdrop, layer).convert("RGB")


def _apply_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(embedded):
            return picture
        converted = ImageCms.profileToProfile(picture, embedded, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return converted or picture
