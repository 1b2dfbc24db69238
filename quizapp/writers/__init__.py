"""Question writers that need more than rules."""
