"""Sealed bytes come back whole, or not at all."""

from __future__ import annotations

import secrets
import struct

import pytest

from posture_cv.codecs.sealed import CHUNK_BYTES, MAGIC, is_sealed, seal, unseal
from posture_cv.domain.errors import RecordDamaged, RecordError, RecordNewer

PHRASE = "four words apart"
HEADER_BYTES = 8 + 2 + 3 + 16 + 7 + 32
SEALED_CHUNK = CHUNK_BYTES + 16


def sealed(content: bytes) -> bytes:
    return b"".join(seal(content, PHRASE, random=secrets.token_bytes, log2_cost=10))


@pytest.fixture(scope="module")
def three_chunks() -> bytes:
    return sealed(b"x" * (2 * CHUNK_BYTES + 100))


@pytest.mark.parametrize("length", [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])
def test_what_goes_in_comes_out(length: int) -> None:
    content = secrets.token_bytes(length)
    file = sealed(content)
    assert is_sealed(file)
    assert unseal(file, PHRASE) == content
    assert len(file) == HEADER_BYTES + length + 16 * max(1, -(-length // CHUNK_BYTES))


def test_nothing_can_be_read_and_nothing_repeats() -> None:
    content = b"Avery Example" * 50
    one, other = sealed(content), sealed(content)
    assert b"Avery" not in one
    assert one[HEADER_BYTES:] != other[HEADER_BYTES:]


@pytest.mark.parametrize("wrong", ["four words Apart", "four words apart ", "four words", ""])
def test_another_passphrase_is_said_to_be_one(three_chunks: bytes, wrong: str) -> None:
    with pytest.raises(RecordError, match="does not open this file") as caught:
        unseal(three_chunks, wrong)
    assert not isinstance(caught.value, RecordDamaged)


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(HEADER_BYTES, id="first byte"),
        pytest.param(HEADER_BYTES + CHUNK_BYTES + 3, id="a tag"),
        pytest.param(HEADER_BYTES + SEALED_CHUNK, id="second chunk"),
        pytest.param(-1, id="last byte"),
        pytest.param(30, id="prefix of the nonces"),
    ],
)
def test_one_changed_bit_is_noticed(three_chunks: bytes, place: int) -> None:
    changed = bytearray(three_chunks)
    changed[place] ^= 1
    with pytest.raises(RecordDamaged, match="damaged, or somebody changed it"):
        unseal(bytes(changed), PHRASE)


@pytest.mark.parametrize("place", [13, 40, HEADER_BYTES - 1])
def test_a_changed_salt_or_check_opens_nothing(three_chunks: bytes, place: int) -> None:
    changed = bytearray(three_chunks)
    changed[place] ^= 1
    with pytest.raises(RecordError):
        unseal(bytes(changed), PHRASE)


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param(HEADER_BYTES - 1, id="within the header"),
        pytest.param(HEADER_BYTES, id="the header alone"),
        pytest.param(HEADER_BYTES + 20, id="within a chunk"),
        pytest.param(HEADER_BYTES + SEALED_CHUNK, id="after a chunk"),
        pytest.param(-1, id="but the last byte"),
    ],
)
def test_a_file_cut_off_is_noticed(three_chunks: bytes, kept: int) -> None:
    with pytest.raises(RecordDamaged, match="damaged"):
        unseal(three_chunks[:kept], PHRASE)


def test_chunks_in_another_order_or_twice_are_noticed(three_chunks: bytes) -> None:
    header, body = three_chunks[:HEADER_BYTES], three_chunks[HEADER_BYTES:]
    first, second, last = body[:SEALED_CHUNK], body[SEALED_CHUNK : 2 * SEALED_CHUNK], body[2 * SEALED_CHUNK :]
    for other in (second + first + last, first + first + last, first + second + last + last, first + last):
        with pytest.raises(RecordDamaged, match="damaged"):
            unseal(header + other, PHRASE)


def test_a_newer_format_asks_for_an_update(three_chunks: bytes) -> None:
    with pytest.raises(RecordNewer, match="newer version"):
        unseal(MAGIC + struct.pack(">H", 2) + three_chunks[10:], PHRASE)


def test_a_planted_cost_takes_no_memory(three_chunks: bytes) -> None:
    dear = bytearray(three_chunks)
    dear[10] = 40
    with pytest.raises(RecordDamaged, match="damaged"):
        unseal(bytes(dear), PHRASE)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"{}", b"PSTRVST"])
def test_something_else_is_no_visit_file(content: bytes) -> None:
    with pytest.raises(RecordDamaged, match="no visit file"):
        unseal(content, PHRASE)
