"""A question on the terminal that is answered with yes or no (確認)."""

from __future__ import annotations


def confirmed(question: str) -> bool:
    """Whether the clerk says yes; no answer, an end of input among them, is no."""
    try:
        answer = input(f"{question} [はい=y / いいえ=n] ")
    except EOFError:
        print()
        return False
    return answer.strip().lower() in ("y", "yes", "はい", "ｙ", "ｈ")
