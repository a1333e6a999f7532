from accounts.actions.own import StaleSignInError, promise, require_fresh

__all__ = ["StaleSignInError", "promise", "require_fresh"]
