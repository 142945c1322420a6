"""What a result was made with, so that it can be made again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelVersion:
    """A file whose content decides numbers."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Versions and checksums behind an assessment.

    Attributes
    ----------
    created_at
        ISO 8601 time with offset.
    knowledge_sha256
        Over all clinical tables in name order.
    estimator
        Name and version of the landmark estimator.
    passes
        Detector passes per photo.
    protocol
        Key, version and checksum of the capture protocol followed (``posture_cv.domain.protocol.Protocol.identity``); empty if none was.
    """

    software: str
    knowledge_sha256: str
    pose_model: ModelVersion
    estimator: str
    passes: int
    created_at: str
    protocol: str = ""
