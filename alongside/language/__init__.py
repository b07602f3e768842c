"""What the partnership has agreed to call things and by when it does them: data with a source, dated, and local."""
