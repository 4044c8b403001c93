"""Minutes on the screen before they are taken in: doubts first, seen to their end, mended files read again."""

from __future__ import annotations

from painted import painted

from clerk_tui.tui.import_review import ImportReview
from clerk_tui.tui.widgets.preview import Look


class Minutes:
    """A file of minutes with so many doubts."""

    def __init__(self, doubts: int, *, fits: bool = True) -> None:
        self.doubts = doubts
        self.fits = fits
        self.saved = 0

    def look(self, _cells: int) -> Look:
        if not self.fits:
            return Look("発言も議題も見つかりません。", False)
        told = tuple(f"{number}件目の食い違い" for number in range(1, self.doubts + 1))
        return Look("\n".join((*told, "", "会議名　みどり市審議会", "発言 9 件")), True, told)

    def app(self) -> ImportReview:
        return ImportReview("会議録.docx", self.look, lambda: self.saved)


async def test_what_is_clear_is_taken_in_by_one_key() -> None:
    app = Minutes(0).app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "会議録.docx" in painted(app)
        assert "会議名　みどり市審議会" in painted(app)
        await pilot.press("ctrl+s")
    assert app.return_value is True


async def test_doubts_are_pointed_at_and_seen_to_their_end_first() -> None:
    app = Minutes(40).app()
    async with app.run_test(size=(80, 24)) as pilot:
        assert "1件目の食い違い" in painted(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "確かめたいことが40件あります" in painted(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "確かめたいことの続きです" in painted(app)
        assert app.return_value is None
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "40件目の食い違い" in painted(app)
        await pilot.press("ctrl+s")
    assert app.return_value is True


async def test_leaving_takes_nothing_in() -> None:
    app = Minutes(1).app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
    assert app.return_value is False


async def test_a_file_that_cannot_be_read_is_not_taken_in_until_it_is_mended() -> None:
    minutes = Minutes(0, fits=False)
    app = minutes.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "このままでは取り込めません" in painted(app)
        minutes.fits, minutes.saved = True, 1
        await pilot.press("ctrl+s")
    assert app.return_value is True
