"""A vault to try things on, under a passphrase that is cheap to derive a key from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from posture_cv.records.vault import Vault
from posture_cv.visit.archive import StoredPhoto

PHRASE = "four words apart"
CHEAP = 10
"""Cost of a guess, as its logarithm: tests open vaults by the hundred."""


def clock() -> str:
    return "2031-05-04T10:00:00+00:00"


def noise(size: int = 200_000) -> StoredPhoto:
    """A photo of bytes that compress to nothing smaller."""
    return StoredPhoto(digest="ab", name="left.jpg", focal_length_px=None, picture=os.urandom(size))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "records" / "records.vault"


@pytest.fixture
def vault(place: Path) -> Iterator[Vault]:
    with Vault.made(place, PHRASE, clock=clock, log2_cost=CHEAP) as made:
        yield made
