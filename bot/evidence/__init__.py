"""What a sentence holds that can be compared across languages: figures, dates, names, denials, expected answers.

`figures` compares figures and dates, `misnamed` names, `negation` denials; each says at its head what it reads.
"""
