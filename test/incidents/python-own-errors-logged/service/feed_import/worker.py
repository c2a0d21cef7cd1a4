"""Imports feeds, one after the other, for so many seconds."""

import logging
import sys
import time

from feed_import.read_feed import read_feed

ORDINARY = [f"2024-03-{day:02} 08:00|entry {day}" for day in range(1, 29)]
UNDATED = [f"n/a|entry {number}" for number in range(400)]


def main(seconds):
    logging.basicConfig(filename="import.log", filemode="w", level=logging.WARNING)
    end = time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        for feed in [ORDINARY, UNDATED]:
            count += len(read_feed(feed))
    print(count)


if __name__ == "__main__":
    main(float(sys.argv[1]))
