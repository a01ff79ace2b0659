"""Loaders: a file in, a RawDocument out."""
