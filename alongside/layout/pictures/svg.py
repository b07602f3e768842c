"""Elements of a picture as text: every word escaped, presentation attributes only, so that it prints everywhere."""

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from html import escape

from alongside.layout.pictures.palette import INK, PAPER

FONT = "Helvetica Neue, Arial, Noto Sans, sans-serif"


def number(value: float) -> str:
    """A length with at most one decimal, so that pictures stay small and alike on every machine."""
    return f"{value:.1f}".removesuffix(".0")


@cache
def _named(attribute: str) -> str:
    return f' {attribute.rstrip("_").replace("_", "-")}="'


_value = lru_cache(1000)(escape)
"""Colours and the like come again and again; words that are told are escaped each time and kept nowhere."""


def element(tag: str, *inside: str, **attributes: str | float | None) -> str:
    """One element: `stroke_width=2` becomes stroke-width="2", None leaves it out, `inside` is ready markup."""
    if "style" in attributes or "class_" in attributes:
        raise ValueError("Pictures use presentation attributes only.")
    written = [
        f'{_named(name)}{_value(value) if isinstance(value, str) else number(value)}"'
        for name, value in attributes.items()
        if value is not None
    ]
    look, body = "".join(written), "".join(inside)
    return f"<{tag}{look}>{body}</{tag}>" if body else f"<{tag}{look}/>"


def stamp(tag: str, *lengths: str, **look: str | float) -> Callable[..., str]:
    """An element that is drawn often and looks the same each time: called with its lengths, in this order."""
    return stamped(element(tag, **dict.fromkeys(lengths, "%.1f"), **look))


def stamped(pattern: str) -> Callable[..., str]:
    """Markup with a `%.1f` for each length; written as `number` writes them, several times as fast."""
    return lambda *lengths: (pattern % lengths).replace(".0", "")


def words(
    x: float, y: float, what: str, *, size: float = 12, anchor: str = "start", fill: str = INK, bold: bool = False
) -> str:
    """A line of text; `y` is its baseline."""
    return element(
        "text", escape(what), x=x, y=y, font_size=size, text_anchor=None if anchor == "start" else anchor,
        fill=fill, font_weight="bold" if bold else None,
    )  # fmt: skip


def title(what: str) -> str:
    """What a pointer or a screen reader says about an element."""
    return f"<title>{escape(what)}</title>"


def line(x1: float, y1: float, x2: float, y2: float, **look: str | float | None) -> str:
    """A straight stroke."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, **look)


def picture(
    width: float, height: float, *body: str, name: str, about: str, links: bool, ident: str, walk: bool = False
) -> str:
    """The whole picture on white paper. With links it is a group of things to reach, without them one image."""
    head = escape(ident)
    naming = f'<title id="{head}-title">{escape(name)}</title><desc id="{head}-desc">{escape(about)}</desc>'
    return element(
        "svg", naming, element("rect", width=width, height=height, fill=PAPER), *body,
        xmlns="http://www.w3.org/2000/svg", width=width, height=height, viewBox=f"0 0 {number(width)} {number(height)}",
        role="group" if links else "img", aria_labelledby=f"{ident}-title", aria_describedby=f"{ident}-desc",
        font_family=FONT, forced_color_adjust="none", data_walk="yes" if walk else None,
    )  # fmt: skip


def sample(*body: str) -> str:
    """A small picture for a key; the words beside it carry the meaning."""
    return element(
        "svg", *body, xmlns="http://www.w3.org/2000/svg", width=26, height=18, viewBox="0 0 26 18",
        aria_hidden="true", focusable="false",
    )  # fmt: skip


def path_of(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """Points as the `d` of a path."""
    drawn = "L".join([f"{x:.1f} {y:.1f}" for x, y in points]).replace(".0", "")
    return f"M{drawn}{'z' if closed else ''}"
