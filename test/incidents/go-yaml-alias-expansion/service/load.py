"""Posts an ordinary document and, in turn, one whose groups are made of the groups before, for so many seconds."""

import os
import sys
import time
from urllib.error import HTTPError
from urllib.request import Request, urlopen

URL = f"http://127.0.0.1:{os.environ['PORT']}/v1/rules"
ORDINARY = "".join(f"group{i}: [allow, deny, {i}]\n" for i in range(200))
NESTED = "g0: &g0 [allow, deny, log, hold, pass, drop, mark, tag]\n" + "".join(
    f"g{i}: &g{i} [{', '.join([f'*g{i - 1}'] * 8)}]\n" for i in range(1, 7)
)

end = time.monotonic() + float(sys.argv[1])
while time.monotonic() < end:
    for document in [ORDINARY, NESTED]:
        try:
            urlopen(Request(URL, document.encode())).read()
        except HTTPError as refusal:
            refusal.read()
