"""The real server, asked by a real client over a real socket."""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUN = ROOT / "examples" / "runs" / "overfitting.json"
PATIENCE = 60.0


@pytest.fixture(scope="module")
def server():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "diagnose", "serve", "--port", str(port)], cwd=ROOT, stderr=subprocess.PIPE
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _wait(address, process):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not come up")


def post(address, body, **headers):
    request = urllib.request.Request(f"{address}/v1/diagnose?name=overfitting.json", data=body, headers=headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def test_a_posted_history_gets_the_document_of_the_command(server):
    answer = post(server, RUN.read_bytes(), **{"Content-Type": "application/json"})
    done = subprocess.run(
        [sys.executable, "-m", "diagnose", str(RUN), "--format", "json"], cwd=ROOT, capture_output=True, check=False
    )
    written = json.loads(done.stdout)
    written["runs"][0]["name"] = answer["runs"][0]["name"]
    assert answer == written


def test_a_wrapped_history_and_a_chunked_body_are_read(server):
    history = json.loads(RUN.read_text())
    wrapped = json.dumps({"history": history.get("history", history), "params": {"epochs": 3}, "epoch": []}).encode()
    answer = post(server, iter([wrapped[:100], wrapped[100:]]), **{"Content-Type": "application/json"})
    assert answer["runs"][0]["verdict"] == "overfitting"


def test_a_bad_body_gets_a_problem(server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        post(server, b'{"loss": [0.9, "x"]}', **{"Content-Type": "application/json"})
    with caught.value as answer:
        assert answer.status == 422
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert "loss[1]" in json.load(answer)["detail"]
