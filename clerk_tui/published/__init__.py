"""Minutes that were published (公表済みの会議録), as data: read back into a preparation and a script.

What print leaves out is inferred from how such minutes are written: who held the floor, which phase it was,
where the chair ruled. What cannot be inferred stays open; nothing is made up.
"""
