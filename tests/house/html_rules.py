"""What is wrong with a page: each rule reads it and says so in a sentence."""

from collections import Counter
from collections.abc import Callable, Iterator

from tests.house.html_reading import Element, Page
from tests.house.html_words import (
    ANYWHERE,
    ARIA,
    ATTRIBUTES,
    BLOCKS,
    CHILDREN,
    DRAWN,
    ELEMENTS,
    FIRST,
    HEADING_HOLDERS,
    HEADINGS,
    INPUT_TYPES,
    NAMELESS,
    PARENTS,
    POINTERS,
    ROLES,
    TRANSPARENT,
    WORDS_ONLY,
)

Rule = Callable[[Page], Iterator[str]]
RULES: list[Rule] = []
LABELABLE = ("input", "select", "textarea", "button", "meter", "output", "progress")


def rule(found: Rule) -> Rule:
    """Put a rule in the list."""
    RULES.append(found)
    return found


def wrong_with(source: str) -> list[str]:
    """Everything that is wrong with the page, in sentences; nothing when it is sound."""
    page = Page(source)
    return [*page.troubles, *(words for one in RULES for words in one(page))]


@rule
def only_known_elements(page: Page) -> Iterator[str]:
    """No element that HTML does not have."""
    for one in page.all:
        if one.tag not in (DRAWN if one.drawn else ELEMENTS):
            yield f"{one} is no element we know"


@rule
def only_known_attributes(page: Page) -> Iterator[str]:
    """No attribute that the element does not have; nothing that the content policy refuses."""
    for one in page.all:
        for name in one.attributes:
            if name == "style" or name.startswith("on") or (one.drawn and name == "class"):
                yield f"{one} has {name}"
            elif name.startswith("aria-"):
                if name not in ARIA:
                    yield f"{one} has {name}, which ARIA does not know"
            elif not (one.drawn or name.startswith("data-") or name in ANYWHERE | ATTRIBUTES.get(one.tag, set())):
                yield f"{one} may not have {name}"
        if one.attributes.get("role", "img") not in ROLES:
            yield f"{one} has the role {one.attributes['role']}, which ARIA does not know"


@rule
def blocks_stand_where_they_may(page: Page) -> Iterator[str]:
    """No paragraph, list or heading inside what holds words only."""
    for one in page.all:
        if one.tag not in BLOCKS or one.drawn:
            continue
        holder = next((above for above in one.ancestors() if above.tag not in TRANSPARENT), None)
        heading = holder is not None and holder.tag in HEADING_HOLDERS and one.tag in HEADINGS
        if holder is not None and holder.tag in WORDS_ONLY and not heading:
            yield f"{one} stands inside {holder}"


@rule
def lists_and_tables_hold_their_parts(page: Page) -> Iterator[str]:
    """Rows in tables, items in lists, nothing else and no loose words."""
    for one in page.all:
        if one.drawn:
            continue
        allowed = CHILDREN.get(one.tag)
        if allowed is not None:
            yield from (f"{child} stands directly inside {one}" for child in one.elements if child.tag not in allowed)
            if one.words:
                yield f"{one} holds loose words"
        if one.tag in PARENTS and (one.parent is None or one.parent.tag not in PARENTS[one.tag]):
            yield f"{one} stands inside {one.parent}"
        if one.tag in FIRST and one.parent is not None and one.parent.elements[0] is not one:
            yield f"{one} is not the first in {one.parent}"


@rule
def descriptions_come_in_pairs(page: Page) -> Iterator[str]:
    """Each group of a description list has a term, then what is said of it."""
    for one in page.all:
        if one.tag == "dl" or (one.tag == "div" and one.parent is not None and one.parent.tag == "dl"):
            tags = [child.tag for child in one.elements if child.tag in ("dt", "dd")]
            if tags and (tags[0] != "dt" or tags[-1] != "dd"):
                yield f"{one} has a term without a description"


@rule
def one_thing_to_press_at_a_time(page: Page) -> Iterator[str]:
    """No link or field inside a link or button; no form inside a form."""
    pressed = ("a", "button", "input", "select", "textarea", "details", "label")
    for one in page.all:
        above = {over.tag for over in one.ancestors()}
        active = one.tag in pressed or "tabindex" in one.attributes
        if active and above & {"a", "button"} and one.attributes.get("type") != "hidden":
            yield f"{one} stands inside a link or button"
        if one.tag in ("form", "label") and one.tag in above:
            yield f"{one} stands inside another"


@rule
def ids_are_unique(page: Page) -> Iterator[str]:
    """No id twice, none empty, none with blanks."""
    found = Counter(one.attributes["id"] for one in page.all if "id" in one.attributes)
    yield from (f"the id {name} is there {times} times" for name, times in found.items() if times > 1)
    yield from (f"the id {name!r} cannot be pointed at" for name in found if not name or name.split() != [name])


@rule
def pointers_point_at_something(page: Page) -> Iterator[str]:
    """Labels, descriptions and links within the page lead somewhere."""
    by_id = {one.attributes["id"]: one for one in page.all if "id" in one.attributes}
    for one in page.all:
        for pointer in POINTERS:
            for name in one.attributes.get(pointer, "").split():
                if name not in by_id:
                    yield f"{one}: {pointer} points at {name}, which is not there"
        address = one.attributes.get("href", "")
        if address.startswith("#") and address[1:] not in by_id:
            yield f"{one} leads to {address}, which is not there"
        if one.tag == "label":
            field = by_id.get(one.attributes.get("for", ""))
            if not ((field and field.tag in LABELABLE) or any(i.tag in LABELABLE for i in one.inside())):
                yield f"{one} is the label of nothing"


def name_of(one: Element, page: Page) -> str:
    """What a screen reader would call it."""
    if one.attributes.get("aria-label"):
        return one.attributes["aria-label"]
    if one.attributes.get("aria-labelledby"):
        named = one.attributes["aria-labelledby"].split()
        return " ".join(_said(other) for other in page.all if other.attributes.get("id") in named)
    return _said(one)


def _said(one: Element) -> str:
    if one.attributes.get("aria-hidden") == "true":
        return ""
    inner = (child if isinstance(child, str) else _said(child) for child in one.children)
    return " ".join([one.attributes.get("alt", ""), *inner]).strip()


@rule
def everything_to_press_has_a_name(page: Page) -> Iterator[str]:
    """Links, buttons and fields say what they are."""
    labels = {one.attributes.get("for") for one in page.all if one.tag == "label" and _said(one)}
    for one in page.all:
        if "hidden" in one.attributes:  # a script shows it, and names it then
            continue
        if one.tag in ("a", "button") and not name_of(one, page):
            yield f"{one} has no name"
        if one.tag == "button" and one.attributes.get("type") not in ("submit", "button", "reset"):
            yield f"{one} does not say what kind of button it is"
        if one.tag in ("input", "select", "textarea"):
            kind = one.attributes.get("type", "text")
            if one.tag == "input" and kind not in INPUT_TYPES:
                yield f"{one} is of the kind {kind}, which is none"
            named = one.attributes.get("id") in labels or any(a.tag == "label" for a in one.ancestors())
            if kind not in ("hidden", "submit", "button", "reset") and not named and not name_of(one, page):
                yield f"{one} has no label"
        if one.tag == "img" and "alt" not in one.attributes:
            yield f"{one} has no words in its place"


@rule
def names_are_heard(page: Page) -> Iterator[str]:
    """A name only where readers of screens say it; nothing hidden can be reached; no own tab order."""
    for one in page.all:
        named = {"aria-label", "aria-labelledby"} & set(one.attributes)
        if named and one.tag in NAMELESS and "role" not in one.attributes:
            yield f"{one} has a name that nobody hears"
        if one.attributes.get("tabindex", "0").lstrip("-") not in ("0", "1") or one.attributes.get("tabindex") == "1":
            yield f"{one} has an order of its own"
        if one.attributes.get("aria-hidden") == "true" and any(
            i.tag in ("a", "input", "select", "textarea", "summary") for i in (one, *one.inside())
        ):
            yield f"{one} is hidden and can be reached"


@rule
def headings_are_steps(page: Page) -> Iterator[str]:
    """One first heading; none is skipped; none is empty."""
    found = [one for one in page.all if one.tag in HEADINGS and not one.drawn]
    levels = [int(one.tag[1]) for one in found]
    if levels.count(1) != 1:
        yield f"the page has {levels.count(1)} first headings"
    for one, before, level in zip(found[1:], levels, levels[1:]):
        if level > before + 1:
            yield f"{one} skips a step"
    yield from (f"{one} is empty" for one in found if not _said(one))


@rule
def the_page_says_what_it_is(page: Page) -> Iterator[str]:
    """Language, title, one main part; several navigations are told apart by name."""
    tags = Counter(one.tag for one in page.all if not one.drawn)
    if not any(one.tag == "html" and one.attributes.get("lang") for one in page.all):
        yield "the page does not say its language"
    if not any(one.tag == "title" and one.words for one in page.all if not one.drawn):
        yield "the page has no title"
    if tags["main"] != 1:
        yield f"the page has {tags['main']} main parts"
    navigations = [one.attributes.get("aria-label", "") for one in page.all if one.tag == "nav"]
    if len(navigations) > 1 and (len(set(navigations)) < len(navigations) or "" in navigations):
        yield f"the navigations {navigations} cannot be told apart"
