"""Files the product carries beside its code: pose weights and sample images.

They lie in ``models/`` and ``sample_images/`` of a checkout and in ``posture_cv/assets/bundled/`` of an installed wheel.
"""

from __future__ import annotations

from pathlib import Path

_BUNDLED = Path(__file__).resolve().parent / "bundled"
_CHECKOUT = Path(__file__).resolve().parents[2]


def asset_folder(name: str) -> Path:
    """Folder ``models`` or ``sample_images``, wherever this installation keeps it; need not exist."""
    bundled = _BUNDLED / name
    return bundled if bundled.is_dir() else _CHECKOUT / name
