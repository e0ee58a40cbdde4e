"""A page as a reader's program sees it: its elements, and their attributes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = {"meta", "link"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements within of a tag, with attributes as given (`class_` for one of its classes)."""
        own = [child for child in self.children if child.fits(tag, attributes)]
        return own + [element for child in self.children for element in child.find(tag, **attributes)]

    def fits(self, tag: str, attributes: dict[str, str]) -> bool:
        wanted = dict(attributes)
        kind = wanted.pop("class_", None)
        return (
            tag in {self.tag, "*"}
            and (kind is None or kind in self.attributes.get("class", "").split())
            and all(self.attributes.get(name) == value for name, value in wanted.items())
        )

    @property
    def words(self) -> str:
        return " ".join([self.text, *(child.words for child in self.children)]).strip()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        self.open[-1].text += data


def read(text: str) -> Element:
    """Return the root of a page, every element of which must be closed."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1
    return reader.open[0]


def without_drawings(text: str) -> str:
    """Leave out what another version of the library may draw a little differently, and the style."""
    text = re.sub(r'(<svg [^>]*class="pygal-chart"[^>]*>).*?</svg>', r"\1</svg>", text, flags=re.DOTALL)
    return re.sub(r"(<style>).*?(</style>)|(sha256-)[^']+", r"\1\2\3", text, flags=re.DOTALL)
