"""Reads a page twice: as it is written, and as a browser would build it. Where the two differ, something is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from html.parser import HTMLParser

from justhtml import JustHTML

from tests.house.html_words import VOID

_REFERENCE = re.compile(r"&(\w+;)")


@dataclass(slots=True, eq=False)
class Element:
    """An element as it is written; `line` counts from 1."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 0
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    @property
    def elements(self) -> "list[Element]":
        """Its children without the words between them."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def words(self) -> str:
        """The words directly inside it."""
        return "".join(child for child in self.children if isinstance(child, str)).strip()

    @property
    def drawn(self) -> bool:
        """Whether it is part of a picture."""
        return self.tag == "svg" or any(one.tag == "svg" for one in self.ancestors())

    def ancestors(self) -> "Iterator[Element]":
        """Its parent, the parent's parent, up to the page."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def inside(self) -> "Iterator[Element]":
        """Everything below it, in the order of the page."""
        for child in self.elements:
            yield child
            yield from child.inside()

    def __str__(self) -> str:
        named = self.attributes.get("id") or self.attributes.get("class", "")
        return f"line {self.line}: <{self.tag}{f' {named}' if named else ''}>"


class Page(HTMLParser):
    """A page as it is written; `troubles` are what the reading itself finds."""

    def __init__(self, source: str) -> None:
        """Read the whole of it."""
        super().__init__()
        self.root = Element("")
        self.troubles: list[str] = []
        self._open = self.root
        self.feed(source)
        self.close()
        for left in [self._open, *self._open.ancestors()]:
            if left.tag:
                self.troubles.append(f"{left} is never closed")
        self.troubles += [f"&{name} is no character" for name in _REFERENCE.findall(source) if name not in html5]
        self.troubles += _as_a_browser_reads_it(source, self.root)

    @property
    def all(self) -> list[Element]:
        """Every element, in the order of the page."""
        return list(self.root.inside())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self._opened(tag, attrs)
        if tag in VOID:
            self._open = self._open.parent or self.root

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` is whole in a picture; elsewhere only what never holds anything may end like this."""
        self._opened(tag, attrs)
        if tag in VOID or self._open.drawn:
            self._open = self._open.parent or self.root

    def handle_endtag(self, tag: str) -> None:
        """An element ends; only the one that was opened last may."""
        if tag != self._open.tag:
            self.troubles.append(f"line {self.getpos()[0]}: </{tag}> while {self._open} is open")
            return
        self._open = self._open.parent or self.root

    def handle_data(self, data: str) -> None:
        """Words."""
        self._open.children.append(data)

    def _opened(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        new = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0], self._open)
        if len(new.attributes) < len(attrs):
            self.troubles.append(f"{new} says an attribute twice")
        self._open.children.append(new)
        self._open = new


def _as_a_browser_reads_it(source: str, root: Element) -> list[str]:
    built = JustHTML(source, sanitize=False, collect_errors=True)
    troubles = [f"line {error.line}: {error.code}" for error in built.errors]
    written = [(_depth(one), one.tag) for one in root.inside()]
    if not troubles and written != list(_shape(built.root, 0)):
        troubles.append("a browser builds other elements than are written")
    return troubles


def _depth(element: Element) -> int:
    return sum(1 for _ in element.ancestors()) - 1


def _shape(node: object, depth: int) -> Iterator[tuple[int, str]]:
    for child in getattr(node, "children", None) or ():
        name = str(child.name)
        if not name.startswith(("#", "!")):
            yield depth, name.casefold()
            yield from _shape(child, depth + 1)
