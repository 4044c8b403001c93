"""Two quiet themes (配色), light and dark, safe for colour-blind eyes.

Blue and orange are told apart by everybody; red and green never stand against each other. Colour only
repeats what a word or a mark says already.
"""

from __future__ import annotations

from textual.theme import Theme

LIGHT = Theme(
    name="clerk-light",
    primary="#1f5a92",
    secondary="#5b6b7b",
    accent="#a85a00",
    foreground="#1d2430",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e9e6df",
    success="#1f5a92",
    warning="#a85a00",
    error="#b3261e",
    boost="#ebe8e1",
    dark=False,
    variables={
        "text-muted": "#65655f",
        "scrollbar": "#cfcabd",
        "scrollbar-hover": "#b9b4a8",
        "scrollbar-active": "#1f5a92",
        "scrollbar-background": "#fbfaf7",
        "scrollbar-background-hover": "#fbfaf7",
        "scrollbar-background-active": "#fbfaf7",
        "scrollbar-corner-color": "#fbfaf7",
        "block-cursor-background": "#1f5a92",
        "block-cursor-foreground": "#ffffff",
        "input-cursor-background": "#1d2430",
        "input-cursor-foreground": "#fbfaf7",
        "input-selection-background": "#1f5a92 30%",
        "border": "#b9b4a8",
        "border-blurred": "#d5d1c7",
    },
)

DARK = Theme(
    name="clerk-dark",
    primary="#7db4e6",
    secondary="#93a1b0",
    accent="#f0b35e",
    foreground="#dfe3e8",
    background="#14181e",
    surface="#1b2027",
    panel="#252b34",
    success="#7db4e6",
    warning="#f0b35e",
    error="#ff8a7a",
    boost="#222831",
    dark=True,
    variables={
        "text-muted": "#8b96a3",
        "scrollbar": "#39424e",
        "scrollbar-hover": "#4a5563",
        "scrollbar-active": "#7db4e6",
        "scrollbar-background": "#14181e",
        "scrollbar-background-hover": "#14181e",
        "scrollbar-background-active": "#14181e",
        "scrollbar-corner-color": "#14181e",
        "block-cursor-background": "#7db4e6",
        "block-cursor-foreground": "#14181e",
        "input-cursor-background": "#dfe3e8",
        "input-cursor-foreground": "#14181e",
        "input-selection-background": "#7db4e6 35%",
        "border": "#3b4450",
        "border-blurred": "#2c333d",
    },
)

THEMES = (DARK, LIGHT)
