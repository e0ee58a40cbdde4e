"""Checks only jobs that are worth something."""

from heapq import heappop, heappush

_WAIT = -1     # a step that is no job


def best(jobs, machines=1):
    jobs = list(jobs)
    if machines < 1:
        raise ValueError(f"at least one machine, not {machines!r}")
    for start, end, value in jobs:
        if value > 0 and not start < end:
            raise ValueError(f"a job from {start!r} to {end!r}")
    network = _Network(jobs)
    for _ in range(machines):
        if not network.add_a_machine():
            break
    chosen = sorted(network.taken, key=lambda job: jobs[job][0])
    return sum(jobs[job][2] for job in chosen), _shared_out(jobs, chosen, machines)


def _shared_out(jobs, chosen, machines):
    """Give each job to a machine that is free at its start; no more of them overlap than there are machines."""
    plan, waiting, busy = [[] for _ in range(machines)], list(range(machines)), []
    for job in chosen:
        start, end, _ = jobs[job]
        while busy and busy[0][0] <= start:
            heappush(waiting, heappop(busy)[1])
        machine = heappop(waiting)
        plan[machine].append(job)
        heappush(busy, (end, machine))
    return plan


class _Network:
    """Points in time, and ways between them: to wait until the next, or to do a job.

    Each machine goes from the first point to the last.  A later one may also go backwards where others went forwards,
    which takes a job away from them, or lets them do something where they waited.
    """

    def __init__(self, jobs):
        points = sorted({time for start, end, _ in jobs for time in (start, end)})
        place = {time: i for i, time in enumerate(points)}
        self._starting, self._ending = [[] for _ in points], [[] for _ in points]
        for i, (start, end, value) in enumerate(jobs):
            if value > 0 and start < end:
                job = i, place[start], place[end], value
                self._starting[place[start]].append(job)
                self._ending[place[end]].append(job)
        self._waiting = [0] * len(points)     # machines that wait from this point to the next
        self._heights = None                  # point -> the value of the heaviest way there
        self.taken = set()

    def add_a_machine(self):
        """Send one more machine through time; return what it adds to the value of all."""
        if not self._starting:
            return 0
        came = self._heaviest_way() if self._heights is None else self._heaviest_way_back_and_forth()
        self._take(came)
        return self._heights[-1]

    def _heaviest_way(self):
        """Without a way backwards: the points in order."""
        self._heights, came = [0], [(-1, -1)]
        for point in range(1, len(self._starting)):
            height, by = self._heights[-1], (point - 1, _WAIT)
            for job, start, _, value in self._ending[point]:
                if self._heights[start] + value > height:
                    height, by = self._heights[start] + value, (start, job)
            self._heights.append(height)
            came.append(by)
        return came

    def _heaviest_way_back_and_forth(self):
        """Dijkstra: measured from the heights that were, no step gains anything, and the loss is to be least."""
        heights, losses = self._heights, [None] * len(self._heights)
        came, heap = [None] * len(heights), [(0, 0, -1, -1)]     # loss, point, and from where by which job
        while heap:
            loss, point, before, job = heappop(heap)
            if losses[point] is None:
                losses[point], came[point] = loss, (before, job)
                for to, gain, by in self._steps(point):
                    if losses[to] is None:
                        heappush(heap, (loss + heights[to] - heights[point] - gain, to, point, by))
        self._heights = [height - loss for height, loss in zip(heights, losses)]
        return came

    def _steps(self, point):
        if point + 1 < len(self._waiting):
            yield point + 1, 0, _WAIT
        if point and self._waiting[point - 1]:
            yield point - 1, 0, _WAIT
        yield from ((end, value, job) for job, _, end, value in self._starting[point] if job not in self.taken)
        yield from ((start, -value, job) for job, start, _, value in self._ending[point] if job in self.taken)

    def _take(self, came):
        point = len(came) - 1
        while point > 0:
            before, job = came[point]
            if job != _WAIT:
                self.taken ^= {job}
            elif before < point:
                self._waiting[before] += 1
            else:
                self._waiting[point] -= 1
            point = before
