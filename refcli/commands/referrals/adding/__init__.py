"""What `ref add` takes and asks: the words of its line, the source that they name, the answers."""
