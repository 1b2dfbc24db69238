"""What trains is tested where `make train` has installed what that needs; all else of training is tested everywhere."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("torch") and find_spec("peft") else ["with_torch"]
