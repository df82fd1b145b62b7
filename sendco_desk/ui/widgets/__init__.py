"""Painted and composed parts that screens share."""
