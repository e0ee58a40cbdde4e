"""Lines on a pair of axes as SVG within a page: pygal lays it out, the page's own style colours it."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

import pygal
from markupsafe import Markup
from pygal.style import Style

# pygal looks out for imports of plugins, in a way that Python has dropped in 3.12 and warns of before; we have none.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

Point = tuple[float, float]

SIZE: Final = (440, 270)
NICE: Final = (1, 2, 5)
_LEFT_OUT: Final = {"defs", "desc", "title"}
_FOR_ITS_SCRIPT: Final = {"plot text-overlay", "plot tooltip-overlay"}
_TENTHS: Final = re.compile(r"(\d\.\d)\d+")
_STYLE: Final = Style(font_family="sans-serif", label_font_size=12, major_label_font_size=12, title_font_size=13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A series; `look` is its class in the page's style: yours, rounds, reference, limit, band."""

    name: str
    look: str
    points: Sequence[Point]
    dots: bool = True
    joined: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """An axis; `ticks` are where it is marked, by default where pygal finds it nice."""

    title: str
    log: bool = False
    ticks: Sequence[float] = ()
    show: Callable[[float], str] = field(default=lambda value: f"{value:g}")

    def place(self, value: float) -> float:
        """Return where a value stands."""
        return math.log10(value) if self.log else value


def draw(lines: Sequence[Line], x: Axis, y: Axis) -> Markup:
    """Draw lines.

    pygal has no logarithmic x axis, so both logarithms are taken here.  What it adds for its script is left out.
    """
    chart = pygal.XY(
        style=_STYLE,
        width=SIZE[0],
        height=SIZE[1],
        margin=8,
        margin_right=40,
        include_x_axis=not y.log,
        css=[],
        js=[],
        show_legend=False,
        max_scale=8,
        truncate_label=-1,
        x_title=x.title,
        y_title=y.title,
        x_value_formatter=x.show,
        value_formatter=y.show,
    )
    for axis, name in ((x, "x_labels"), (y, "y_labels")):
        if axis.ticks:
            setattr(chart, name, [{"value": axis.place(tick), "label": axis.show(tick)} for tick in axis.ticks])
    for line in lines:
        chart.add(
            line.look, [(x.place(a), y.place(b)) for a, b in line.points], show_dots=line.dots, stroke=line.joined
        )
    return _bare(chart.render_tree(), [line.look for line in lines])


def decades(values: Sequence[float]) -> list[float]:
    """Return round numbers around positive values, for a logarithmic axis."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    every = [digit * 10.0**power for power in range(low, high + 1) for digit in NICE]
    first = max((mark for mark in every if mark <= min(values)), default=every[0])
    last = min((mark for mark in every if mark >= max(values)), default=every[-1])
    marks = [mark for mark in every if first <= mark <= last]
    return marks if len(marks) <= 8 else [mark for mark in marks if f"{mark:e}".startswith("1.")]  # noqa: PLR2004


def _bare(tree: ET.Element, looks: Sequence[str]) -> Markup:
    """Leave what is drawn, each series with its class, to a tenth of a pixel."""
    for parent in list(tree.iter()):
        for child in list(parent):
            if child.tag in _LEFT_OUT or child.get("class") in _FOR_ITS_SCRIPT or not isinstance(child.tag, str):
                parent.remove(child)
        for number, look in enumerate(looks):
            if f"serie-{number}" in parent.get("class", "").split():
                parent.set("class", f"series {look}")
    tree.attrib.pop("id")
    tree.set("aria-hidden", "true")
    return Markup(_TENTHS.sub(r"\1", ET.tostring(tree, encoding="unicode")))  # noqa: S704  (numbers and words of ours)
