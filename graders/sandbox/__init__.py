"""What keeps learner code in its place, one module per layer.  Standard library only."""
