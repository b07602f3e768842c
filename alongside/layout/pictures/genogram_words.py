"""The family tree in sentences, for those who listen, and for what a picture must not pretend to know."""

from collections.abc import Iterator, Sequence

from alongside.layout.pictures import genogram_home
from alongside.layout.pictures.genogram_facts import TIE_WORDS, UNION_WORDS, Relative, Tie, Union
from alongside.layout.pictures.genogram_kin import sorted_kin
from alongside.layout.pictures.genogram_layout import place


def names(found: Sequence[str]) -> str:
    """Ava, Tyler and Mia."""
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else ""


def words(relatives: Sequence[Relative], unions: Sequence[Union], ties: Sequence[Tie] = ()) -> tuple[str, ...]:
    """Everything the picture says, and what it could not draw."""
    return tuple(_all(relatives, unions, ties))


def _all(relatives: Sequence[Relative], unions: Sequence[Union], ties: Sequence[Tie]) -> Iterator[str]:
    kin = sorted_kin(relatives, unions)
    called = {key: one.called for key, one in kin.people.items()}
    about = [one.called for one in relatives if one.index]
    if about:
        yield f"This family tree is about {names(about)}."
    home = [one.called for one in relatives if one.household]
    if home:
        yield f"In the household: {names(home)}."
        if genogram_home.outline(place(kin)) is None:
            yield "Others stand between them in the picture, so they are coloured and have no line around them."
    for union in kin.unions:
        yield _union(union, called)
    related = {key for union in kin.unions for key in (union.a, union.b, *union.children) if key}
    yield from (f"{one.called}: how related is not recorded." for one in relatives if one.key not in related)
    yield from (f"{one.called} died in {one.died}." for one in relatives if one.died is not None)
    yield from kin.not_drawn
    for tie in ties:
        if tie.a in called and tie.b in called:
            yield f"{called[tie.a]} and {called[tie.b]}: {TIE_WORDS[tie.kind]}."


def _union(union: Union, called: dict[str, str]) -> str:
    children = f" Children: {names([called[child] for child in union.children])}." if union.children else ""
    if union.b is None:
        return f"{called[union.a]}: {union.text or 'the other parent is not recorded'}.{children}"
    text = f" ({union.text})" if union.text else ""
    return f"{called[union.a]} and {called[union.b]}: {UNION_WORDS[union.kind]}{text}.{children}"
