"""When an error of ours keeps a page from being made, the person is told so in words, with a way on."""

import pytest
from django.test import Client

from alongside.desk import signing
from tests.house.html_rules import wrong_with

pytestmark = pytest.mark.usefixtures("clean")


def test_an_error_of_ours_is_told_in_words_and_as_a_sound_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(signing, "render", fails)
    answer = Client(SERVER_NAME="localhost", raise_request_exception=False).get("/sign-in")
    words = answer.content.decode()
    assert answer.status_code == 500 and "It is not your fault" in words
    assert wrong_with(words) == []
