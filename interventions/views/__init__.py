"""Pages. Each calls one query or one action and knows no rule of its own."""
