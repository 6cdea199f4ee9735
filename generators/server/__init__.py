"""The server for a team, the edge towards a network: the site as it is, and a door for what people record."""
