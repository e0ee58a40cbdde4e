"""Libraries in C: ssl, hashes, compression, randomness, mmap, ctypes."""
import bz2
import ctypes
import hashlib
import lzma
import mmap
import os
import secrets
import ssl
import uuid
import zlib

EXPECTED = (True, "ba7816bf", b"abc", 8, 3, True, 4)
def run():
    packed = lzma.decompress(lzma.compress(bz2.decompress(bz2.compress(zlib.decompress(zlib.compress(b"abc"))))))
    memory = mmap.mmap(-1, 4096); memory[:3] = b"abc"
    return isinstance(ssl.create_default_context(), ssl.SSLContext), hashlib.sha256(b"abc").hexdigest()[:8], packed, len(secrets.token_bytes(8)), len(memory[:3]), uuid.uuid4() != uuid.uuid4() and len(os.urandom(4)) == 4, ctypes.sizeof(ctypes.c_int)
