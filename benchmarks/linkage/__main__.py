"""`make bench-linkage`: the quality of linkage beside its peers; with `scale` as first word, seconds and memory."""

import sys

from benchmarks.linkage import quality, scale

if __name__ == "__main__":
    sys.argv[0] = "python -m benchmarks.linkage"
    if sys.argv[1:2] == ["scale"]:
        del sys.argv[1]
        sys.exit(scale.main())
    sys.exit(quality.main())
