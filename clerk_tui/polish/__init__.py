"""整文: fillers, stutters and spellings, proposed one by one as differences; never a rewritten sentence.

rules   a text → the edits that each rule proposes
words   the dictionary of spellings (templates/words.toml)
whole   all turns of a record; edits → commands
"""

from .rules import Rule, Rules
from .whole import Proposed, commands, proposals
from .words import read_words

__all__ = ["Proposed", "Rule", "Rules", "commands", "proposals", "read_words"]
