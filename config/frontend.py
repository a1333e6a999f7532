"""Takes from node_modules what pages and papers need, and leaves the rest behind."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

FONTS = (
    "dejavu-fonts-ttf/ttf/DejaVuSans.ttf",
    "dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf",
    "@expo-google-fonts/noto-sans-ethiopic/400Regular/NotoSansEthiopic_400Regular.ttf",
    "@expo-google-fonts/noto-sans-ethiopic/700Bold/NotoSansEthiopic_700Bold.ttf",
)
LICENCES = {
    "dkfds/LICENSE.md": "dkfds/LICENSE.md",
    "dejavu-fonts-ttf/LICENSE": "fonts/DejaVu-LICENSE",
    "@expo-google-fonts/noto-sans-ethiopic/LICENSE": "fonts/NotoSansEthiopic-LICENSE",
}
FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
SOURCES = re.compile(r"src:[^;}]*(?:;src:[^;}]*)?")
WOFF2 = re.compile(r"url\(\"?([^)\"?#]*\.woff2)[^)]*\)")
REFERENCE = re.compile(r"url\(\"?\.\./([^)\"?#]+)")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=.*")


class FrontendMissingError(Exception):
    """A file is not in node_modules; the message names it."""


@dataclass(frozen=True)
class Collected:
    files: int
    bytes: int


def collect(node_modules: Path, target: Path) -> Collected:
    """Fill `target` (emptied first) with dkfds/ and fonts/. Raises FrontendMissingError."""
    shutil.rmtree(target, ignore_errors=True)
    _design_system(node_modules / "dkfds" / "dist", target / "dkfds")
    for font in FONTS:
        _copy(node_modules / font, target / "fonts" / Path(font).name)
    for licence, name in LICENCES.items():
        _copy(node_modules / licence, target / name)
    sizes = [path.stat().st_size for path in target.rglob("*") if path.is_file()]
    return Collected(files=len(sizes), bytes=sum(sizes))


def _design_system(dist: Path, target: Path) -> None:
    css = woff2_only(_read(dist / "css" / "dkfds.min.css"))
    _write(target / "css" / "dkfds.min.css", css)
    _write(target / "js" / "dkfds.min.js", SOURCE_MAP.sub("", _read(dist / "js" / "dkfds.min.js")))
    # Static file storage with hashed names refuses a style sheet that points at a missing file.
    for name in {*REFERENCE.findall(css), "img/all-svg-icons.svg"}:
        _copy(dist / name, target / name)


def woff2_only(css: str) -> str:
    """Every font face with its smallest file alone: upstream lists older formats first."""
    return FONT_FACE.sub(_smallest_source, SOURCE_MAP.sub("", css))


def _smallest_source(face: re.Match[str]) -> str:
    found = WOFF2.search(face[0])
    if not found:
        return face[0]
    return SOURCES.sub(f'src:url({found[1]}) format("woff2")', face[0], count=1)


def _read(path: Path) -> str:
    if not path.is_file():
        raise FrontendMissingError(f"{path} mangler. Hent den med: npm ci")
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise FrontendMissingError(f"{source} mangler. Hent den med: npm ci")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
