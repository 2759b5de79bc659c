"""Strings and offsets; nothing of news."""
