"""The untrusted side: a zygote that forks workers, and what runs in a worker.  Standard library only."""
