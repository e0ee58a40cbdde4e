"""Calls that succeed at once, bare and through the decorator."""


def _work(n):
    return sum(range(n))


def setup_success(rng, n):
    return [rng.randrange(18, 22) for _ in range(n)]


def success(module, numbers):
    call = module.retry(on=OSError)(_work)
    return [call(n) for n in numbers]


def baseline_success(numbers):
    return [_work(n) for n in numbers]
