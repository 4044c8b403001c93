"""The chair's view (会長の画面): follows a session, in a terminal or in a browser, and changes nothing.

=================  ===================================================================================
``brief``          what the chair is shown, as one value (pure)
``lines``          the chair's next lines, ready to read aloud (pure)
``discretion``     what of the record may be seen by the room (pure)
``following``      the folder → new events → state; by notification, else by looking every second
``presence``       that a view is open, for the clerk
``items``          the brief as one tree of sections and rows, which both views draw (pure)
``app``, ``panels``  the terminal
``web``, ``guard``, ``board``, ``page``  the browser; loaded by ``chair --web`` alone
=================  ===================================================================================
"""
