"""The search: what stands in its data, and the scripts that bring them; it looks into nothing by itself."""
