"""Every threshold of the training, each saying where it comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """What a question that people asked must be like to be learnt from."""

    sentence_words: int = 55
    """Longer sentences (4% of SQuAD's pairs) slow the training down and are seldom asked about whole."""
    answer_words: int = 12
    overlap: float = 0.4
    """The least share of a question's telling words that the input also has: the rest can't be known from it."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the adapter is trained. Runs of the same recipe and machine give the same adapter."""

    rank: int = 32
    alpha: int = 64
    first_layer: int = 6
    """Layers below are left as they are: what they do, reading words, is no different for questions."""
    rate: float = 8e-4
    warm_up_steps: int = 30
    decay_share: float = 0.3
    """The last part of the run, in which the rate falls to nothing."""
    averaging: float = 0.998
    """What a step's weights count in the mean that is kept, as a share of the next step's."""
    batch: int = 16
    pool: int = 32
    """So many batches' examples are sorted by length at once: little padding, and yet a random order."""
    clip: float = 1.0
    """The largest norm of a step's gradient."""
    held_out: float = 0.02
    """The last paragraphs of SQuAD, which are other articles than the rest: the validation loss is measured on them."""
    validated: int = 400
    """So many held-out examples are measured each time."""
    validate_every: int = 250
    save_every: int = 50
    """Steps after which all is saved: what an interruption costs at most."""
    epochs: int = 1
    """A second one is learnt by heart: the loss on its questions falls by a quarter, that on held-out ones rises."""
    seed: int = 1
