from hypothesis import given
from hypothesis import strategies as st

MOST = 12  # connections, as in the probe
ears = st.sampled_from("abc")
numbers = st.integers(0, 3)
changes = st.tuples(st.just("connect"), ears) | st.tuples(st.just("end"), st.integers(0, 5))
# What an ear does when it hears a number: it sends one for which there are no scripts, so this ends.  It drops nobody, since
# an ear that fails is held by its error.
scripts = st.dictionaries(
    st.tuples(ears, numbers), st.lists(changes | st.tuples(st.just("send"), st.just(9)) | st.just(("fail",)), max_size=3), max_size=4
)
histories = st.lists(changes | st.tuples(st.just("connect"), ears) | st.tuples(st.just("drop"), ears) | st.tuples(st.just("send"), numbers), max_size=12)
words = st.lists(st.sampled_from(["a", "ab", "b", "c-", "undo", "undo", "redo", "(", ")", "!"]), max_size=14)


def heard(scripts, steps):
    """What the contract demands: one list of what happens, and of who is connected."""
    living, connections, log, errors, waiting = set("abc"), [], [], [], []

    def act(verb, what=None):
        if verb == "connect" and what in living and len(connections) < MOST:
            connections.append([what, True])
        elif verb == "end" and what < len(connections):
            connections[what][1] = False
        elif verb == "drop":
            living.discard(what)
            for connection in connections:
                connection[1] &= connection[0] != what
        elif verb == "send":
            waiting.append(what)

    def deliver():
        failed = []
        while waiting:
            number = waiting.pop(0)
            for connection in list(connections):
                if not connection[1]:
                    continue
                log.append((connection[0], number))
                for action in scripts.get((connection[0], number), ()):
                    if action == ("fail",):
                        failed.append(log[-1])
                        break
                    act(*action)
        if failed:
            errors.append(failed)

    for step in steps:
        act(*step)
        deliver()
    return log, errors, sum(there for _, there in connections)


@given(scripts=scripts, steps=histories)
def test_any_signals(probes, scripts, steps):
    """Whoever comes, goes, fails and sends, and whenever: what is heard in which order, the errors, and who is connected."""
    assert probes.scripted(scripts, steps) == heard(scripts, steps)


def texts(script):
    """What the contract demands: texts as they were after each step, and the place among them."""
    steps, place, text, groups, seen = [()], 0, (), [], []
    for word in script:
        error = None
        if word in ("undo", "redo"):
            to = place + (1 if word == "redo" else -1)
            if groups:
                error = "RuntimeError"
            elif not 0 <= to < len(steps):
                error = "IndexError"
            else:
                place, text = to, steps[to]
        elif word == "(":
            groups.append(text)
        elif word in (")", "!"):
            before = groups.pop()
            error, text = ("Stop", before) if word == "!" else (None, text)
            if not groups and text != steps[place]:
                steps[place + 1:], place = [text], place + 1
        elif word == "c-":
            error = "LookupError"
        else:
            text += (word,)
            if not groups:
                steps[place + 1:], place = [text], place + 1
        seen += [error] * (error is not None) + [(" ".join(text), place, len(steps) - 1 - place)]
    return seen


def closed(script):
    """The script without ends of groups that have not begun."""
    depth, kept = 0, []
    for word in script:
        depth += (word == "(") - (word in (")", "!"))
        if depth < 0:
            depth = 0
        else:
            kept.append(word)
    return kept


@given(script=words)
def test_any_history(probes, script):
    """Whatever is done, undone, redone and grouped, undo brings the text of before back, and redo the one of after."""
    script = closed(script)
    assert probes.edit(" ".join(script)) == texts(script)
