"""The deeds a person does, grouped by what they are about; a Desk holds them all."""
