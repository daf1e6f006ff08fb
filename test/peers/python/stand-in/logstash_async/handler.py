# The handler's constructor, and events sent at once: the package has a thread and a database for that.
import json
import logging


class AsynchronousLogstashHandler(logging.Handler):
    def __init__(
        self,
        host,
        port,
        database_path,
        transport="logstash_async.transport.TcpTransport",
        ssl_enable=False,
        ssl_verify=True,
        keyfile=None,
        certfile=None,
        ca_certs=None,
        enable=True,
        event_ttl=None,
        encoding="utf-8",
        **kwargs,
    ):
        super().__init__()
        self._encoding = encoding
        self._transport = transport(
            host=host,
            port=port,
            timeout=50.0,
            ssl_enable=ssl_enable,
            ssl_verify=ssl_verify,
            keyfile=keyfile,
            certfile=certfile,
            ca_certs=ca_certs,
            **kwargs,
        )

    def emit(self, record):
        line = json.dumps({"message": record.getMessage()}).encode(self._encoding)
        self._transport.send([line + b"\n"])
