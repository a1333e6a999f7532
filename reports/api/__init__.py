"""What the API hands out as papers, files and figures."""
