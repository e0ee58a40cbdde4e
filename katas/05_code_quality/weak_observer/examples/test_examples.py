import pytest
from weak_observer import History, Signal


class Dialog:
    def __init__(self):
        self.shown = []

    def show(self, text):
        self.shown.append(text)


class Append:
    def __init__(self, text, *words):
        self.text, self.words = text, words

    def do(self):
        self.text.extend(self.words)

    def undo(self):
        del self.text[-len(self.words):]


def test_a_dialog_that_is_closed():
    saved, dialog = Signal(), Dialog()
    saved.connect(dialog.show)
    saved.send("a.txt")
    assert dialog.shown == ["a.txt"]

    del dialog
    assert len(saved) == 0


def test_all_are_called():
    saved, dialog = Signal(), Dialog()
    saved.connect(lambda text: 1 / 0)
    saved.connect(dialog.show)
    with pytest.raises(ExceptionGroup):
        saved.send("a.txt")
    assert dialog.shown == ["a.txt"]


def test_a_group_is_one_step():
    text, history = [], History()
    history.do(Append(text, "one"))
    with history.group():
        history.do(Append(text, "two", "three"))
        history.do(Append(text, "four"))
    history.undo()
    assert (text, history.undoable, history.redoable) == (["one"], 1, 1)

    history.redo()
    assert text == ["one", "two", "three", "four"]
