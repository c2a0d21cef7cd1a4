"""Posts an ordinary properties file and, in between, one whose values are aligned far to the right."""

import os
import sys
import time
from urllib.request import Request, urlopen

URL = f"http://127.0.0.1:{os.environ.get('PORT', '8080')}/properties"
ORDINARY = "# prices\nprice.basis = 12\nprice.scale: 2\n" * 20
ALIGNED = "".join(f"price.{i}{' ' * 300}{i}\n" for i in range(3))

end = time.monotonic() + float(sys.argv[1])
while time.monotonic() < end:
    for text in [ORDINARY, ALIGNED]:
        urlopen(Request(URL, text.encode())).read()
