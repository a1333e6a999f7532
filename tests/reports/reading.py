"""Reading a PDF as a machine does."""

from io import BytesIO

from pypdf import PdfReader


def text_of(paper: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(paper)).pages)
