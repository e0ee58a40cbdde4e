"""Numbers for tasks, lists for edges, and a depth-first search with a stack of its own for each question."""


class CycleError(ValueError):
    def __init__(self, cycle):
        super().__init__("cycle", cycle)
        self.cycle = cycle


class DepGraph:
    def __init__(self):
        self.number, self.tasks, self.down, self.up = {}, [], [], []

    def __len__(self):
        return len(self.number)

    def __iter__(self):
        return iter(list(self.number))

    def __contains__(self, task):
        return task in self.number

    def add(self, task, needs=()):
        needs = list(needs)
        for one in [task, *needs]:
            hash(one)
        numbers = []
        for one in [task, *needs]:
            if one not in self.number:
                self.number[one] = len(self.tasks)
                self.tasks.append(one)
                self.down.append([])
                self.up.append([])
            numbers.append(self.number[one])
        known = set(self.down[numbers[0]])
        for need in numbers[1:]:
            if need not in known:
                known.add(need)
                self.down[numbers[0]].append(need)
                self.up[need].append(numbers[0])

    def remove(self, task):
        gone = self.number.pop(task)
        for need in self.down[gone]:
            self.up[need].remove(gone)
        for other in self.up[gone]:
            self.down[other].remove(gone)
        self.down[gone], self.up[gone], self.tasks[gone] = [], [], None

    def needs(self, task):
        return [self.tasks[i] for i in self.down[self.number[task]]]

    def search(self):
        """All numbers, each behind its needs; or a cycle."""
        state, order = {}, []
        for start in sorted(self.number.values()):
            if start in state:
                continue
            state[start] = 1
            stack = [(start, iter(self.down[start]))]
            while stack:
                top, needs = stack[-1]
                for need in needs:
                    if state.get(need) == 1:
                        path = [i for i, _ in stack]
                        cycle = path[path.index(need):]
                        k = cycle.index(min(cycle))
                        return None, [self.tasks[i] for i in cycle[k:] + cycle[:k]]
                    if need not in state:
                        state[need] = 1
                        stack.append((need, iter(self.down[need])))
                        break
                else:
                    state[top] = 2
                    order.append(top)
                    stack.pop()
        return order, None

    def find_cycle(self):
        return self.search()[1]

    def order(self):
        order, cycle = self.search()
        if cycle:
            raise CycleError(cycle)
        return order

    def layers(self):
        depth = {}
        for i in self.order():
            depth[i] = max((depth[need] + 1 for need in self.down[i]), default=0)
        found = [[] for _ in range(max(depth.values(), default=-1) + 1)]
        for i in sorted(depth):
            found[depth[i]].append(self.tasks[i])
        return found

    def affected(self, changed):
        waiting = [self.number[task] for task in changed]
        found = set(waiting)
        while waiting:
            for other in self.up[waiting.pop()]:
                if other not in found:
                    found.add(other)
                    waiting.append(other)
        return [self.tasks[i] for i in sorted(found)]

    def critical_path(self, weights):
        best = {}
        for i in self.order():
            total, before = max(((best[need][0], need) for need in self.down[i]), default=(0, None))
            best[i] = total + weights[self.tasks[i]], before
        if not best:
            return 0, []
        total, i = max((total, i) for i, (total, _) in best.items())
        path = []
        while i is not None:
            path.append(self.tasks[i])
            i = best[i][1]
        return total, path[::-1]
