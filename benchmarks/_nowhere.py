"""A store that keeps nothing: the disk is another benchmark's affair."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_tui.domain.events import Recorded


class Nowhere:
    """Takes every record."""

    def append(self, records: Sequence[Recorded]) -> None:
        """Keep nothing."""
