# The transport's constructor and its order of calls, as the package has them; the TLS of its own stays out of it.
import socket


class TimeoutNotSet:
    pass


class TcpTransport:
    def __init__(self, host, port, ssl_enable, ssl_verify, keyfile, certfile, ca_certs, timeout=TimeoutNotSet, **kwargs):
        self._host = host
        self._port = port
        self._ssl_enable = ssl_enable
        self._ssl_verify = ssl_verify
        self._keyfile = keyfile
        self._certfile = certfile
        self._ca_certs = ca_certs
        self._timeout = timeout
        self._sock = None

    def _create_socket(self):
        raise AssertionError("the package's own socket compares no names: the subclass has to make it")

    def send(self, events, use_logging=False):
        self._create_socket()
        try:
            for event in events:
                self._sock.sendall(event)
        finally:
            self.close()

    def close(self):
        if self._sock is not None:
            try:
                self._sock.shutdown(socket.SHUT_WR)
            finally:
                self._sock.close()
                self._sock = None
