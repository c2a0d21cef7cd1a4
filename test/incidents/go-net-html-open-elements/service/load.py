"""Posts an ordinary page and a page with a deep outline, in turn, for so many seconds."""

import os
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

URL = f"http://127.0.0.1:{os.environ['PORT']}/v1/title"
ORDINARY = "<html><head><title>News</title></head><body>" + "<ul><li>one<li>two</ul><p>text</p>" * 100
OUTLINE = "<html><head><title>Plan</title></head><body>" + "<ul><li>" * 3000

end = time.monotonic() + float(sys.argv[1])
while time.monotonic() < end:
    for page in [ORDINARY, OUTLINE]:
        try:
            urlopen(Request(URL, page.encode())).read()
        except HTTPError as refusal:
            refusal.read()
