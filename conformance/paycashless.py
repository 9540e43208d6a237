"""Signs what Schemathesis sends to the Paycashless API: the body as it is sent, with the demo data's secret."""

import hashlib
import hmac
import time

import requests
import schemathesis

SECRET = b"paycashless_demo_secret"


class Signature(requests.auth.AuthBase):
    """`Request-Signature` is the HMAC-SHA-512 of the body, `Request-Timestamp` the time in UNIX seconds."""

    def __call__(self, request):
        body = request.body or b""
        if isinstance(body, str):
            body = body.encode()
        request.headers["Request-Signature"] = hmac.new(SECRET, body, hashlib.sha512).hexdigest()
        request.headers["Request-Timestamp"] = str(int(time.time()))
        return request


schemathesis.auth.set_from_requests(Signature())
