"""The service, called in this process."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from diagnose.layout import load_api
from diagnose.settings import Settings


@pytest.fixture(scope="session")
def client():
    return TestClient(load_api().create_app(Settings(), body_limit=50_000), raise_server_exceptions=False)
