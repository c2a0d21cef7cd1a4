"""Turns a paste into the page that shows it."""

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

FORMATTER = HtmlFormatter(linenos="table")


def render(language, text):
    return highlight(text, get_lexer_by_name(language), FORMATTER)
