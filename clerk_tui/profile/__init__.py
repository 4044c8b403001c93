"""What differs from body to body (審議会の型): found in the templates, read, checked and written."""

from .folders import NotFound, available, find, template_folders, template_for
from .reader import read_profile
from .writer import write_profile

__all__ = [
    "NotFound",
    "available",
    "find",
    "read_profile",
    "template_folders",
    "template_for",
    "write_profile",
]
