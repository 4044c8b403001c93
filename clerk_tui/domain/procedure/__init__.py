"""Rules of procedure (議事手続), one module a matter: command → events, or a refusal.

A clerk records what happens, so these rules refuse only what makes no sense (a person, case or turn that is
not there). What is merely irregular is recorded and shown by :mod:`clerk_tui.domain.checks`.
"""
