"""The chat model over a real HTTP server on loopback: streams, slow ones, failures, stopping."""

import logging
import sys
import threading
import time

import pytest

from bot.llm.chat_model import ChatModel, ModelFailure
from bot.llm.providers import PROVIDERS, most_tokens, split_name
from bot.settings import load_settings
from index.errors import ChatModelError, MissingDependency
from tests.openai_server import OpenAIServer, Reply

KEY = "sk-a-very-secret-key"
ASKED = [("system", "Be brief."), ("human", "Question?")]


def model_at(url: str, **settings: object) -> ChatModel:
    return ChatModel(load_settings(llm="openai:stand-in", llm_base_url=url, llm_api_key=KEY, **settings))


def test_a_stream_comes_word_by_word():
    with OpenAIServer(Reply("One two three.", delay=0.05)) as server:
        pieces, times = [], []
        for piece in model_at(server.url).stream(ASKED):
            pieces.append(piece)
            times.append(time.monotonic())
    assert "".join(pieces) == "One two three."
    assert times[-1] - times[0] > 0.08


def test_the_messages_and_the_limit_of_tokens_are_sent():
    with OpenAIServer("Yes.") as server:
        model_at(server.url, llm_max_tokens=77).complete(ASKED)
    body = server.requests[0]
    assert [m["content"] for m in body["messages"]] == ["Be brief.", "Question?"]
    assert 77 in (body.get("max_tokens"), body.get("max_completion_tokens"))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(status: int):
    with OpenAIServer([Reply(status=status, headers=(("retry-after", "0.05"),)), "Yes."]) as server:
        assert model_at(server.url).complete(ASKED) == "Yes."
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("reply", "reason", "calls"),
    [
        (Reply(status=500, headers=(("retry-after", "0"),)), "unreachable", 2),
        (Reply(status=429, headers=(("retry-after", "3600"),)), "busy", 1),
        (Reply(status=401), "key", 1),
        (Reply(status=404, error="The model `x` does not exist"), "unknown", 1),
        (Reply(status=400), "refused", 1),
        (Reply(status=400, error="This model's maximum context length is 2048 tokens."), "window", 1),
        (Reply(status=400, error="the request exceeds the available context size"), "window", 1),
        (Reply("never seen", first=2), "timeout", 1),
        (Reply("cut in the middle", cut=2), "cut", 1),
        (Reply(raw=b"<html>hello</html>"), "garbage", 2),
        (Reply(raw=b"data: {not json\n\n"), "garbage", 2),
        (Reply(""), "empty", 2),
    ],
)
def test_each_failure_has_its_reason_and_hides_the_key(reply: Reply, reason: str, calls: int):
    with OpenAIServer(reply) as server, pytest.raises(ModelFailure) as caught:
        # Only a reply that is never finished may run into the time limit: a busy machine is slow with the others too.
        model_at(server.url, llm_timeout=0.3 if reason == "timeout" else 20, llm_retries=1).complete(ASKED)
    assert caught.value.reason == reason
    assert len(server.requests) == calls
    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None


def test_nobody_listening_is_unreachable():
    with pytest.raises(ModelFailure) as caught:
        model_at("http://127.0.0.1:9/v1", llm_retries=0).complete(ASKED)
    assert caught.value.reason == "unreachable"


def test_what_has_been_read_is_never_asked_for_again():
    with OpenAIServer([Reply("half an answer", cut=2), "another answer"]) as server:
        pieces = []
        with pytest.raises(ModelFailure):
            pieces.extend(model_at(server.url).stream(ASKED))
    assert len(server.requests) == 1


def test_stop_ends_a_call_that_is_silent():
    stop = threading.Event()
    with OpenAIServer(Reply("too late", first=5)) as server:
        threading.Timer(0.1, stop.set).start()
        begun = time.monotonic()
        assert list(model_at(server.url).stream(ASKED, stop=stop)) == []
        assert time.monotonic() - begun < 1


def test_closing_the_stream_hangs_up():
    with OpenAIServer(Reply("word " * 200, delay=0.02)) as server:
        stream = model_at(server.url).stream(ASKED)
        next(stream)
        stream.close()
        for _ in range(100):
            if server.left:
                break
            time.sleep(0.02)
    assert server.left == 1


def test_no_more_calls_at_one_time_than_allowed():
    with OpenAIServer(Reply("one two", delay=0.05)) as server:
        model = model_at(server.url, llm_concurrency=2)
        threads = [threading.Thread(target=model.complete, args=(ASKED,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(server.requests) == 6
    assert server.most_busy <= 2


def test_waiting_for_a_free_place_ends_in_busy():
    with OpenAIServer(Reply("one two three four", delay=0.2)) as server:
        model = model_at(server.url, llm_concurrency=1, llm_timeout=0.3)
        first = threading.Thread(target=model.complete, args=(ASKED,))
        first.start()
        time.sleep(0.1)
        with pytest.raises(ModelFailure) as caught:
            model.complete(ASKED)
        first.join()
    assert caught.value.reason == "busy"


def test_a_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "langchain_anthropic", None)
    with pytest.raises((MissingDependency, ValueError)) as caught:
        ChatModel(load_settings(llm="anthropic:claude", llm_api_key=KEY))
    assert "[anthropic]" in str(caught.value)


def test_a_missing_key_names_both_ways_to_set_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(ChatModelError, match="DOCENT_LLM_API_KEY .or OPENAI_API_KEY."):
        ChatModel(load_settings(llm="openai:gpt-x"))


@pytest.mark.parametrize("name", ["gpt-4", "nobody:model", "openai:", ":x"])
def test_a_bad_name_says_how_to_write_it(name: str):
    with pytest.raises(ChatModelError, match="provider:model"):
        split_name(name)


@pytest.mark.parametrize(
    ("name", "provider"), [("google:x", "google_genai"), ("mistral:x", "mistralai"), ("ollama:a:7b", "ollama")]
)
def test_short_names_of_providers(name: str, provider: str):
    assert split_name(name)[0].name == provider


def test_neither_prompt_nor_key_is_logged_above_debug(caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.INFO), OpenAIServer([Reply(status=500), "Fine."]) as server:
        model_at(server.url).complete([("system", "PROMPT-TEXT"), ("human", "x")])
    assert KEY not in caplog.text
    assert "PROMPT-TEXT" not in caplog.text


@pytest.mark.parametrize("finish", ["length", "stop"])
def test_an_end_by_the_limit_of_tokens_is_told(finish: str):
    limited = threading.Event()
    with OpenAIServer(Reply("One two three", finish=finish)) as server:
        assert "".join(model_at(server.url).stream(ASKED, limited=limited)) == "One two three"
    assert limited.is_set() is (finish == "length")


def test_a_server_that_does_not_keep_to_the_limit_is_hung_up_on():
    limited = threading.Event()
    with OpenAIServer(Reply("la " * 500)) as server:
        pieces = list(model_at(server.url, llm_max_tokens=20).stream(ASKED, limited=limited))
    assert len(pieces) == 30
    assert limited.is_set()


def test_a_small_window_leaves_room_for_the_sources():
    assert most_tokens(load_settings(llm_context=2048)) == 512
    assert most_tokens(load_settings()) == 1024


def test_ollama_is_told_the_window():
    given = PROVIDERS["ollama"].arguments(load_settings(llm="ollama:x", llm_context=4096), "x")
    assert (given["num_ctx"], given["num_predict"]) == (4096, 1024)


@pytest.mark.parametrize(("reason", "setting"), [("timeout", "DOCENT_LLM_TIMEOUT"), ("window", "DOCENT_LLM_CONTEXT")])
def test_a_failure_names_the_setting_that_mends_it(reason, setting: str):
    assert setting in str(ModelFailure("openai:x", reason))
