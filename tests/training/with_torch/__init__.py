"""What needs PyTorch; elsewhere these tests are skipped."""

import pytest

for _name in ("torch", "peft"):
    pytest.importorskip(
        _name, reason="what training needs is not installed: 'make test-training' installs and tests it"
    )
