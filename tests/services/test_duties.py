"""A clerk's own page: one's own times and sums, nobody else's, and no visitor."""

from hallops.domain.commands import Continue, Pause, Rate, SignOut
from hallops.domain.rules import MINUTE
from tests.services.showing import finish, morning, refusal_of, serve, show


def test_it_shows_ones_own_times_and_sums() -> None:
    scene = morning()
    serve(scene, 1, "09:05")
    finish(scene, 1, "09:11")
    scene.do(Rate("pad", 1, 5), "09:11:10")
    scene.do(Pause("S1", "1", "other"), "09:20")
    scene.do(Continue("S1", "1"), "09:30")
    mine = show(scene, "duties", "09:40", staff="S1")
    assert [(span["place"], span["state"]) for span in mine["spans"]] == [("1", "open"), ("1", "paused"), ("1", "open")]
    assert mine["sum"] == {
        "open": 40 * MINUTE,
        "paused": 10 * MINUTE,
        "calls": 1,
        "served": 1,
        "serving": 6 * MINUTE,
        "rated": 1,
        "mean_grade": 5.0,
    }
    assert (mine["place"], mine["roster"]) == ("1", None)
    assert show(scene, "duties", "09:40", staff="S2")["sum"]["served"] == 0


def test_whoever_has_gone_or_never_came_sees_it_too() -> None:
    scene = morning()
    scene.do(SignOut("S2", "2"), "09:30")
    gone = show(scene, "duties", "10:00", staff="S2")
    assert (gone["place"], gone["sum"]["open"]) == (None, 35 * MINUTE)
    assert show(scene, "duties", "10:00", staff="S4")["spans"] == []
    assert refusal_of(scene, "duties", staff="S99").code == "unknown_staff"
