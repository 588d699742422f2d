"""A browser of the plainest sort: one connection, cookies, forms. It measures until the last byte."""

import gzip
import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode

GZIP = b"\x1f\x8b"
FIELD = r'name="{}"[^>]*value="([^"]*)"'


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: bytes
    milliseconds: float

    @property
    def text(self) -> str:
        is_compressed = self.body.startswith(GZIP)
        return (gzip.decompress(self.body) if is_compressed else self.body).decode()

    def field(self, name: str) -> str:
        """The value of a hidden field of the page's first form."""
        found = re.search(FIELD.format(name), self.text)
        if not found:
            raise LookupError(f"The page has no field {name}")
        return found[1]


class Browser:
    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None)

    def send(self, address: str, page: Answer, **fields: str) -> Answer:
        """Send a form that `page` showed."""
        whole = fields | {"csrfmiddlewaretoken": page.field("csrfmiddlewaretoken")}
        return self._ask("POST", address, urlencode(whole))

    def sign_in(self, email: str, password: str) -> None:
        page = self.get("/sign-in/")
        answer = self.send("/sign-in/", page, email=email, password=password)
        if answer.status != 302:
            raise RuntimeError(f"{email} could not sign in: {answer.status}")

    def _ask(self, method: str, address: str, body: str | None) -> Answer:
        started = time.perf_counter()
        try:
            answer = self._once(method, address, body)
        except (HTTPException, ConnectionError):  # kept open for too long
            self.connection.close()
            started = time.perf_counter()
            answer = self._once(method, address, body)
        status, location, content = answer
        return Answer(status, location, content, (time.perf_counter() - started) * 1000)

    def _once(self, method: str, address: str, body: str | None) -> tuple[int, str, bytes]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Accept-Encoding": "gzip"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, address, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return response.status, response.getheader("Location", ""), content
