"""From a passphrase to a key: scrypt (RFC 7914), with its costs written beside what the key opens."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from posture_cv.domain.errors import RecordError
from posture_cv.domain.messages import message

SHORTEST_PASSPHRASE = 8
"""Letters; shorter ones are guessed in hours however slow each guess is made."""

SALT_BYTES = 16
LOG2_COST = 17
"""128 MiB of memory and about half a second a guess (OWASP's first choice for scrypt)."""

_LEAST_LOG2_COST, _MOST_LOG2_COST = 10, 20
_MOST_BLOCK_SIZE, _MOST_PARALLEL = 16, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDerivation:
    """How a key is made; none of it is secret.

    Attributes
    ----------
    salt
        Random, of its own for every file or database.
    log2_cost, block_size, parallel
        N (as its logarithm), r and p of scrypt.

    Raises
    ------
    ValueError
        If the costs are out of bounds: too cheap to protect, or so dear that opening a planted file would take a computer's memory.
    """

    salt: bytes
    log2_cost: int = LOG2_COST
    block_size: int = 8
    parallel: int = 1

    def __post_init__(self) -> None:
        in_bounds = _LEAST_LOG2_COST <= self.log2_cost <= _MOST_LOG2_COST
        if not (in_bounds and 1 <= self.block_size <= _MOST_BLOCK_SIZE and 1 <= self.parallel <= _MOST_PARALLEL):
            raise ValueError(f"expected costs within bounds, but got 2^{self.log2_cost}, {self.block_size} and {self.parallel}")

    def key(self, passphrase: str, length: int = 32) -> bytes:
        """The key of so many bytes; the same letters give the same key on every keyboard (Unicode NFC)."""
        from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

        kdf = Scrypt(salt=self.salt, length=length, n=1 << self.log2_cost, r=self.block_size, p=self.parallel)
        return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def require_passphrase(passphrase: str) -> None:
    """Refuse a passphrase too short to protect anything.

    Raises
    ------
    RecordError
        If it has fewer than ``SHORTEST_PASSPHRASE`` letters.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise RecordError(message("record.short_passphrase", letters=SHORTEST_PASSPHRASE), message("record.longer_passphrase"))
