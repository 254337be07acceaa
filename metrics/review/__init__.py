"""Quarters kept as they were presented, and what later imports made of them."""
