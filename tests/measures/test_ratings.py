from hallops.domain.record import RatingRecord, TicketRecord
from hallops.measures.ratings import Ratings
from hallops.measures.share import Share
from tests.measures.hall_day import at, served, ticket

A_DAY = 24 * 60


def rating(number: str, minute: float, grade: int, call: int = 1) -> RatingRecord:
    return RatingRecord(call, number, 1, at(minute), grade, "pad")


def ratings(*given: RatingRecord, tickets: tuple[TicketRecord, ...]) -> Ratings:
    return Ratings.of(given, tickets)


def test_good_is_among_the_rated_and_never_among_all() -> None:
    hall = tuple(served(f"A00{n}") for n in range(1, 9))
    found = ratings(rating("A001", 9, 5), rating("A002", 9, 3), rating("A003", 9, 2), tickets=hall)
    assert found.good == Share(2, 3)
    assert found.answered == Share(3, 8)
    assert (found.at(5), found.at(4), found.at(1)) == (Share(1, 3), Share(0, 3), Share(0, 3))


def test_no_rating_is_no_good_share() -> None:
    found = ratings(tickets=(served(),))
    assert (str(found.good), found.answered) == ("—", Share(0, 1))


def test_only_the_served_can_answer() -> None:
    unserved = ticket("A002", outcome="held", called=1, started=1)
    found = ratings(rating("A002", 9, 4), tickets=(served("A001"), unserved))
    assert (found.n, found.answered) == (1, Share(0, 1))


def test_numbers_begin_anew_each_day() -> None:
    hall = served("A001"), served("A001", joined=A_DAY)
    assert ratings(rating("A001", 9, 5), rating("A001", A_DAY + 9, 5), tickets=hall).answered == Share(2, 2)
    assert ratings(rating("A001", 9, 5), rating("A001", 9, 5, call=2), tickets=hall).answered == Share(1, 2)


def test_a_rating_of_a_ticket_that_is_not_there_answers_for_nobody() -> None:
    assert ratings(rating("Z999", 9, 1), rating("A001", -1, 1), tickets=(served("A001"),)).answered == Share(0, 1)
