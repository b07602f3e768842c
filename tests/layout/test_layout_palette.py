"""Colours that people with weak sight can read."""

import pytest

from alongside.layout.pictures import palette


@pytest.mark.parametrize(("ink", "paper"), palette.TEXT_ON)
def test_text_stands_out_from_its_paper(ink: str, paper: str) -> None:
    assert palette.contrast(ink, paper) >= 4.5


@pytest.mark.parametrize(("mark", "paper"), palette.MARK_ON)
def test_marks_stand_out_from_their_paper(mark: str, paper: str) -> None:
    assert palette.contrast(mark, paper) >= 3


def test_black_on_white_is_the_greatest_contrast_there_is() -> None:
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)
