"""Fetching pages that a person asks for, into a web archive. Never part of a build."""
