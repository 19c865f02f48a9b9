"""Gone quiet: whether a silence is longer than a source's own pace explains."""
