"""Several files in one, to be taken along."""

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def zipped(files: Mapping[str, bytes | str], made_at: datetime) -> bytes:
    """Return a ZIP of ``files``, by the path of each in it; ``made_at`` is their time."""
    whole = BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for path, body in files.items():
            told = ZipInfo(path, made_at.timetuple()[:6])
            told.compress_type = ZIP_DEFLATED
            told.external_attr = 0o600 << 16  # for its owner’s eyes, where it is unpacked
            archive.writestr(told, body)
    return whole.getvalue()
