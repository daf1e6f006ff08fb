# python-logstash-async: save this as /usr/local/lib/tlsmith/logstash_async_tls.py, and call install() once at the start of your application.
"""Log records to Logstash by python-logstash-async, over mutual TLS that also compares the name of the server."""

import logging
import os
import socket
import ssl

from logstash_async.handler import AsynchronousLogstashHandler
from logstash_async.transport import TcpTransport

HOST = 'logs.mycompany.com'
PORT = 5000
CA_FILE = '/etc/python-logstash-async/certs/ca.crt'
CERTIFICATE_FILE = '/etc/python-logstash-async/certs/python-logstash-async.crt'
KEY_FILE = '/etc/python-logstash-async/certs/python-logstash-async.key'
CHECK_HOSTNAME = True


class VerifyingTcpTransport(TcpTransport):
    """TcpTransport verifies the chain of the server, but sets check_hostname to False: any certificate of the CA would do."""

    def _create_socket(self):
        if self._sock is not None:
            return
        context = ssl.create_default_context(ssl.Purpose.SERVER_AUTH, cafile=self._ca_certs)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.check_hostname = CHECK_HOSTNAME
        # Without a password OpenSSL would ask for one on the terminal: an empty one fails instead.
        password = globals().get("KEY_PASSWORD", "")
        context.load_cert_chain(self._certfile, self._keyfile, lambda: password)
        # The package marks "no time-out" by an object of its own.
        timeout = self._timeout if isinstance(self._timeout, (int, float)) else None
        plain = socket.create_connection((self._host, self._port), timeout)
        try:
            connection = context.wrap_socket(plain, server_hostname=self._host)
        except OSError:
            plain.close()
            raise
        try:
            await_verdict(connection)
        except OSError:
            connection.close()
            raise
        self._sock = connection


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


def install(level=logging.INFO, database_path=None):
    """Sends what the root logger gets; answers the handler. With a path, events outlive a restart."""
    handler = AsynchronousLogstashHandler(
        HOST,
        PORT,
        database_path=database_path,
        transport=VerifyingTcpTransport,
        ssl_enable=True,
        ssl_verify=True,
        keyfile=KEY_FILE,
        certfile=CERTIFICATE_FILE,
        ca_certs=CA_FILE,
    )
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or level, level))
    return handler
