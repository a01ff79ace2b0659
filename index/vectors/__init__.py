"""The vectors of a base segment: scanned here, kept in Chroma, or asked of a server. `vector_store` is the way in."""
