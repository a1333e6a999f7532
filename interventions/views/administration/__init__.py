"""Pages of what an administrator keeps: accounts, tokens, receivers of events, the law's rules."""
