"""git as tests call it: with nobody's settings, and apart from a repository that a hook may be running in."""

import os
import subprocess

CLEAN = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
CLEAN |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
AUTHOR = ("-c", "user.name=Test", "-c", "user.email=test@localhost")


def git(folder, *words):
    """What git prints in that folder."""
    done = subprocess.run(["git", *AUTHOR, *words], cwd=folder, env=CLEAN, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
