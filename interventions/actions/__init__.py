"""Every write to steps and deadlines, and the one road that every lifecycle takes."""
