"""The version of each stage that shapes an index. A stage whose output changes raises its own number."""

from index.analyzer import ANALYZE_VERSION
from index.chunker import CHUNK_VERSION
from index.loaders import LOAD_VERSION
from index.normalize import NORMALIZE_VERSION

EMBED_VERSION = 1

VERSIONS = {
    "load": LOAD_VERSION,
    "normalize": NORMALIZE_VERSION,
    "chunk": CHUNK_VERSION,
    "analyze": ANALYZE_VERSION,
    "embed": EMBED_VERSION,
}
