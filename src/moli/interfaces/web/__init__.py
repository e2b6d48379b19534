"""Pages for villages, enterprises, branches, the county and the public."""
