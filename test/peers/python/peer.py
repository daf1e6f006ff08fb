# A TLS server and client on Python's ssl with VERIFY_X509_STRICT on both ends, driven as ../java/Peer.java is.
# Commands come as lines on stdin, fields apart by TAB; each is answered by one line. It ends at the end of stdin, or after 150 seconds.
import os
import queue
import socket
import ssl
import sys
import threading

PATIENCE = 200
VERSIONS = {"TLSv1.2": ssl.TLSVersion.TLSv1_2, "TLSv1.3": ssl.TLSVersion.TLSv1_3}
seen = {}


def context(purpose, certificate, key, password, ca):
    made = ssl.SSLContext(purpose)
    made.verify_mode = ssl.CERT_REQUIRED
    made.verify_flags |= ssl.VERIFY_X509_STRICT
    made.load_verify_locations(ca)
    if certificate:
        # A callable: without it OpenSSL would ask on the terminal.
        made.load_cert_chain(certificate, key, lambda: password)
    return made


def describe(connection):
    subject = [rdn[0] for rdn in connection.getpeercert()["subject"]]
    names = ",".join("CN=" + value for name, value in subject if name == "commonName")
    return f"{connection.version()}\t{names}"


def first_line(connection):
    text = b""
    while not text.endswith(b"\n"):
        part = connection.recv(1)
        if not part:
            break
        text += part
    return text.rstrip(b"\r\n").decode()


def answer(plain, made, outcomes):
    plain.settimeout(PATIENCE)
    plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        with made.wrap_socket(plain, server_side=True) as connection:
            line = first_line(connection)
            if not line:
                raise OSError("closed by the client")
            session = describe(connection)
            if line == "ping":
                connection.sendall(b"pong\n")
            else:
                while line:
                    line = first_line(connection)
            # Sends close_notify; a client that is gone already is no matter.
            try:
                connection.unwrap()
            except OSError:
                pass
        outcomes.put(f"accepted\t{session}")
    except OSError as failure:
        plain.close()
        outcomes.put(f"refused\t{failure}")


def accept(listening, made, outcomes):
    while True:
        plain, _ = listening.accept()
        threading.Thread(target=answer, args=(plain, made, outcomes), daemon=True).start()


def serve(certificate, key, password, ca):
    made = context(ssl.PROTOCOL_TLS_SERVER, certificate, key, password, ca)
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    seen[port] = queue.Queue()
    threading.Thread(target=accept, args=(listening, made, seen[port]), daemon=True).start()
    return f"port\t{port}"


def dial(host, port, protocol, certificate, key, password, ca):
    made = context(ssl.PROTOCOL_TLS_CLIENT, certificate, key, password, ca)
    made.minimum_version = made.maximum_version = VERSIONS[protocol]
    with socket.create_connection(("127.0.0.1", int(port)), PATIENCE) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with made.wrap_socket(plain, server_hostname=host) as connection:
            connection.sendall(b"ping\n")
            # Under TLS 1.3 a refusal comes with the first read.
            if first_line(connection) != "pong":
                return "refused\tclosed by the server"
            return f"accepted\t{describe(connection)}"


def saw(port):
    try:
        return seen[int(port)].get(timeout=PATIENCE)
    except queue.Empty:
        return "nothing seen"


commands = {"serve": serve, "dial": dial, "seen": saw}
alarm = threading.Timer(150, lambda: os._exit(3))
alarm.daemon = True
alarm.start()
for command in sys.stdin:
    word, *fields = command.rstrip("\n").split("\t")
    try:
        reply = commands[word](*fields)
    except (OSError, ValueError) as failure:
        reply = "refused\t" + " ".join(str(failure).split())
    print(reply, flush=True)
