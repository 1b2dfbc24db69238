"""Spaced repetition: when a card is shown next. Pure: no clock, no database, no chance but a seeded one."""
