"""Random walks over whole cases: what is done (deeds), and what always holds (rules)."""
