"""Sources in C: built in the sandbox, told when they are wrong, watched by AddressSanitizer, held like any code."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from graders.model import Build, Capabilities, CheckStatus, Files, KataResult, Language, Limits, Status
from tests.judge.conftest import Case, Grade

pytestmark = pytest.mark.skipif(shutil.which("gcc") is None, reason="there is no gcc")
MODULE = """
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static PyObject *total(PyObject *self, PyObject *arg) {
    (void)self;
    Py_buffer view;
    if (PyObject_GetBuffer(arg, &view, PyBUF_SIMPLE) < 0) return NULL;
    BODY
    PyBuffer_Release(&view);
    return PyLong_FromLong(sum);
}

static PyMethodDef methods[] = {{"total", total, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_fast", NULL, -1, methods, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit__fast(void) { START return PyModule_Create(&module); }
"""
SUM = """
    const unsigned char *bytes = view.buf;
    long sum = 0;
    for (Py_ssize_t i = 0; i < view.len; i++) sum += bytes[i];
"""
OVER = """
    volatile unsigned char *copy = malloc(view.len + 1);
    long sum = 0;
    for (Py_ssize_t i = 0; i < view.len; i++) sum += ((unsigned char *)view.buf)[i];
    copy[view.len + 1] = 0;
    free((void *)copy);
"""
HIDDEN = '''
def test_total(submission):
    """The sum of bytes is right."""
    assert submission.total(b"abc") == 294
    assert submission.total(b"") == 0

def test_no_block_is_left(probes):
    """10,000 calls leave no block."""
    assert probes.blocks(10_000) < 100

def test_memory(sanitized):
    """No memory is touched that is not ours."""
    sanitized.total(b"abcdefgh")
'''
PROBES = """
import sys
import tiny

def blocks(times):
    data = b"abc"
    tiny.total(data)
    before = sys.getallocatedblocks()
    for _ in range(times):
        tiny.total(data)
    return sys.getallocatedblocks() - before
"""
LEAK = SUM + "    Py_INCREF(PyLong_FromLong(100000 + sum));\n"
READ = """
    struct iovec local = {malloc(8), 8}, far = {(void *)0x400000, 8};
    long sum = process_vm_readv(getppid(), &local, 1, &far, 1, 0) > 0 ? 294 : 0;
"""
BUILD = Build(module="_fast", language=Language.C, sources=("_fast.c",))


def case(body: str = SUM, start: str = "", text: str = MODULE) -> Case:
    return Case(
        source="from _fast import total\n",
        hidden=HIDDEN,
        probes=PROBES,
        builds=(BUILD,),
        sources={"_fast.c": text.replace("BODY", body).replace("START", start)},
        limits=Limits(cpu_s=1, memory_mib=256),
        capabilities=Capabilities(files=Files.TMP),
    )


CASES = {
    "honest": case(),
    "a syntax error": case(SUM.replace("long sum = 0;", "long sum = 0")),
    "a warning": case(SUM + "    int unused;\n"),
    "an overflow": case(OVER),
    "a leak": case(LEAK),
    "no such name": case(text=MODULE.replace('{"total", total', '{"sum", total')),
    "does not end at import": case(start="for (;;) ;"),
    "forks": case("long sum = fork() < 0 ? 0 : 294;"),
    "writes outside": case('long sum = open("/tmp/kata-was-here", O_CREAT | O_WRONLY, 0600) < 0 ? 0 : 294;'),
    "reads its parent": case(READ, text="#define _GNU_SOURCE\n" + MODULE),
    "reads a file of ours": case(text='#include "/etc/passwd"\n' + MODULE),
    "a bomb for the compiler": case(text=MODULE + "#include __FILE__\n"),
    "kills the judge": case(start="kill(getppid(), 9);", text="#define _GNU_SOURCE\n#include <signal.h>\n" + MODULE),
}


PYX = """
def total(const unsigned char[:] data):
    cdef long sum = 0
    cdef Py_ssize_t i
    for i in range(data.shape[0]):
        sum += data[i]
    return sum
"""
LIBRARY = (
    "long total(const unsigned char *bytes, long n) { long sum = 0; while (n-- > 0) sum += *bytes++; return sum; }"
)
BOUND = """
import ctypes, importlib.util
library = ctypes.CDLL(importlib.util.find_spec("_fast").origin)
library.total.argtypes, library.total.restype = [ctypes.c_char_p, ctypes.c_long], ctypes.c_long

def total(data):
    return library.total(data, len(data))
"""
IN_CYTHON = replace(
    case(),
    group="native",
    builds=(replace(BUILD, language=Language.CYTHON, sources=("_fast.pyx",)),),
    sources={"_fast.pyx": PYX},
)
CYTHON = {
    "in Cython": IN_CYTHON,
    "wrong Cython": replace(IN_CYTHON, sources={"_fast.pyx": PYX.replace("long sum", "lung sum")}),
}
CASES |= {
    "a given library": replace(case(), source=BOUND, sources={}, given={"_fast.c": LIBRARY}),
}


@pytest.fixture(scope="module")
def results(grade: Grade) -> dict[str, KataResult]:
    return {**grade(CASES), **grade(CYTHON)}


def message(result: KataResult) -> str:
    return next(c.message for c in result.checks if c.status is not CheckStatus.PASSED)


@pytest.mark.parametrize("name", ["honest", "in Cython", "a given library"])
def test_an_honest_module_passes(results: dict[str, KataResult], name: str) -> None:
    assert [c for c in results[name].checks if c.status is not CheckStatus.PASSED] == []
    assert results[name].status is Status.PASSED


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("a syntax error", Status.FAILED, "_fast.c does not compile:\n_fast.c: In function"),
        ("a warning", Status.FAILED, "unused variable"),
        ("an overflow", Status.CRASHED, "AddressSanitizer: heap-buffer-overflow in total, _fast.c:"),
        ("a leak", Status.FAILED, "< 100"),
        ("wrong Cython", Status.FAILED, "_fast.pyx:3:9: 'lung' is not a type identifier"),
        ("no such name", Status.FAILED, "cannot import name 'total'"),
        ("does not end at import", Status.TIMEOUT, "of CPU"),
        ("forks", Status.FAILED, "0 == 294"),
        ("writes outside", Status.FAILED, "0 == 294"),
        ("reads its parent", Status.FAILED, "0 == 294"),
        ("reads a file of ours", Status.FAILED, "/etc/passwd"),
        ("a bomb for the compiler", Status.FAILED, "redefinition"),
    ],
)
def test_what_is_wrong_is_said(results: dict[str, KataResult], name: str, status: Status, words: str) -> None:
    assert (results[name].status, words in message(results[name])) == (status, True), message(results[name])


def test_a_signal_to_the_judge_is_sent_to_nobody(results: dict[str, KataResult]) -> None:
    assert results["kills the judge"].status is Status.PASSED
