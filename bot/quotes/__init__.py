"""How an extractive answer is made, in this order; `bot.extractive` calls it all.

`scoring` says how well each sentence answers, `first` which of those that do nearly as well goes first, `several` what
is taken for a question that asks for several things, `extent` how far a quote reaches, `further` which sentences are
worth quoting beside it. `sections` knows what headings say a sentence is about, `lists` and `rows` how texts are built;
`quote` is what they pass on.
"""
