"""Questions and their answers, as other contexts may use them."""

from alongside.prompts.contracts import Answer, Question
from alongside.prompts.rules import faults
from alongside.prompts.selectors import answered, open_questions
from alongside.prompts.services import consider

__all__ = ["Answer", "Question", "answered", "consider", "faults", "open_questions"]
