"""Reports: one document built from results, and what is written from it for each reader."""
