"""The evidence pack: documents converted to pages, generated parts, one assembled and verified PDF."""
