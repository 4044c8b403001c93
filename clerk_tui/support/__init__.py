"""Small tools that several rooms share and that know no meeting."""
