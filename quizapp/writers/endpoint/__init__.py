"""A writer that asks a model behind an OpenAI-compatible endpoint, on this computer or elsewhere.

`address` says where it is and whether anything leaves this computer.
"""

from quizapp.writers.endpoint.address import Endpoint as Endpoint
