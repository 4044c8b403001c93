"""Questions put to the clerk (ダイアログ): each is given plain values and answers with one command, or none."""
