"""The key of a vault: from its passphrase, or from the code on its recovery sheet."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from posture_cv.codecs.keys import LOG2_COST, SALT_BYTES, KeyDerivation
from posture_cv.domain.errors import RecordDamaged, RecordError
from posture_cv.domain.messages import message

KEY_BYTES = 32
_CHECK_BYTES = 3
_GROUP = 4
_MISREAD = str.maketrans("018", "OIB")
"""Digits that the code does not use, and the letters they are misread for."""


@dataclass(frozen=True, slots=True, repr=False)
class VaultKey:
    """What opens a vault, and the first bytes of its file.

    Attributes
    ----------
    secret
        The cipher's key.
    salt
        How the key is made, readable at the file's beginning, the first byte the cost of a guess, the others random.
    """

    secret: bytes
    salt: bytes

    @classmethod
    def of(cls, passphrase: str, salt: bytes) -> Self:
        """The key that a passphrase opens a file with which begins so; takes about half a second and 128 MiB, for a wrong one too.

        Raises
        ------
        RecordDamaged
            If no vault begins so.
        """
        if len(salt) < SALT_BYTES:
            raise no_vault()
        try:
            derivation = KeyDerivation(salt=salt, log2_cost=salt[0])
        except ValueError as error:
            raise no_vault() from error
        return cls(derivation.key(passphrase, KEY_BYTES), salt)

    @classmethod
    def recovered(cls, code: str, salt: bytes) -> Self:
        """The key that the recovery sheet of a vault holds.

        Raises
        ------
        RecordError
            If the code was not typed as it stands there.
        """
        letters = "".join(code.split()).replace("-", "").upper().translate(_MISREAD)
        try:
            held = base64.b32decode(letters)
        except (binascii.Error, ValueError):
            held = b""
        secret, check = held[:KEY_BYTES], held[KEY_BYTES:]
        if len(held) != KEY_BYTES + _CHECK_BYTES or check != _check(secret):
            raise RecordError(message("records.wrong_code"), message("records.type_code_again"))
        return cls(secret, salt)

    def code(self) -> str:
        """The key for the recovery sheet: letters and digits in groups of four, the last ones a check."""
        letters = base64.b32encode(self.secret + _check(self.secret)).decode()
        return " ".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))

    def literal(self) -> str:
        """The key as the database takes it."""
        return f"\"x'{self.secret.hex()}{self.salt.hex()}'\""


def new_salt(random: Callable[[int], bytes], log2_cost: int = LOG2_COST) -> bytes:
    """The first bytes of a new vault, for keys of that cost."""
    return bytes([log2_cost]) + random(SALT_BYTES - 1)


def no_vault() -> RecordDamaged:
    """The error that a file is none of ours."""
    return RecordDamaged(message("records.no_vault"), message("records.choose_vault"))


def _check(secret: bytes) -> bytes:
    return hashlib.sha256(secret).digest()[:_CHECK_BYTES]
