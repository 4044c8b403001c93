"""What comes in from outside (取込み): preparations that clerks write, and what is wrong with them."""

from .preparation import read_preparation
from .preparation_writer import write_preparation
from .problems import FileProblems, Problem

__all__ = ["FileProblems", "Problem", "read_preparation", "write_preparation"]
