"""Meeting scripts (議事スクリプト): every command as a line of text; see ``docs/script.md``."""
