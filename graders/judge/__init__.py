"""The trusted side: one pytest session that asks workers and decides."""
