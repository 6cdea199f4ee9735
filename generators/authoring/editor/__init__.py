"""What an editor is told of a base: names and codes in Chinese, ids to choose from, where findings stand."""
