"""Turn seconds of the simulated service into moments: local wall time inside, UTC or local time with offset outside."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

DAY = 86_400
HOUR = 3_600
ZONE = "Europe/Rome"
_MARGIN = 3


@dataclass(frozen=True)
class Days:
    """The days simulated, from `first` on. Inside the world, time is seconds of wall time since the first midnight."""

    first: date
    count: int
    offsets: NDArray[Any] = field(
        repr=False, compare=False, default_factory=lambda: np.zeros(0, dtype=np.int64)
    )

    @classmethod
    def of(cls, first: date, count: int) -> "Days":
        """The days with their offsets from UTC, a few days past the end included (reports come in late)."""
        zone = ZoneInfo(ZONE)
        noons = [datetime.combine(first + timedelta(days=n), time(12), zone) for n in range(count + _MARGIN)]
        seconds = [int((moment.utcoffset() or timedelta()).total_seconds()) for moment in noons]
        return cls(first, count, np.array(seconds, dtype=np.int64))

    @property
    def end(self) -> int:
        """Seconds from the first midnight to the last."""
        return self.count * DAY

    @property
    def _start(self) -> int:
        return int(datetime.combine(self.first, time(), UTC).timestamp())

    def _offset(self, seconds: NDArray[Any]) -> NDArray[Any]:
        days = np.clip(seconds // DAY, 0, len(self.offsets) - 1).astype(np.int64)
        taken: NDArray[Any] = self.offsets[days]
        return taken

    def utc_ms(self, seconds: NDArray[Any]) -> NDArray[Any]:
        """Milliseconds since 1970 in UTC."""
        whole = seconds.astype(np.int64)
        result: NDArray[Any] = (whole + self._start - self._offset(whole)) * 1000
        return result

    def local_text(self, utc_ms: NDArray[Any]) -> NDArray[Any]:
        """Local moments with their offset, as ISO 8601 text, from UTC milliseconds."""
        seconds = utc_ms // 1000 - self._start
        guess = seconds + self._offset(seconds)
        offset = self._offset(guess)
        local = (seconds + offset + self._start).astype("datetime64[s]").astype(str)
        endings = np.array([f"+{hours:02d}:00" for hours in range(24)])
        text: NDArray[Any] = np.char.add(local, endings[offset // HOUR])
        return text

    def moment(self, seconds: float) -> datetime:
        """One moment, with the offset of the service's time zone."""
        return datetime.combine(self.first, time(), ZoneInfo(ZONE)) + timedelta(seconds=int(seconds))

    def day(self, seconds: float) -> date:
        """The calendar day of a second."""
        return self.first + timedelta(days=int(seconds // DAY))
