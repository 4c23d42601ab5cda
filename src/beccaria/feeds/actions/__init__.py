"""What changes feeds: taking in, tidying, judging near misses, the register of the privileged."""

from beccaria.feeds.actions.taking import Taken, Wish, take

__all__ = ["Taken", "Wish", "take"]
