from c_checksum import fnv1a


def test_published_answers():
    assert hex(fnv1a(b"")) == "0xcbf29ce484222325"
    assert hex(fnv1a(b"foobar")) == "0x85944171f73967e8"


def test_in_parts():
    assert fnv1a(bytearray(b"bar"), seed=fnv1a(memoryview(b"foo"))) == fnv1a(b"foobar")
