"""The office's recording (録音): decoded, played from any second, recognised. Knows no meeting and no screen.

Everything here needs the extra ``audio`` (recognition: ``recognise``); it is imported on use, and what is
missing is told in one sentence (:class:`~clerk_tui.errors.PartMissing`).
"""
