"""Many submissions at once, on Dask: read, shared out, kept as they come, summed up.

Only `cluster`, `plugin` and `window` import Dask, which is in the dependency group `batch` and not in the core.
"""
