"""Words of a language with everything that rows say: the clinical tables and the capture protocols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property

from posture_cv.words import Words


@cache
def words_in(language: str) -> Words:
    """Words of a language, one of ``posture_cv.words.LANGUAGES``; tables and protocols are read when one of their rows is first said.

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
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    @cached_property
    def _texts(self) -> dict[str, str]:
        return row_texts()


def row_texts() -> dict[str, str]:
    """English texts of the clinical tables and the capture protocols by ``table/row/column``; raises KnowledgeError."""
    from posture_cv.capture.protocols import protocols
    from posture_cv.knowledge import load

    texts = dict(load().texts)
    for protocol in protocols():
        texts |= protocol.texts
    return texts
