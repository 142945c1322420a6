"""Bytes under a passphrase: whole, in order and unchanged, or not at all.

A sealed file is a header and chunks. The header (magic, format version, costs and salt of the key, prefix of the nonces, a check of the
key) is readable, and authenticated with every chunk. Chunks of ``CHUNK_BYTES`` are encrypted by ChaCha20-Poly1305; the nonce of each is the
prefix, its number and whether it is the last one (the STREAM construction, Hoang, Reyhanitabar, Rogaway and Vizár 2015), so that a chunk
changed, moved, left out or cut off is noticed. The key is of this file alone: its salt is random.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from posture_cv.codecs.keys import LOG2_COST, SALT_BYTES, KeyDerivation
from posture_cv.domain.errors import RecordDamaged, RecordError, RecordNewer
from posture_cv.domain.messages import message

MAGIC = b"PSTRVST\n"
FORMAT_VERSION = 1
CHUNK_BYTES = 1 << 20

_HEADER = struct.Struct(">8sHBBB16s7s32s")
_TAG_BYTES = 16
_KEY_BYTES = 32

_DAMAGED = message("record.file_damaged"), message("record.open_copy")


@dataclass(frozen=True, slots=True)
class _Header:
    derivation: KeyDerivation
    prefix: bytes
    check: bytes

    def packed(self) -> bytes:
        made = self.derivation
        costs = (made.log2_cost, made.block_size, made.parallel)
        return _HEADER.pack(MAGIC, FORMAT_VERSION, *costs, made.salt, self.prefix, self.check)


def seal(content: bytes, passphrase: str, *, random: Callable[[int], bytes], log2_cost: int = LOG2_COST) -> Iterator[bytes]:
    """Encrypt, piece by piece in the order to be written.

    Parameters
    ----------
    random
        Gives so many unpredictable bytes.
    log2_cost
        Of the key (``KeyDerivation``).
    """
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    derivation = KeyDerivation(salt=random(SALT_BYTES), log2_cost=log2_cost)
    key, check = _key_and_check(derivation, passphrase)
    header = _Header(derivation, random(7), check)
    cipher, packed = ChaCha20Poly1305(key), header.packed()
    yield packed
    starts = range(0, max(len(content), 1), CHUNK_BYTES)
    for number, start in enumerate(starts):
        nonce = _nonce(header.prefix, number, last=number == len(starts) - 1)
        yield cipher.encrypt(nonce, content[start : start + CHUNK_BYTES], packed)


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """Decrypt what ``seal`` gave.

    Raises
    ------
    RecordError
        If the passphrase is another one.
    RecordNewer
        If the file is of a newer format.
    RecordDamaged
        If it is no sealed file, or any part of it was changed, moved or cut off.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.constant_time import bytes_eq

    header = _read_header(sealed)
    key, check = _key_and_check(header.derivation, passphrase)
    if not bytes_eq(check, header.check):
        raise RecordError(message("record.wrong_passphrase"), message("record.type_again"))
    cipher, packed, whole = ChaCha20Poly1305(key), sealed[: _HEADER.size], bytearray()
    starts = range(_HEADER.size, len(sealed), CHUNK_BYTES + _TAG_BYTES)
    if not starts:
        raise RecordDamaged(*_DAMAGED)
    for number, start in enumerate(starts):
        nonce = _nonce(header.prefix, number, last=number == len(starts) - 1)
        try:
            whole += cipher.decrypt(nonce, sealed[start : start + CHUNK_BYTES + _TAG_BYTES], packed)
        except InvalidTag as error:
            raise RecordDamaged(*_DAMAGED) from error
    return bytes(whole)


def is_sealed(content: bytes) -> bool:
    """Whether it begins as a sealed file does."""
    return content.startswith(MAGIC)


def _read_header(sealed: bytes) -> _Header:
    if not is_sealed(sealed):
        raise RecordDamaged(message("record.no_visit_file"), message("record.choose_visit_file"))
    if len(sealed) < _HEADER.size:
        raise RecordDamaged(*_DAMAGED)
    _, version, log2_cost, block_size, parallel, salt, prefix, check = _HEADER.unpack_from(sealed)
    if version > FORMAT_VERSION:
        raise RecordNewer(message("record.visit_newer"), message("record.update"))
    try:
        return _Header(KeyDerivation(salt=salt, log2_cost=log2_cost, block_size=block_size, parallel=parallel), prefix, check)
    except ValueError as error:
        raise RecordDamaged(*_DAMAGED) from error


def _key_and_check(derivation: KeyDerivation, passphrase: str) -> tuple[bytes, bytes]:
    """The key, and bytes that tell the right passphrase from a wrong one without telling anything of the key."""
    material = derivation.key(passphrase, 2 * _KEY_BYTES)
    return material[:_KEY_BYTES], material[_KEY_BYTES:]


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)
