"""Asks for large baskets, eight at a time, for so many seconds."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

URL = f"http://127.0.0.1:{os.environ['PORT']}/v1/total?articles=200000"
end = time.monotonic() + float(sys.argv[1])


def ask(_):
    while time.monotonic() < end:
        urlopen(URL).read()


with ThreadPoolExecutor(8) as pool:
    list(pool.map(ask, range(8)))
