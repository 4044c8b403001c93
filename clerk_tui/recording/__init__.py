"""What the clerk's hands mean (記録の手順): keys, text and state become commands. Pure; no screen, no file.

=================  ==============================================================================
``input_state``    who speaks now, since when, who may follow; text and speaker become a command
``announcing``     what the words typed and said would change: phase, cases called, ruling, recess, stances
``phrasing``       which stock phrases fit the moment, and the turns they become
``steps``          the likeliest next steps
``corrections``    what the correction of one line comes to
=================  ==============================================================================
"""
