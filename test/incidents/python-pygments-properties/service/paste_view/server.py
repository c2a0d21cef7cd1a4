"""POST /LANGUAGE with a text answers with the page."""

import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from paste_view.render import render


class Pastes(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        text = self.rfile.read(int(self.headers["content-length"])).decode()
        page = render(self.path.strip("/"), text).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(os.environ.get("PORT", "8080"))), Pastes).serve_forever()
