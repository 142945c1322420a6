"""Things that pass for pictures, numbers and lists in Python, and are none: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

_SHAPES = (
    (),
    (0,),
    (3,),
    (0, 0, 3),
    (200, 0, 3),
    (200, 180),
    (200, 180, 1),
    (200, 180, 2),
    (200, 180, 3),
    (200, 180, 4),
    (200, 180, 5),
    (3, 200, 180),
    (1, 200, 180, 3),
    (159, 2000, 3),
    (160, 160, 3),
    (5000, 200, 3),
    (2,) * 30,
)
_TYPES = ("u1", "i1", "u2", ">u2", "i8", "f2", "f4", "f8", "?", "c8", "O", "S3", "U2", "M8[s]", "m8[D]", "V4", [("r", "u1"), ("g", "u1")])


class Raising:
    """Breaks whoever looks at it."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def __array__(self, *_: object, **__: object) -> None:
        raise self._error

    def __len__(self) -> int:
        raise self._error

    def __iter__(self) -> Iterator[object]:
        raise self._error

    def __float__(self) -> float:
        raise self._error

    def read(self, *_: object) -> bytes:
        raise self._error


def _of_shape_and_type(draw: random.Random) -> Any:
    kind = np.dtype(draw.choice(_TYPES))
    if kind.kind == "O":
        return np.full(draw.choice(_SHAPES[:6]), None, object)
    return np.zeros(draw.choice(_SHAPES), kind)


def _laid_out_otherwise(draw: random.Random) -> Any:
    sound = np.tile(np.arange(180, dtype=np.uint8)[None, :, None], (200, 1, 3))
    return draw.choice(
        (
            sound[::-1, ::-2],
            np.asfortranarray(sound),
            sound.view(np.recarray),
            np.ma.masked_array(sound, mask=True),
            np.lib.stride_tricks.as_strided(sound, (200, 180, 3), (0, 0, 0)),
            np.broadcast_to(np.uint8(7), (1 << 20, 1 << 20, 3)),
            np.broadcast_to(np.float64("nan"), (300, 300, 3)),
            np.full((200, 180, 3), float("inf")),
            memoryview(sound),
            sound.tolist(),
        )
    )


def _of_another_kind(draw: random.Random) -> Any:
    error = draw.choice((ValueError("x"), TypeError("x"), OSError(5, "x"), MemoryError()))
    return draw.choice(
        (None, 7, -1.5, True, "", "\0", "a\ud800", b"", b"\xff\xd8\xff", [], {}, (), set(), object(), type, Raising(error), [[1], [2, 3]])
    )


_MAKERS: tuple[Callable[[random.Random], Any], ...] = (_of_shape_and_type, _of_shape_and_type, _laid_out_otherwise, _of_another_kind)


def hostile_pictures(count: int, seed: int) -> Iterator[tuple[str, Any]]:
    """So many things to be taken for a photo, each with its number and what it is."""
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    for number in range(count):
        made = draw.choice(_MAKERS)(draw)
        yield f"{number}: {type(made).__name__} {getattr(made, 'shape', '')} {getattr(made, 'dtype', '')}", made


def hostile_arguments(count: int, seed: int) -> Iterator[Any]:
    """So many things to be taken for marks, views, persons or lengths."""
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    numbers = (
        0,
        -1,
        1,
        2,
        1 << 70,
        0.5,
        float("nan"),
        float("inf"),
        True,
        None,
        "1",
        np.float32(3),
        np.int64(2),
        np.array(3),
        np.array([1, 2]),
    )
    for _ in range(count):
        number = draw.choice(numbers)
        yield draw.choice(
            (
                number,
                [number],
                {"asis": (number, number)},
                {"asis": number},
                {number if not isinstance(number, np.ndarray) else "c7": (1, 2)},
                [{"asis": [number, 2, 3]}],
                [{"left_asis": (5, number), "asis": (5, 5)}],
                ["left", number],
                np.array([[1.0, 2.0]]),
                _of_another_kind(draw),
                [_of_another_kind(draw)],
            )
        )
