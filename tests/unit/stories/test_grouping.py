from tests.factories import article

from onrecord.engine.local import LocalEngine
from onrecord.stage import Tally
from onrecord.stories.grouping import GroupStories, read_terms

FERRY = (
    "The ferry between Tarrow and Skell will run again from May, its operator said, after a winter in "
    "the dock at Tarrow. The rudder of the ferry had broken in a storm off Skell in November."
)
OTHER_FERRY = (
    "Skell gets its ferry back. After a winter in dock with a broken rudder the Tarrow ferry sails to "
    "Skell again in May, the operator announced on Thursday."
)
GLASS = (
    "Glassblowers from all Norrland met for their yearly fair in Quillan. The ovens were hot, the vases "
    "tall, and the jury of masters gave its prize to a goblet in green glass."
)


def stories(*texts: str, **settings: object) -> list[int]:
    terms = [read_terms(article(text)) for text in texts]
    found, _ = LocalEngine().group(GroupStories(**settings), terms, Tally())
    return sorted(len(story.articles) for story in found)


def test_articles_on_one_event_meet_and_others_stay_apart():
    assert stories(FERRY, OTHER_FERRY, GLASS) == [1, 2]


def test_the_user_may_say_that_all_are_one_story():
    assert stories(FERRY, GLASS, one_story=True) == [2]


def test_one_article_is_a_story():
    assert stories(GLASS) == [1]
