"""Budgets: what a submission may cost, judged from CPU clocks that only the judge reads (docs/budgets.md)."""
