"""Reads the entries of a feed: each line a date and a title."""

import logging

from dateutil import parser

log = logging.getLogger(__name__)


def read_entry(line):
    date, _, title = line.partition("|")
    try:
        return parser.parse(date), title
    except parser.ParserError:
        log.warning("no date, taken as undated: %s", title, exc_info=True, stack_info=True)
        return None, title


def read_feed(lines):
    return [read_entry(line) for line in lines]
