"""One binder of a class, called for many mappings."""


class Job:
    """A task with settings."""

    def __init__(self, name, size=1, *, level, dry=False):
        self.told = name, size, level, dry


def setup_reused(rng, n):
    """Mappings with a few keys each."""
    configs = []
    for k in range(n):
        config = {"name": f"job-{k}", "level": rng.randrange(9)}
        configs.append(config | {key: rng.randrange(99) for key in ("size", "dry") if rng.random() < 0.5})
    return configs


def reused(module, configs):
    call = module.binder(Job)
    return [call(config).told for config in configs]
