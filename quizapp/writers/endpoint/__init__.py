"""A writer that asks a model behind an OpenAI-compatible endpoint, on this computer or elsewhere.

`address` says where it is and whether anything leaves this computer; `connection` makes one request, `chat` asks until
there is a reply, and `refusals` says why there is none. `windows` cuts an article into what a model's context holds,
`prompt` words the request, `estimates` says what it takes, `reading` finds the proposals in a reply, `support` what of
the article proves each, and `cards` makes candidates of those; `writer` does all of it in order.
"""

from quizapp.writers.endpoint.address import CONTEXT_TOKENS as CONTEXT_TOKENS
from quizapp.writers.endpoint.address import Endpoint as Endpoint
