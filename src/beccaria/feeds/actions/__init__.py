"""What changes feeds: taking in, tidying, judging near misses, the register of the privileged."""

from beccaria.feeds.actions.taking import Sent, Taken, Wish, take

__all__ = ["Sent", "Taken", "Wish", "take"]
