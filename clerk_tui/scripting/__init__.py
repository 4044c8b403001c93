"""Meeting scripts (議事スクリプト): a line of text is a tagged command; see ``docs/script.md``."""
