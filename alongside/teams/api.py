"""Teams, as other contexts may use them."""

from alongside.teams.contracts import Involved, MyChild
from alongside.teams.selectors import my_children, who_is_involved
from alongside.teams.services import settle

__all__ = ["Involved", "MyChild", "my_children", "settle", "who_is_involved"]
