from graders.testing import Machine
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

items = st.sampled_from("abcde")
priorities = st.integers(0, 4)


class QueueMachine(Machine):
    """The submission against a list that is sorted at every look."""

    @initialize(largest=st.booleans())
    def build(self, largest):
        self.sign, self.turn, self.known = -1 if largest else 1, 0, {}
        self.queue = self.submission.UpdateHeap(largest=largest)

    def order(self):
        return sorted(self.known, key=lambda item: (self.sign * self.known[item][0], self.known[item][1]))

    def set(self, item, priority):
        self.turn += 1
        self.known[item] = priority, self.turn

    @rule(item=items, priority=priorities)
    def push_or_update(self, item, priority):
        if item not in self.known:
            self.queue.push(item, priority)
            self.set(item, priority)
        else:
            self.queue.update(item, priority)
            if self.known[item][0] != priority:
                self.set(item, priority)
        self.look()

    @rule(item=items)
    def remove(self, item):
        if item in self.known:
            assert self.queue.remove(item) == self.known.pop(item)[0]
        self.look()

    @rule()
    def pop(self):
        if self.known:
            item = self.order()[0]
            assert self.queue.pop() == (item, self.known.pop(item)[0])
        self.look()

    def look(self):
        assert len(self.queue) == len(self.known)
        if self.known:
            item = self.order()[0]
            assert self.queue.peek() == (item, self.known[item][0])


def test_any_history(machine):
    """Whatever is pushed, updated, removed and popped, the queue answers as a sorted list would."""
    machine(QueueMachine)
