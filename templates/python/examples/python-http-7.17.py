# Python: save this as /usr/local/lib/tlsmith/https_logging.py, and call install() once at the start of your application.
"""Log records as JSON to Logstash's http input over mutual TLS."""

import base64
import datetime
import http.client
import json
import logging
import os
import socket
import ssl
import sys

HOSTS = ['logs.mycompany.com', '10.0.0.5']
PORT = 8080
CA_FILE = '/etc/python/certs/http/ca.crt'
CERTIFICATE_FILE = '/etc/python/certs/http/python.crt'
KEY_FILE = '/etc/python/certs/http/python.key'
CHECK_HOSTNAME = True


class HttpsLogHandler(logging.Handler):
    """One POST a record. Put it behind a QueueHandler where the application must not wait."""

    def __init__(self):
        super().__init__()
        self.context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=CA_FILE)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.check_hostname = CHECK_HOSTNAME
        # Without a password OpenSSL would ask for one on the terminal: an empty one fails instead.
        password = globals().get("KEY_PASSWORD", "")
        self.context.load_cert_chain(CERTIFICATE_FILE, KEY_FILE, lambda: password)

    def emit(self, record):
        try:
            self.post(record)
        except Exception:
            self.handleError(record)

    def post(self, record):
        failure = None
        for host in HOSTS:
            try:
                return self.post_to(host, json.dumps(describe(record), default=str).encode())
            except OSError as error:
                failure = error
        raise failure

    def post_to(self, host, body):
        connection = http.client.HTTPSConnection(host, PORT, timeout=5, context=self.context)
        try:
            connection.request("POST", "/", body, {"Content-Type": "application/json", **login()})
            answer = connection.getresponse()
            if answer.status != 200:
                raise ConnectionError(f"Logstash answered {answer.status} {answer.reason}")
        finally:
            connection.close()


def login():
    """The header of a user, where the link has one."""
    if "USER" not in globals():
        return {}
    pair = f"{USER}:{USER_PASSWORD}".encode()
    return {"Authorization": "Basic " + base64.b64encode(pair).decode()}


def describe(record):
    """The fields of one event."""
    when = datetime.datetime.fromtimestamp(record.created, datetime.timezone.utc)
    event = {
        "@timestamp": when.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "message": record.getMessage(),
        "level": record.levelname,
        "logger": record.name,
        "host": {"name": socket.gethostname()},
        "process": {"pid": record.process},
    }
    if record.exc_info:
        event["error"] = {"stack_trace": logging.Formatter().formatException(record.exc_info)}
    return event


def install(level=logging.INFO):
    """Sends what the root logger gets; answers the handler."""
    handler = HttpsLogHandler()
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or level, level))
    return handler


def send_one(message):
    """One record, and any failure as an exception: to see whether the link works."""
    handler = HttpsLogHandler()
    handler.post(logging.LogRecord("tlsmith", logging.INFO, __file__, 0, message, None, None))


if __name__ == "__main__":
    send_one(" ".join(sys.argv[1:]) or "one record")
