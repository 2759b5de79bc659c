"""Where work in a pool is broken off: an end of a pipe is closed by one, and nobody waits for ever."""

import threading
from types import SimpleNamespace

import pytest

from onrecord.engine import local
from onrecord.engine.local import _ending


class End:
    """An end of a pipe that says how often it was closed."""

    def __init__(self):
        self.n_closed = 0
        self.closed = threading.Event()

    def close(self):
        self.n_closed += 1
        self.closed.set()


def broken_off(minding, result, call):
    pool = SimpleNamespace(
        _processes={},
        _result_queue=SimpleNamespace(_writer=result),
        _call_queue=SimpleNamespace(_reader=call),
        _executor_manager_thread=minding,
        shutdown=lambda **_: minding.start(),
    )
    with pytest.raises(KeyboardInterrupt), _ending(pool):
        raise KeyboardInterrupt
    minding.join(5)
    return minding.is_alive()


def test_who_minds_the_pool_closes_its_ends_alone():
    result, call = End(), End()
    assert not broken_off(threading.Thread(target=call.close), result, call)
    assert (result.n_closed, call.n_closed) == (0, 1)


def test_who_waits_for_the_rest_of_a_result_is_told_that_none_comes(monkeypatch):
    monkeypatch.setattr(local, "_PATIENCE", 0.05)
    result, call = End(), End()
    assert not broken_off(threading.Thread(target=result.closed.wait, daemon=True), result, call)
    assert result.n_closed == 1
