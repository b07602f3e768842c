"""Reading addresses, as everywhere here: who lives with whom is compared by the same words as who is who."""

from alongside.kernel.places import NOWHERE, Place, district_of, house_of, read_place, read_postcode

__all__ = ["NOWHERE", "Place", "district_of", "house_of", "read_place", "read_postcode"]
