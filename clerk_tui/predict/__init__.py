"""Who speaks next (次の発言者の予測): a guess from the procedure, the agenda and the meeting so far.

Pure: the same state gives the same guess, and nothing is kept from one meeting to the next.
The standard's habits are the only prior (:mod:`.flow`); whatever a meeting does otherwise soon outweighs it.
"""

from .candidates import Candidate, Predictor, candidates

__all__ = ["Candidate", "Predictor", "candidates"]
