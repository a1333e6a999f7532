"""What is taken from node_modules."""

from pathlib import Path

import pytest

from config.frontend import FONTS, LICENCES, FrontendMissingError, collect, woff2_only

FACE = (
    "@font-face{font-family:X;src:url(../f/X.eot);"
    'src:url(../f/X.eot?#iefix) format("embedded-opentype"),url(../f/X.woff2) format("woff2")}'
)
STYLE = "a{background:url(../img/a.svg)}/*# sourceMappingURL=x*/"


@pytest.fixture
def node_modules(tmp_path: Path) -> Path:
    root = tmp_path / "node_modules"
    dist = root / "dkfds" / "dist"
    files = {
        dist / "css/dkfds.min.css": FACE + STYLE,
        dist / "js/dkfds.min.js": "var DKFDS;\n//# sourceMappingURL=x",
        dist / "f/X.woff2": "w",
        dist / "img/a.svg": "s",
        dist / "img/all-svg-icons.svg": "s",
        **{root / name: "t" for name in (*FONTS, *LICENCES)},
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_a_font_face_keeps_its_smallest_file_alone() -> None:
    assert woff2_only(FACE) == ('@font-face{font-family:X;src:url(../f/X.woff2) format("woff2")}')


def test_what_the_style_sheet_points_at_comes_along_and_nothing_else(
    node_modules: Path, tmp_path: Path
) -> None:
    (tmp_path / "vendor" / "old").mkdir(parents=True)
    collected = collect(node_modules, tmp_path / "vendor")
    names = {str(p.relative_to(tmp_path / "vendor")) for p in (tmp_path / "vendor").rglob("*.*")}
    assert names == {
        "dkfds/css/dkfds.min.css", "dkfds/js/dkfds.min.js", "dkfds/f/X.woff2", "dkfds/img/a.svg",
        "dkfds/img/all-svg-icons.svg", "dkfds/LICENSE.md", "fonts/DejaVuSans.ttf",
        "fonts/DejaVuSans-Bold.ttf", "fonts/NotoSansEthiopic_400Regular.ttf",
        "fonts/NotoSansEthiopic_700Bold.ttf",
    }  # fmt: skip
    assert collected.files == 12  # and the two licences without an extension
    assert "sourceMapping" not in (tmp_path / "vendor/dkfds/js/dkfds.min.js").read_text()
    assert not (tmp_path / "vendor" / "old").exists()


def test_a_missing_part_is_named_with_what_to_do(node_modules: Path, tmp_path: Path) -> None:
    (node_modules / FONTS[0]).unlink()
    with pytest.raises(FrontendMissingError, match=r"DejaVuSans\.ttf mangler.*npm ci"):
        collect(node_modules, tmp_path / "vendor")
