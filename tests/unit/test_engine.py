"""One item that takes too long costs itself alone."""

import time
from collections.abc import Iterator

from onrecord.engine.local import LocalEngine
from onrecord.errors import ItemError
from onrecord.stage import Tally


class Slow:
    def run(self, item: int, tally: Tally) -> Iterator[int]:
        tally["seen"] += 1
        while item == 1:
            try:
                time.sleep(0.01)
            except Exception:  # noqa: BLE001, S112 - as a careless library would
                continue
        yield item


def test_an_item_over_the_limit_is_rejected_and_the_others_are_made():
    for engine in (
        LocalEngine(max_seconds=0.2),
        LocalEngine(max_seconds=0.2, workers=2, parallel_from=2),
    ):
        tally = Tally()
        made = dict(engine.map(Slow(), [0, 1, 2], tally))
        assert made[0] == [0]
        assert made[2] == [2]
        assert isinstance(made[1], ItemError)
        assert made[1].reason == "too_slow"
        assert tally["seen"] == 2


def test_no_limit_and_no_main_thread_still_run():
    from concurrent.futures import ThreadPoolExecutor

    engine = LocalEngine(max_seconds=0)
    assert dict(engine.map(Slow(), [0], Tally())) == {0: [0]}
    with ThreadPoolExecutor(1) as pool:
        found = pool.submit(lambda: dict(LocalEngine().map(Slow(), [0, 2], Tally())))
        assert found.result() == {0: [0], 2: [2]}
