"""Formats other systems speak: the Common Transfer File and the tables a school system exports."""
