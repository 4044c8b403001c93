"""What goes wrong with a recording, each as one Japanese sentence with the mend.

SoundError
├── Undecodable        the file is no recording that can be decoded, or breaks off
└── NoDevice           this machine has nothing to play with
"""

from __future__ import annotations

from clerk_tui.errors import ClerkError


class SoundError(ClerkError):
    """The base of everything that the audio room raises on purpose."""


class Undecodable(SoundError):
    """The file cannot be decoded."""


class NoDevice(SoundError):
    """There is no sound device, or it is taken."""
