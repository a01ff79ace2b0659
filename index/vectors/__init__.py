"""The vectors of a base segment: asked of Chroma or a server, or scanned here. `vector_store` is the way in."""
