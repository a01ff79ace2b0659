"""How words cross the three languages: translations learnt and written by the user, names respelt, light words."""
