"""整文: fillers, stutters and spellings, proposed one by one as differences; never a rewritten sentence.

rules   a text → the edits that each rule proposes
words   the dictionary of spellings (templates/words.toml)
whole   all turns of a record; edits → commands
"""

from .rules import Edit, Rule, Rules
from .whole import Proposed, commands, proposals
from .words import Words, read_words

__all__ = ["Edit", "Proposed", "Rule", "Rules", "Words", "commands", "proposals", "read_words"]
