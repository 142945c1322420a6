"""All that is kept of one client in formats that any program reads: JSON, CSV and PNG in a zip archive."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING

from posture_cv.codecs.assessment import to_dict
from posture_cv.domain.written import whole
from posture_cv.records.described import client_data, visit_data
from posture_cv.visit import data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.records.entries import Client, KeptVisit
    from posture_cv.records.port import Records

COLUMNS = ("visit", "date", "measure", "view", "side", "value", "standard_error", "lower", "upper", "unit")
"""Of ``measures.csv``, one row a measure; value, standard error and the ends of the 90 % interval in ``unit``."""

_NO_DATE = (1980, 1, 1, 0, 0, 0)


def exported(records: Records, client: Client) -> bytes:
    """The archive of a client; the same records give the same bytes. Raises RecordError where a visit cannot be read."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "client.json", _text(client_data(client, records.consents(client))))
        rows: list[tuple[object, ...]] = []
        for entry in records.visits(client):
            kept = records.visit(entry.number)
            for name, content in _files(kept):
                _put(archive, f"visits/{entry.held_on.isoformat()}-{entry.number}/{name}", content)
            rows.extend(_measures(kept))
        _put(archive, "measures.csv", _table(rows))
    return buffer.getvalue()


def _files(kept: KeptVisit) -> Iterator[tuple[str, bytes]]:
    yield "about.json", _text(visit_data(kept.entry))
    yield "visit.json", _text(data.to_dict(kept.visit))
    if kept.assessment is not None:
        yield "assessment.json", _text(to_dict(kept.assessment))
    for place, photo in enumerate(kept.photos, start=1):
        yield f"photo-{place}.png", photo.picture


def _measures(kept: KeptVisit) -> Iterator[tuple[object, ...]]:
    if kept.assessment is not None:
        for found in kept.assessment.measurements:
            where = kept.entry.number, kept.entry.held_on.isoformat(), found.name, found.view, found.side
            yield *where, found.value, found.standard_error, found.interval.lower, found.interval.upper, found.unit


def _table(rows: list[tuple[object, ...]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([COLUMNS, *rows])
    return text.getvalue().encode()


def _text(held: object) -> bytes:
    return f"{whole(json.dumps(held, indent=2, ensure_ascii=False, allow_nan=False))}\n".encode()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    packing = zipfile.ZIP_STORED if name.endswith(".png") else zipfile.ZIP_DEFLATED
    archive.writestr(zipfile.ZipInfo(name, _NO_DATE), content, packing)
