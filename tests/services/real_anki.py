"""What the real Anki makes of a package."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def ask_anki(package: Path, *, zone: str = "Etc/UTC", **more: Any) -> Any:
    """The contents of a fresh Anki in ``zone`` after it took in the package; see `anki_oracle`."""
    environment = os.environ | {"TZ": zone, "ANKI_TEST_MODE": "1"}  # Anki's own switch for its tests: no fuzz
    done = subprocess.run(
        [sys.executable, "-W", "ignore", Path(__file__).with_name("anki_oracle.py")],
        input=json.dumps({"package": str(package), **more}),
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
