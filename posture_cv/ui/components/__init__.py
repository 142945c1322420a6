"""Pieces of pages: each shows one thing it is handed."""
