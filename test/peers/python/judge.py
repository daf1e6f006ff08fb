# Python's ssl, asked by real handshakes in memory: one question a line of stdin, one answer a line.
# A question says whether Python 3.13's flags are set: VERIFY_X509_STRICT and VERIFY_X509_PARTIAL_CHAIN.
import json
import ssl
import sys


def judge(asked):
    is_server = asked["role"] == "server"
    purpose = ssl.PROTOCOL_TLS_CLIENT if is_server else ssl.PROTOCOL_TLS_SERVER
    judging = ssl.SSLContext(purpose)
    judging.verify_mode = ssl.CERT_REQUIRED if not is_server else judging.verify_mode
    judging.check_hostname = is_server and bool(asked["host"])
    if asked["strict"]:
        judging.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
    try:
        judging.load_verify_locations(asked["anchorFile"])
    except ssl.SSLError as error:
        return f"anchors: {error}"
    presenting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if is_server else ssl.PROTOCOL_TLS_CLIENT)
    presenting.check_hostname = False
    presenting.verify_mode = ssl.CERT_NONE
    presenting.set_ciphers("DEFAULT:@SECLEVEL=0")
    try:
        presenting.load_cert_chain(asked["chainFile"], asked["keyFile"])
    except ssl.SSLError as error:
        return f"presenting: {error}"
    if not is_server:
        own = (asked["ownChain"], asked["ownKey"])
        judging.load_cert_chain(*own)
    return handshake(judging, presenting, is_server, asked["host"])


def handshake(judging, presenting, is_server, host):
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    name = (host or None) if is_server else None
    judge_end = judging.wrap_bio(back, there, server_side=not is_server, server_hostname=name)
    other_end = presenting.wrap_bio(there, back, server_side=is_server)
    done = set()
    for _ in range(12):
        for end in (judge_end, other_end):
            if end in done:
                continue
            try:
                end.do_handshake()
                done.add(end)
            except ssl.SSLWantReadError:
                continue
            except ssl.SSLError as error:
                own = "" if end is judge_end else "presenting: "
                return own + str(getattr(error, "verify_message", "") or error)
        if judge_end in done:
            return ""
    return "the handshake does not end"


for line in sys.stdin:
    reason = judge(json.loads(line))
    print(json.dumps({"accepts": reason == "", "reason": reason}), flush=True)
