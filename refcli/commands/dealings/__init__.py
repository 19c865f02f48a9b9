"""Commands about planned meetings and issues."""
