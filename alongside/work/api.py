"""Long work, as other contexts may use it."""

from alongside.work.contracts import Deed, Job, Tell
from alongside.work.selectors import mine, state
from alongside.work.services import ask, claim, finish, put_back, take_up_again, tell

__all__ = ["Deed", "Job", "Tell", "ask", "claim", "finish", "mine", "put_back", "state", "take_up_again", "tell"]
