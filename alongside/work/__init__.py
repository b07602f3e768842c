"""Work that takes longer than a page: asked for, done by a worker, told how far it is, gone on with after a crash."""
