"""A base segment's vectors: asked of its Chroma folder or a server, or scanned here; `vector_store` is the way in."""
