"""A small world for tests of access: one person for each relation, one citizen for each variant."""
