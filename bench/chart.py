"""A small SVG chart: bars for time and memory of the contenders, and a line for the growth with the number of hubs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_WIDTH, _ROW, _LABEL, _VALUE = 760, 24, 230, 70
#: Readable on light and dark pages.
_TEXT, _OURS, _OTHERS = "#6e7781", "#2f81f7", "#8c959f"
_FONT = 'font-family="system-ui, sans-serif" font-size="13"'


def chart(panels: Sequence[tuple[str, Mapping[str, float], str]], ours: Sequence[str]) -> str:
    """Draw bars.

    Args:
        panels: for each, its heading, the values by their names, and the format of a value (such as ``{:.2f} s``).
        ours: the names with highlighted bars.
    """
    body: list[str] = []
    y = 10
    for heading, values, form in panels:
        y += _ROW
        body.append(_text(0, y, heading, bold=True))
        y += 10
        longest = max(values.values())
        for name, value in values.items():
            width = (_WIDTH - _LABEL - _VALUE) * value / longest
            color = _OURS if name in ours else _OTHERS
            body.append(_text(_LABEL - 8, y + 15, name, anchor="end"))
            body.append(f'<rect x="{_LABEL}" y="{y + 3}" width="{max(width, 1):.1f}" height="{_ROW - 8}" rx="2" fill="{color}"/>')
            body.append(_text(_LABEL + width + 6, y + 15, form.format(value)))
            y += _ROW
    height = y + 10
    title = escape(", ".join(heading for heading, _, _ in panels))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img">'
    return "\n".join([head, f"<title>{title}</title>", *body, "</svg>", ""])


def _text(x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> str:
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" fill="{_TEXT}" {_FONT}{weight}>{escape(words)}</text>'
