"""The Children in Need census (XML), read tolerantly: every element becomes a row that names its child.

Element names are those of the census; stray text between elements is told as a row of its own, never dropped.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException, sax

from alongside.records.reading.raw import RawRow, Unreadable, ends_here

_CHILD = "Child"
_BEARERS = frozenset(
    {
        "Header", "Child", "CINdetails", "Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans", "Reviews",
        "PreProceedingsandFGDM",
    }
)  # fmt: skip


class _Census(ContentHandler):
    """Gathers rows of one child; they leave when the child is complete, because its number may come late."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.ready: list[RawRow] = []
        self._open: list[tuple[str, int, dict[str, str]]] = []
        self._child: list[tuple[str, int, dict[str, str], str]] = []
        self._path: list[str] = []
        self._text = ""
        self._leaf = False

    def _line(self) -> int:
        locator: Any = self._locator  # type: ignore[attr-defined]
        return int(locator.getLineNumber())

    def startElement(self, name: str, attrs: Any) -> None:
        self._stray()
        self._path.append(name)
        self._leaf = True
        if name in _BEARERS:
            self._open.append((name, self._line(), {}))

    def characters(self, content: str) -> None:
        self._text += content

    def endElement(self, name: str) -> None:
        if self._leaf and name not in _BEARERS:
            self._value(name, self._text.strip())
            self._text = ""
        else:
            self._stray()
        self._leaf = False
        self._path.pop()
        if name in _BEARERS:
            table, line, values = self._open.pop()
            self._child.append((table, line, values, ""))
        if name in (_CHILD, "Header"):
            self._leave()

    def _value(self, name: str, said: str) -> None:
        if not self._open or not said:
            return
        values = self._open[-1][2]
        values[name] = f"{values[name]}; {said}" if name in values else said

    def _stray(self) -> None:
        said, self._text = " ".join(self._text.split()), ""
        if said:
            inside = self._path[-1] if self._path else self.name
            self._child.append((inside, self._line(), {inside: said}, f"no text between the elements of {inside}"))

    def _leave(self) -> None:
        number = next((v["LAchildID"] for t, _, v, _ in self._child if t == _CHILD and "LAchildID" in v), "")
        referral = ""
        for table, line, values, fault in sorted(self._child, key=lambda row: row[1]):
            if table == "CINdetails":
                referral = values.get("CINreferralDate", "")
            told = {"LAchildID": number, "CINreferralDate": referral, **values}
            self.ready.append(RawRow(self.name, table, line, told, fault))
        self._child = []


def read_census(path: Path, name: str) -> Iterator[RawRow]:
    """Rows of a census file, child by child; the table of a row is the name of its element."""
    handler, last = _Census(name), None
    try:
        for piece in _pieces_through(path, handler):
            yield from piece
            last = piece[-1] if piece else last
    except DefusedXmlException as error:
        raise Unreadable(f"{name}: it declares entities of its own, which may hide anything; expected none.") from error
    except SAXParseException as error:
        yield from handler.ready
        why = f"line {error.getLineNumber()} is not well-formed XML ({error.getMessage()})"
        if not handler.ready and last is None:
            raise Unreadable(f"{name}: {why}.") from error
        yield RawRow(name, _CHILD, error.getLineNumber() or 0, {_CHILD: ""}, ends_here(why))
        return
    if last is None:
        raise Unreadable(f"{name}: expected the elements of a Children in Need census, such as Child; there are none.")


def _pieces_through(path: Path, handler: _Census) -> Iterator[list[RawRow]]:
    parser = sax.make_parser()
    handler.setDocumentLocator(parser)  # reading piece by piece does not set it by itself
    parser.setContentHandler(handler)
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(65_536), b""):
            parser.feed(piece)
            ready, handler.ready = handler.ready, []
            yield ready
    parser.close()
    yield handler.ready
