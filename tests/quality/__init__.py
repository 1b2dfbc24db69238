"""How good the generated cards are: labelled articles, scorers, and the runner behind ``make quality``."""
