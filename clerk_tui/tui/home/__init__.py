"""The home screen (はじめの画面): the office's meetings, and every command of the command line by keyboard.

offers     what can be done, as the command line declares it, and the meetings as they are listed
app        the list, and what becomes of a choice
menu       what can be done with one meeting
form       the arguments of a command
output     a command at work: what it says, how far it is, and how to stop it
settings   where the meetings lie, how the screens look, which keys there are
"""
