"""The chart is a well-formed picture, drawn to scale."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from bench.chart import chart

SVG = "{http://www.w3.org/2000/svg}"


def test_bars_are_to_scale() -> None:
    """A value twice as high has a bar twice as long, and this project's bars have their own color."""
    drawing = ET.fromstring(chart([("Time", {"us & them": 1.0, "others": 2.0}, "{:.1f} s")], ours=["us & them"]))  # noqa: S314  # our own

    short, long = drawing.findall(f"{SVG}rect")

    assert 2 * float(short.attrib["width"]) == float(long.attrib["width"])
    assert short.attrib["fill"] != long.attrib["fill"]


def test_labels_are_written_beside_the_bars() -> None:
    """Headings, names and values can be read."""
    drawing = ET.fromstring(chart([("Time", {"us & them": 1.0, "others": 2.0}, "{:.1f} s")], ours=[]))  # noqa: S314  # our own

    assert ["Time", "us & them", "1.0 s", "others", "2.0 s"] == [text.text for text in drawing.findall(f"{SVG}text")]
