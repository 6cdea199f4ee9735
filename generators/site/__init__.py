"""The site: pages, templates and the one rendering path."""
