"""The encrypted notebook folder: keys, tables, audited deeds, undo, search, attachments, backup."""
