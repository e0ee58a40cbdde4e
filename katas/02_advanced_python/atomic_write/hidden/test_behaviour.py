import pytest


@pytest.mark.parametrize(("text", "options", "content"), [
    pytest.param("\u00fc", {}, "\u00c3\u00bc", id="utf-8"),
    pytest.param("\u00fc", {"encoding": "latin-1"}, "\u00fc", id="encoding"),
    pytest.param(b"\xff\r\n", {"mode": "wb"}, "\u00ff\r\n", id="bytes"),
])
def test_written(probes, text, options, content):
    """What the block has written is the file's content, and there is nothing else."""
    assert probes.written(text, options) == ("no error", {"f": content})


@pytest.mark.parametrize("kind", ["text", "path"])
def test_new_file(probes, kind):
    """A file may be new, and its path a text or a Path; the block has an ordinary file, which is closed then."""
    assert probes.made(kind) == ({"f": "new"}, True, True)


@pytest.mark.parametrize("mode", ["a", "r", "w+", "x", "wt", ""])
def test_other_modes(probes, mode):
    """A mode other than "w" and "wb" is a ValueError, before anything happens."""
    assert probes.refused(mode) == ("ValueError", {"f": "old"})


@pytest.mark.parametrize(("kind", "error"), [("no folder", "FileNotFoundError"), ("no encoding", "LookupError")], ids=["folder", "encoding"])
def test_block_not_entered(probes, kind, error):
    """An error on the way into the block leaves nothing behind."""
    assert probes.not_entered(kind) == (error, {"f": "old"})


def test_readers(probes):
    """Until the block has ended, readers find the old content, and who has opened the file before keeps it."""
    assert probes.meanwhile() == ["old", "new", "old"]


@pytest.mark.parametrize("error", ["ValueError", "OSError", "KeyboardInterrupt", "SystemExit", "GeneratorExit"])
def test_errors_in_the_block(probes, error):
    """An error in the block leaves as it is; the old file is there, and nothing else."""
    assert probes.fails_in_block(error, "old") == (error, {"f": "old"}, [True])


def test_error_and_no_old_file(probes):
    """After an error a file that was not there is not there."""
    assert probes.fails_in_block("ValueError", None) == ("ValueError", {}, [True])


def test_full_disk(probes):
    """If the rest cannot be written at the end, the error leaves; the old file is there, and nothing else."""
    assert probes.full_disk("ends") == ("OSError", {"f": "old"})


def test_error_and_full_disk(probes):
    """The error of the block leaves, even if the file cannot be written any more."""
    assert probes.full_disk("raises") == ("LookupError", {"f": "old"})


def test_file_that_cannot_be_synced(probes):
    """If the file cannot be synced, the error leaves; the old file is there, and nothing else."""
    assert probes.file_sync_fails() == ("OSError", {"f": "old"})


def test_file_that_cannot_be_replaced(probes):
    """If the file cannot take its place, the error leaves, and so does the new file."""
    assert probes.cannot_replace() == ("IsADirectoryError", {"f": {"inner": "inside"}})


def test_folder_that_cannot_be_synced(probes):
    """If the folder cannot be synced, the error leaves, and the new file is there."""
    assert probes.folder_sync_fails() == ("OSError", {"f": "new"})


def test_new_file_that_cannot_be_removed(probes):
    """The error of the block leaves, even if the new file cannot be removed."""
    assert probes.cannot_clean_up() == "LookupError"


def test_crash(probes):
    """All is on disk before the file takes its place, and its name is when the block has ended: flush, fsync, replace, fsync of the folder."""
    assert probes.synced() == {"at the replacement": "newer", "folders then": ["sub"]}


@pytest.mark.parametrize(("old", "umask", "mode"), [
    pytest.param(0o640, 0o022, "0o640", id="narrower"),
    pytest.param(0o666, 0o077, "0o666", id="wider-than-the-umask"),
    pytest.param(0o755, 0o022, "0o755", id="executable"),
    pytest.param(0o400, 0o022, "0o400", id="read-only"),
])
def test_kept_permissions(probes, old, umask, mode):
    """The file has the permission bits that it had."""
    assert probes.permissions(old, umask) == (mode, oct(umask))


@pytest.mark.parametrize(("old", "umask", "mode"), [(None, 0o022, "0o644"), (None, 0o027, "0o640"), (0o600, 0o002, "0o664")], ids=["new", "umask", "not-kept"])
def test_usual_permissions(probes, old, umask, mode):
    """A new file, or one whose bits are not to be kept, has those that `open` gives; the umask stays."""
    assert probes.permissions(old, umask, old is None) == (mode, oct(umask))


def test_secrets(probes):
    """Who may not read the old file cannot read the new one before it is in place."""
    assert probes.early_permissions(0o600) == ["0o0"]


def test_folder_of_the_new_file(probes):
    """The new file is made in the folder of the old one, which may be on another disk than the rest."""
    assert probes.where() == (1, 1)


@pytest.mark.parametrize("kind", ["file", "nothing"])
def test_links(probes, kind):
    """A link stays; the file that it leads to is replaced, or made, in its own folder."""
    assert probes.link(kind) == (1, {"f": "-> sub/real", "sub": {"real": "new"}})


def test_other_working_folder(probes):
    """A relative path means what it meant when the block was entered."""
    assert probes.elsewhere() == {"f": "new", "sub": {}}


def test_two_writers(probes):
    """Two blocks may write one file at the same time: each content is whole, and the last one stays."""
    assert probes.two_writers() == ["two, longer", "one", {"f": "one"}]


def test_used_again(probes):
    """An AtomicFile may be used again, also after an error."""
    assert probes.again() == [{"f": "one"}, {"f": "one"}, {"f": "three"}]


def test_descriptors(probes):
    """No descriptor stays open, whatever happens."""
    assert probes.descriptors() == dict.fromkeys(["ends", "raises", "no folder", "no encoding", "full", "no sync", "no sync of the folder"], 0)


@pytest.mark.parametrize("error", ["ValueError", "KeyboardInterrupt", "GeneratorExit"])
def test_steps_taken_back(probes, error):
    """When the block fails, whatever the error, the steps are taken back, the last one first, with their arguments."""
    assert probes.rolled([((1,), {}), ((), {}), ((2, 3), {"undo": 4, "self": 5})], error) == ([((2, 3), {"undo": 4, "self": 5}), ((), {}), ((1,), {})], error, [], True)


def test_steps_that_stay(probes):
    """When the block succeeds, nothing is taken back."""
    assert probes.rolled([((1,), {}), ((2,), {})], None) == ([], "no error", [], True)


def test_undo_that_fails(probes):
    """If taking a step back fails, the others are taken back still; the error of the block leaves, as it is, with a note for each failure."""
    assert probes.undo_fails("bad", "good", "worse") == (["worse", "good", "bad"], "LookupError", ["mine", "undo failed: OSError('worse')", "undo failed: OSError('bad')"], True)


@pytest.mark.parametrize(("inner", "outer", "expected"), [
    pytest.param(False, False, ([], []), id="neither"),
    pytest.param(True, False, (["c", "b"], []), id="inner"),
    pytest.param(False, True, ([], ["d", "c", "b", "a"]), id="outer"),
    pytest.param(True, True, (["c", "b"], ["d", "a"]), id="both"),
])
def test_nested(probes, inner, outer, expected):
    """What an inner block has done is taken back when it fails, and else when the outer one fails: once, and in the order of all steps."""
    assert probes.nested(inner, outer) == expected


def test_three_levels(probes):
    """Steps are handed on from level to level."""
    assert probes.three_levels() == (["deep"], "LookupError")


def test_rollback_again(probes):
    """A Rollback may be used again: it has forgotten the steps of the block before."""
    assert probes.rolled_again() == [[], ["second"], ["second"], ["second", "fourth"]]
