"""Who somebody is, for those who write letters: asked of accounts, agencies and teams, which letters stand below."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from alongside.accounts import api as accounts
from alongside.agencies import api as agencies
from alongside.kernel.caller import Caller
from alongside.kernel.ids import ActorId
from alongside.post.api import Known
from alongside.teams import api as teams


class People:
    """Answers `post.contracts.Directory`."""

    def known(self, caller: Caller, *, people: Sequence[UUID]) -> Mapping[UUID, Known]:
        """The actor behind each membership, the memberships of each actor, and practitioners' addresses at work."""
        ids = teams.same_people(caller, people=tuple(people))
        actors = tuple(ActorId(i) for found in ids.values() for i in found)
        addresses = accounts.addresses(caller, actors=tuple(agencies.practitioners(caller, actors=actors)))
        return {
            person: Known(found, next((addresses[ActorId(i)] for i in sorted(found) if i in addresses), ""))
            for person, found in ids.items()
        }
