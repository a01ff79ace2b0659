"""Web pages saved as one file (mht, mhtml), and mail in the same form: the first HTML part, else the first text."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

from index.loaders.draft import Draft, Source, clean, squeeze
from index.loaders.encodings import decode
from index.loaders.metadata import iso_date
from index.loaders.webpage import read_page


def read(source: Source) -> Draft:
    """Read a saved page."""
    message = message_from_bytes(source.data, policy=policy.default)
    draft = Draft("mht")
    for wanted in ("text/html", "text/plain"):
        for part in message.walk():
            payload = part.get_payload(decode=True) if part.get_content_type() == wanted else None
            if not isinstance(payload, bytes) or not payload.strip():
                continue
            found = decode(payload, part.get_content_charset("") or "")
            if found is None:
                continue
            draft.encoding = found.encoding
            if wanted == "text/html":
                read_page(clean(found.text), draft)
            else:
                draft.add(found.text, "lines")
            _metadata(message, draft)
            return draft
    raise source.error("holds no text part: save the page again as HTML")


def _metadata(message: EmailMessage, draft: Draft) -> None:
    draft.know(
        title=squeeze(clean(str(message.get("Subject", "")))),
        date=iso_date(str(message.get("Date", ""))),
        url=squeeze(str(message.get("Snapshot-Content-Location", "") or message.get("Content-Location", ""))),
    )
