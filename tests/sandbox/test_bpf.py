"""The filters say what the policy says, on both machines: read as the kernel would, and asked of the kernel itself."""

from __future__ import annotations

import pytest

from graders.sandbox import bpf, calls, seccomp
from graders.sandbox.grants import Grants

MACHINES = list(calls.MACHINES)
ALLOW, EPERM, ENOSYS = bpf.ALLOW, bpf.ERRNO | 1, bpf.ERRNO | 38
NEVER = ["ptrace", "mount", "unshare", "setns", "bpf", "io_uring_setup", "memfd_create", "shmget", "keyctl"]
NEVER += ["execve", "setsid", "pidfd_open", "open_by_handle_at", "sched_setaffinity", "setpriority"]
READ = {"x86_64": 0, "aarch64": 63}
SERVED = Grants(network="service", ports=(0,))
PLAIN, GENEROUS = Grants(), Grants(files="tmp", network="loopback", processes=2)


def asked(machine: str, name: str, *arguments: int, grants: Grants = PLAIN, confined: bool = False) -> int:
    """Return what the two filters together answer: the kernel takes the stricter."""
    policy = seccomp.Policy(grants, confined=confined, scoped=True, alone=grants is not SERVED, machine=machine)
    number = calls.number(name, machine)
    assert number is not None
    answers = [bpf.run(f, number, bpf.ARCHITECTURES[machine], arguments) for f in (policy.once(), policy.each())]
    return next((answer for answer in answers if answer != ALLOW), ALLOW)


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("name", NEVER)
def test_refused_whatever_is_said(machine: str, name: str) -> None:
    assert asked(machine, name) == EPERM


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("clone", (0x3D0F00,), ALLOW),  # as a thread is made
        ("clone", (17,), EPERM),  # as a process
        ("clone3", (), ENOSYS),
        ("socketpair", (1, 1), ALLOW),
        ("socketpair", (1, 1 | 0o2004000), ALLOW),
        ("socketpair", (1, 2), EPERM),
        ("socketpair", (2, 1), EPERM),
        ("socket", (2, 1), EPERM),
        ("fcntl", (3, 3), ALLOW),
        ("fcntl", (3, 8), EPERM),
        ("ioctl", (0, 0x5401), ALLOW),
        ("ioctl", (0, 0x5412), EPERM),
        ("prctl", (15,), ALLOW),
        ("prctl", (1, 0), EPERM),
        ("kill", (seccomp.OWN_PID, 9), ALLOW),
        ("kill", (1, 9), EPERM),
        ("kill", (0xFFFFFFFF, 9), EPERM),
        ("tgkill", (seccomp.OWN_PID, 7, 9), ALLOW),
        ("prlimit64", (0, 7), ALLOW),
        ("prlimit64", (1, 7), EPERM),
        ("fchmodat", (), EPERM),
    ],
)
def test_arguments_decide(machine: str, name: str, arguments: tuple[int, ...], answer: int) -> None:
    assert asked(machine, name, *arguments) == answer


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("execve", (), ALLOW),
        ("clone", (17,), ALLOW),
        ("clone", (0x10000000 | 17,), EPERM),  # with a namespace
        ("socket", (2, 1), ALLOW),
        ("socket", (16, 3), EPERM),  # netlink
        ("connect", (), ALLOW),
        ("kill", (5, 15), ALLOW),
        ("fchmodat", (), bpf.ERRNO),  # as if it had worked
        ("ptrace", (), EPERM),
    ],
)
def test_grants_open_what_they_name(machine: str, name: str, arguments: tuple[int, ...], answer: int) -> None:
    assert asked(machine, name, *arguments, grants=GENEROUS) == answer


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("socket", (2, 1, 0), ALLOW),
        ("socket", (2, 1 | 0o2004000, 6), ALLOW),
        ("socket", (2, 1, 262), EPERM),  # MPTCP, at which Landlock does not look
        ("socket", (2, 2, 0), EPERM),
        ("socket", (10, 1, 0), EPERM),
        ("socket", (1, 1, 0), EPERM),
        ("connect", (), ALLOW),
        ("bind", (), EPERM),
        ("listen", (), EPERM),
        ("sendto", (3, 0, 0, 0), ALLOW),
        ("sendto", (3, 0, 0, 0x20004000), EPERM),  # connects by itself
        ("sendmsg", (3, 0, 0x20000000), EPERM),
        ("sendmmsg", (3, 0, 1, 0x20000000), EPERM),
    ],
)
def test_on_the_machines_network_a_service_is_tcp_that_landlock_sees(
    machine: str, name: str, arguments: tuple[int, ...], answer: int
) -> None:
    assert asked(machine, name, *arguments, grants=SERVED) == answer


def test_modes_may_be_changed_where_nothing_of_others_is() -> None:
    assert asked("x86_64", "fchmodat", grants=GENEROUS, confined=True) == ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_other_architectures_and_unknown_numbers_are_refused(machine: str) -> None:
    policy = seccomp.Policy(PLAIN, confined=True, scoped=True, machine=machine)
    other = bpf.ARCHITECTURES[MACHINES[machine == MACHINES[0]]]

    for steps in (policy.once(), policy.each()):
        assert bpf.run(steps, READ[machine], bpf.ARCHITECTURES[machine]) == ALLOW
        assert bpf.run(steps, READ[machine], other) == bpf.KILL
        assert bpf.run(steps, calls.CEILING, bpf.ARCHITECTURES[machine]) == ENOSYS
        assert bpf.run(steps, 0x40000000 | READ[machine], bpf.ARCHITECTURES[machine]) == ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_a_number_that_the_table_does_not_name_is_allowed(machine: str) -> None:
    policy = seccomp.Policy(PLAIN, confined=False, scoped=True, machine=machine)
    named = set(calls.NUMBERS[machine].values())

    for steps in (policy.once(), policy.each()):
        for number in set(range(calls.CEILING)) - named:
            assert bpf.run(steps, number, bpf.ARCHITECTURES[machine]) == ALLOW


def test_a_far_jump_is_made_in_two() -> None:
    long = tuple(bpf.Step(bpf.AND, i) for i in range(400))
    blocks = {number: (*long, *bpf.refuse(number)) for number in (3, 7, 11)}
    steps = bpf.program(blocks, 1, 20, bpf.refuse(38))

    for number in range(25):
        wanted = bpf.ERRNO | number if number in blocks else ALLOW if number < 20 else ENOSYS
        assert bpf.run(steps, number, 1) == wanted
