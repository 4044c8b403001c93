"""The way back from Word (案の往復): what was changed in a draft since it left the record, and how it gets in.

Three texts are compared: the record as it was when the draft was made, printed again (base); the record now; and the
file. What differs between base and file is an edit; what differs between base and now is a later correction, which
no edit may take back.
"""
