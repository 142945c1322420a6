"""Words of a language with everything that rows say: the clinical tables and the capture protocols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from posture_cv.words import Words

_PROTOCOLS = "protocols/"


@cache
def words_in(language: str) -> Words:
    """Words of a language, one of ``posture_cv.words.LANGUAGES``; tables and protocols are each read when a row is first said.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    return Words(language, _Rows())


class _Rows(Mapping[str, str]):
    """English texts by ``table/row/column``. Reading them may raise KnowledgeError, which itself has to be said without them."""

    def __getitem__(self, key: str) -> str:
        if "/" not in key:
            raise KeyError(key)
        return (_of_protocols() if key.startswith(_PROTOCOLS) else _of_tables())[key]

    def __iter__(self) -> Iterator[str]:
        return iter(row_texts())

    def __len__(self) -> int:
        return len(row_texts())


def row_texts() -> dict[str, str]:
    """English texts of the clinical tables and the capture protocols by ``table/row/column``; raises KnowledgeError."""
    return {**_of_tables(), **_of_protocols()}


def _of_tables() -> Mapping[str, str]:
    from posture_cv.knowledge import load

    return load().texts


@cache
def _of_protocols() -> dict[str, str]:
    from posture_cv.capture.protocols import protocols

    return {key: text for protocol in protocols() for key, text in protocol.texts.items()}
