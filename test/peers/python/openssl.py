# OpenSSL's own verification (X509_verify_cert), asked as its TLS asks it, in the library that Python's ssl has loaded.
import ctypes
import ctypes.util
import ipaddress

NAMES = {"server": b"ssl_server", "client": b"ssl_client"}
STRICT_AND_PARTIAL = 0x20 | 0x80000
NO_PARTIAL_WILDCARDS = 0x4

crypto = ctypes.CDLL(ctypes.util.find_library("crypto"))
for name in (
    "d2i_X509 X509_STORE_new X509_STORE_CTX_new OPENSSL_sk_new_null X509_STORE_CTX_get0_param"
).split():
    getattr(crypto, name).restype = ctypes.c_void_p
crypto.X509_verify_cert_error_string.restype = ctypes.c_char_p
crypto.X509_verify_cert_error_string.argtypes = [ctypes.c_long]
crypto.ERR_reason_error_string.restype = ctypes.c_char_p
crypto.ERR_reason_error_string.argtypes = [ctypes.c_ulong]
crypto.ERR_peek_error.restype = ctypes.c_ulong
GOING_ON = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_void_p)


def pointer(address):
    return ctypes.c_void_p(address)


def decode(der):
    """Raises ValueError with OpenSSL's reason."""
    crypto.ERR_clear_error()
    start = ctypes.c_char_p(der)
    found = crypto.d2i_X509(None, ctypes.byref(start), ctypes.c_long(len(der)))
    if not found:
        reason = crypto.ERR_reason_error_string(crypto.ERR_peek_error())
        raise ValueError((reason or b"?").decode())
    return pointer(found)


def stack_of(certificates):
    stack = pointer(crypto.OPENSSL_sk_new_null())
    for one in certificates:
        crypto.OPENSSL_sk_push(stack, one)
    return stack


def is_address(host):
    try:
        ipaddress.ip_address(host)
        return True
    except ValueError:
        return False


@GOING_ON
def keep_going(_ok, _context):
    return 1


def verify(asked, chain, anchors, level, strict=False, to_the_end=False):
    """`error N at D depth lookup: …` of the first error, or the last one where all are looked for; empty where there is none."""
    try:
        certificates = [decode(one) for one in chain]
    except ValueError as error:
        return f"unable to load certificate: {error}"
    store = pointer(crypto.X509_STORE_new())
    for one in anchors:
        try:
            crypto.X509_STORE_add_cert(store, decode(one))
        except ValueError as error:
            return f"unable to load certificate: {error}"
    context = pointer(crypto.X509_STORE_CTX_new())
    crypto.X509_STORE_CTX_init(context, store, certificates[0], stack_of(certificates))
    crypto.X509_STORE_CTX_set_default(context, NAMES[asked["role"]])
    parameters = pointer(crypto.X509_STORE_CTX_get0_param(context))
    crypto.X509_VERIFY_PARAM_set_auth_level(parameters, level)
    if strict:
        crypto.X509_VERIFY_PARAM_set_flags(parameters, ctypes.c_ulong(STRICT_AND_PARTIAL))
        crypto.X509_VERIFY_PARAM_set_hostflags(parameters, NO_PARTIAL_WILDCARDS)
    if asked["role"] == "server" and asked["host"]:
        host = asked["host"].encode()
        if is_address(asked["host"]):
            crypto.X509_VERIFY_PARAM_set1_ip_asc(parameters, host)
        else:
            crypto.X509_VERIFY_PARAM_set1_host(parameters, host, ctypes.c_size_t(len(host)))
    if to_the_end:
        crypto.X509_STORE_CTX_set_verify_cb(context, keep_going)
    accepted = crypto.X509_verify_cert(context)
    error = crypto.X509_STORE_CTX_get_error(context)
    depth = crypto.X509_STORE_CTX_get_error_depth(context)
    crypto.X509_STORE_CTX_free(context)
    if error == 0 and accepted == 1:
        return ""
    text = crypto.X509_verify_cert_error_string(error).decode()
    return f"error {error} at {depth} depth lookup: {text}"
