# OpenSSL and Python's ssl, asked by its verification and by real handshakes in memory: one question a line of stdin, one answer a line.
# A question says who is asked: `openssl`, `python` with the flags of Python 3.13, or `node`, where Node has no answer of its own.
import base64
import json
import ssl
import sys

from openssl import verify

LEVELS = {"openssl": 2, "python": 2}


def judge(asked):
    chain = [base64.b64decode(one) for one in asked["chain"]]
    anchors = [base64.b64decode(one) for one in asked["anchors"]]
    who = asked["who"]
    if who == "node":
        return verify(asked, chain, anchors, asked["level"], to_the_end=True)
    strict = who == "python"
    refused = verify(asked, chain, anchors, LEVELS[who], strict)
    if refused and not (strict and asked["host"]):
        return refused
    shaken = shake_hands(asked, strict)
    # A key that fits no handshake is an answer; a certificate that the presenting end does not load is none.
    is_open = shaken.startswith("presenting: ") and "NO_SHARED_CIPHER" not in shaken
    return refused if is_open else shaken


def shake_hands(asked, strict):
    is_server = asked["role"] == "server"
    purpose = ssl.PROTOCOL_TLS_CLIENT if is_server else ssl.PROTOCOL_TLS_SERVER
    judging = ssl.SSLContext(purpose)
    judging.verify_mode = ssl.CERT_REQUIRED if not is_server else judging.verify_mode
    judging.check_hostname = strict and is_server and bool(asked["host"])
    if strict:
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
    return handshake(judging, presenting, is_server, asked["host"] if strict else "")


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
