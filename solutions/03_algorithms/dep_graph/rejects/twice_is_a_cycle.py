"""Takes a task that is reached twice for a cycle."""

from itertools import count


class CycleError(ValueError):
    def __init__(self, cycle):
        super().__init__(f"each needs the next, and the last the first: {cycle!r}")
        self.cycle = cycle


class DepGraph:
    def __init__(self):
        # A dict is a set that keeps its order: task -> {other: None}.
        self._needs, self._needed_by = {}, {}
        self._places, self._next_place = {}, count()

    def __len__(self):
        return len(self._needs)

    def __iter__(self):
        return iter(self._needs)

    def __contains__(self, task):
        return task in self._needs

    def add(self, task, needs=()):
        needs = dict.fromkeys(needs)     # reads the iterable, and asks all hashes, before anything changes
        for one in (task, *needs):
            if one not in self._needs:
                self._needs[one], self._needed_by[one], self._places[one] = {}, {}, next(self._next_place)
        for need in needs:
            self._needs[task][need] = self._needed_by[need][task] = None

    def remove(self, task):
        for need in self._needs[task]:
            self._needed_by[need].pop(task)
        for other in self._needed_by[task]:
            self._needs[other].pop(task)
        del self._needs[task], self._needed_by[task], self._places[task]

    def needs(self, task):
        return list(self._needs[task])

    def layers(self):
        layers, rest = self._peel()
        if rest:
            raise CycleError(self._cycle(rest))
        return layers

    def find_cycle(self):
        for start in self._needs:
            seen, waiting = {}, [start]
            while waiting:
                task = waiting.pop()
                if task in seen:
                    _, rest = self._peel()
                    return self._cycle(rest) if rest else list(seen)
                seen[task] = None
                waiting += self._needs[task]
        return None

    def affected(self, changed):
        found = dict.fromkeys(changed)
        waiting = list(found)
        while waiting:
            for other in self._needed_by[waiting.pop()]:
                if other not in found:
                    found[other] = None
                    waiting.append(other)
        return self._as_they_came(found)

    def critical_path(self, weights):
        best, before = {}, {}     # the heaviest chain that ends with a task: its weight, and the task before
        for layer in self.layers():
            for task in layer:
                best[task] = weights[task]
                if self._needs[task]:
                    before[task] = max(self._needs[task], key=best.__getitem__)
                    best[task] += best[before[task]]
        if not best:
            return 0, []
        path = [max(best, key=best.__getitem__)]
        while path[-1] in before:
            path.append(before[path[-1]])
        return best[path[0]], path[::-1]

    def _peel(self):
        """Return the layers, and for each task that is in none how many of its needs are in none."""
        left = {task: len(needs) for task, needs in self._needs.items()}
        layers, layer = [], [task for task, number in left.items() if not number]
        while layer:
            layers.append(layer)
            ready = []
            for task in layer:
                del left[task]
                for other in self._needed_by[task]:
                    left[other] -= 1
                    if not left[other]:
                        ready.append(other)
            layer = self._as_they_came(ready)
        return layers, left

    def _cycle(self, rest):
        """Walk from need to need: each task of the rest has one there, so the walk meets itself."""
        task, walked = next(iter(rest)), {}
        while task not in walked:
            walked[task] = len(walked)
            task = next(need for need in self._needs[task] if need in rest)
        cycle = list(walked)[walked[task] :]
        first = cycle.index(min(cycle, key=self._places.__getitem__))
        return cycle[first:] + cycle[:first]

    def _as_they_came(self, tasks):
        return sorted(tasks, key=self._places.__getitem__)
