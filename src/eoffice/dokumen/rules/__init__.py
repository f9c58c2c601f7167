"""Pure rules of documents: which characters print, what a verdict says."""
