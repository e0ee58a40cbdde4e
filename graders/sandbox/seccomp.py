"""The layer over system calls: what Landlock and namespaces leave open.

Two filters.  The zygote sets the large one on itself, once: what nobody needs there.  Each worker adds a small one:
no processes, no signals to others, no way out of what holds it.  Refused calls answer EPERM, so that a learner meets
PermissionError; `clone3` answers ENOSYS, on which the C library falls back to `clone`, whose flags can be read.
"""

from __future__ import annotations

import ctypes
import os
from typing import TYPE_CHECKING, Final

from graders.sandbox import bpf, calls, processes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graders.sandbox.grants import Grants

EPERM, ENOSYS = bpf.refuse(1), bpf.refuse(38)
ALLOW, NOTHING = bpf.done(bpf.ALLOW), bpf.refuse(0)
PR_SET_SECCOMP: Final = 22
PR_SET_NO_NEW_PRIVS: Final = 38
SECCOMP_MODE_FILTER: Final = 2
CLONE_THREAD: Final = 0x10000
CLONE_NAMESPACES: Final = 0x7E020080
AF_UNIX: Final = 1
INTERNET: Final = (AF_UNIX, 2, 10)  # and AF_INET, AF_INET6
AF_INET: Final = 2
SOCK_STREAM: Final = 1
IPPROTO_TCP: Final = 6
MSG_FASTOPEN: Final = 0x20000000
"""Connects without `connect`."""
SOCK_TYPE: Final = 0xF
OWN_PID: Final = 0x7FFFFFF1
"""Stands for the worker's pid until it is known; no pid is so large."""

_OTHERS: Final = (
    "ptrace process_vm_readv process_vm_writev kcmp process_madvise process_mrelease move_pages migrate_pages"
    " get_robust_list pidfd_open pidfd_send_signal pidfd_getfd rt_sigqueueinfo rt_tgsigqueueinfo"
)
_KERNEL: Final = (
    "mount umount2 pivot_root chroot setns unshare open_tree move_mount fsopen fsconfig fsmount fspick mount_setattr"
    " swapon swapoff bpf perf_event_open add_key request_key keyctl io_uring_setup io_uring_enter io_uring_register"
    " userfaultfd init_module finit_module delete_module kexec_load kexec_file_load reboot settimeofday clock_settime"
    " adjtimex clock_adjtime sethostname setdomainname syslog acct quotactl quotactl_fd open_by_handle_at"
    " name_to_handle_at fanotify_init fanotify_mark personality modify_ldt iopl ioperm uselib lookup_dcookie vhangup"
    " landlock_create_ruleset landlock_add_rule capset"
    " setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid setgroups mknod mknodat"
)
_SCHEDULING: Final = "sched_setaffinity sched_setparam sched_setscheduler sched_setattr setpriority ioprio_set"
# Memory that no process has mapped is in nobody's account; queues and segments outlive who made them.
_UNACCOUNTED: Final = (
    "memfd_create memfd_secret shmget shmat shmctl shmdt semget semop semctl semtimedop"
    " msgget msgsnd msgrcv msgctl mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr"
)
# What Landlock does not look at: a file that may not be opened can still be changed in these ways.
_MODES: Final = "chmod fchmod fchmodat"
_TIMES: Final = "utime utimes futimesat utimensat"
_OWNERS: Final = (
    "chown lchown fchown fchownat setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr"
    " inotify_init inotify_init1"
)
_SERVES: Final = "bind listen accept accept4"
_NETWORK: Final = f"connect {_SERVES}"
_EXEC: Final = "execve execveat"
_FORK: Final = "fork vfork"
# F_SETOWN, F_SETSIG, F_SETOWN_EX, F_NOTIFY: a file descriptor that sends a signal of one's choice to anybody.
_FCNTL: Final = (8, 10, 15, 1026)
# TIOCSTI, TIOCLINUX, FIOSETOWN, SIOCSPGRP: typing into a terminal; as above.
_IOCTL: Final = (0x5412, 0x541C, 0x8901, 0x8902)
# PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_SECCOMP, PR_CAPBSET_READ, PR_SET_VMA.
_PRCTL: Final = (2, 3, 15, 16, 21, 23, 0x53564D41)


class _Filter(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("jt", ctypes.c_uint8), ("jf", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("filter", ctypes.POINTER(_Filter)))


class Policy:
    """The two filters for some grants; `confined` says that all files a worker can name may be changed by it.

    `alone`: its network is its own, and it may do there what it likes.  `scoped`: signals cannot leave the worker's own
    processes whatever it does, so that it may end its children.
    """

    def __init__(
        self, grants: Grants, *, confined: bool, scoped: bool, alone: bool = True, machine: str = calls.MACHINE
    ) -> None:
        self._grants, self._machine, self._alone = grants, machine, alone
        self._confined, self._scoped = confined, scoped

    def once(self) -> list[bpf.Step]:
        """Return the filter of the zygote, which its workers inherit."""
        blocks = self._refused(_OTHERS, _KERNEL, _SCHEDULING, _UNACCOUNTED, _OWNERS)
        if not self._confined:
            # The copies of `shutil` set mode and times: they may go on, though nothing is set.
            blocks |= self._all(NOTHING if self._grants.writes else EPERM, _MODES, _TIMES)
            blocks |= self._refused("truncate")
        blocks |= self._all(bpf.one_of(1, _FCNTL, EPERM, ALLOW), "fcntl")
        blocks |= self._all(bpf.one_of(1, _IOCTL, EPERM, ALLOW), "ioctl")
        blocks |= self._network()
        if not self._grants.processes:
            blocks |= self._refused(_EXEC, _FORK)  # the C library forks by `clone`
        return self._program(blocks | self._all(ENOSYS, "clone3"))

    def _network(self) -> dict[int, bpf.Block]:
        if self._grants.connects and self._alone:
            return self._all(bpf.one_of(0, INTERNET, ALLOW, EPERM), "socket")
        stream = bpf.one_of(1, (SOCK_STREAM,), ALLOW, EPERM, mask=SOCK_TYPE)
        # asyncio wakes itself through a pair; one of datagrams could still send to any address
        blocks = self._all(bpf.one_of(0, (AF_UNIX,), stream, EPERM), "socketpair")
        if not self._grants.connects:
            return blocks | self._refused("socket", _NETWORK)
        # Landlock decides at `connect` which ports of TCP, and looks at nothing else
        tcp = bpf.one_of(2, (0, IPPROTO_TCP), ALLOW, EPERM)
        only = bpf.one_of(1, (SOCK_STREAM,), tcp, EPERM, mask=SOCK_TYPE)
        blocks |= self._all(bpf.one_of(0, (AF_INET,), only, EPERM), "socket") | self._refused(_SERVES)
        for flags, name in ((3, "sendto"), (2, "sendmsg"), (3, "sendmmsg")):
            blocks |= self._all(bpf.one_of(flags, (0,), ALLOW, EPERM, mask=MSG_FASTOPEN), name)
        return blocks

    def each(self) -> list[bpf.Step]:
        """Return the filter of a worker, in which `OWN_PID` stands for its pid."""
        own = bpf.one_of(0, (OWN_PID,), ALLOW, EPERM)
        blocks = self._refused("setsid setpgid landlock_restrict_self")
        blocks |= self._all(bpf.one_of(0, _PRCTL, ALLOW, EPERM), "prctl")
        blocks |= self._all(bpf.one_of(0, (0, OWN_PID), ALLOW, EPERM), "prlimit64")
        if self._grants.processes:
            flags = bpf.one_of(0, (0,), ALLOW, EPERM, mask=CLONE_NAMESPACES)
            signals = ALLOW if self._scoped else own
        else:
            flags, signals = bpf.one_of(0, (CLONE_THREAD,), ALLOW, EPERM, mask=CLONE_THREAD), own
        blocks |= self._all(flags, "clone") | self._all(signals, "kill tkill tgkill")
        return self._program(blocks)

    def _refused(self, *names: str) -> dict[int, bpf.Block]:
        return self._all(EPERM, *names)

    def _all(self, block: bpf.Block, *names: str) -> dict[int, bpf.Block]:
        known = [calls.number(name, self._machine) for line in names for name in line.split()]
        return {number: block for number in known if number is not None}

    def _program(self, blocks: dict[int, bpf.Block]) -> list[bpf.Step]:
        return bpf.program(blocks, bpf.ARCHITECTURES[self._machine], calls.CEILING, ENOSYS)


class Filter:
    """A program that is ready for the kernel."""

    def __init__(self, steps: Sequence[bpf.Step]) -> None:
        self._steps = (_Filter * len(steps))(*[_Filter(s.code, s.if_true, s.if_false, s.k) for s in steps])
        self._own = [i for i, step in enumerate(steps) if step.k == OWN_PID]
        self._program = _Program(len(steps), self._steps)

    def apply(self) -> None:
        """Bind this process, and all that it starts, to the program.

        Raises:
            OSError: the kernel refused.
        """
        for i in self._own:
            self._steps[i].k = os.getpid()
        processes.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.addressof(self._program))


def renounce_privileges() -> None:
    """Give up what an exec could bring, for good; without it the kernel takes no filter from us."""
    processes.prctl(PR_SET_NO_NEW_PRIVS, 1)
