"""What a sentence holds that can be compared across languages: figures, dates, names, denials, expected answers."""
