# Python: save this as /usr/local/lib/tlsmith/tls_logging.py, and call install() once at the start of your application.
"""Log records as JSON lines to Logstash over mutual TLS."""

import datetime
import json
import logging
import logging.handlers
import os
import socket
import ssl
import sys

HOSTS = ['logs.mycompany.com', '10.0.0.5']
PORT = 5000
CA_FILE = '/etc/python/certs/ca.crt'
CERTIFICATE_FILE = '/etc/python/certs/python.crt'
KEY_FILE = '/etc/python/certs/python.key'
CHECK_HOSTNAME = True


class TlsLogHandler(logging.handlers.SocketHandler):
    """The socket handler of the standard library, with TLS both ways, and JSON where it would pickle."""

    def __init__(self):
        super().__init__(HOSTS[0], PORT)
        self.context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=CA_FILE)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.check_hostname = CHECK_HOSTNAME
        # Without a password OpenSSL would ask for one on the terminal: an empty one fails instead.
        password = globals().get("KEY_PASSWORD", "")
        self.context.load_cert_chain(CERTIFICATE_FILE, KEY_FILE, lambda: password)

    def makeSocket(self, timeout=5):
        failure = None
        for host in HOSTS:
            try:
                return self.dial(host, timeout)
            except OSError as error:
                failure = error
        # The base class tries again later, and would not say why.
        if logging.raiseExceptions:
            print(f"logging to {HOSTS} port {PORT} failed: {failure}", file=sys.stderr)
        raise failure

    def dial(self, host, timeout):
        plain = socket.create_connection((host, PORT), timeout)
        try:
            connection = self.context.wrap_socket(plain, server_hostname=host)
        except OSError:
            plain.close()
            raise
        try:
            await_verdict(connection)
        except OSError:
            connection.close()
            raise
        return connection

    def makePickle(self, record):
        line = json.dumps(describe(record), default=str).encode()
        return line + b"\n"


def await_verdict(connection):
    """Under TLS 1.3 a server refuses a client only after the handshake: with an alert that the first read meets."""
    patience = connection.gettimeout()
    connection.settimeout(0.5)
    try:
        if connection.recv(1) == b"":
            raise ConnectionError("the server closed the connection after the handshake")
    except socket.timeout:
        pass  # no word is good word: Logstash sends nothing
    connection.settimeout(patience)


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
    handler = TlsLogHandler()
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or level, level))
    return handler


def send_one(message):
    """One record, at once, and any failure as an exception: to see whether the link works."""
    handler = TlsLogHandler()
    handler.sock = handler.makeSocket()
    record = logging.LogRecord("tlsmith", logging.INFO, __file__, 0, message, None, None)
    handler.sock.sendall(handler.makePickle(record))
    try:
        handler.sock.settimeout(1)
        handler.sock.unwrap()
    except OSError:
        pass  # Java answers the end of a session with nothing: the record is there all the same
    handler.sock.close()


if __name__ == "__main__":
    send_one(" ".join(sys.argv[1:]) or "one record")
